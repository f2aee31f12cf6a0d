"""The document that integrators build on is complete, and the file beside the code is the same."""

import importlib
import inspect
import json
import pkgutil
from pathlib import Path
from typing import Any

import pytest

from services import contract
from services.security.policy import POLICY
from tests.support.service import ServiceUnderTest

FILE = Path(__file__).parents[2] / "docs" / "openapi.json"


@pytest.fixture
def document(sqlite_service: ServiceUnderTest) -> dict[str, Any]:
    """The document as it is served."""
    answer = sqlite_service.client.get("/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_the_committed_file_is_current(document: dict[str, Any]) -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == document, (
        "run: python -m services openapi --out docs/openapi.json"
    )


def test_every_operation_says_what_an_integrator_needs(document: dict[str, Any]) -> None:
    operations = [
        operation for methods in document["paths"].values() for operation in methods.values()
    ]
    described = {name for name, rule in POLICY.items() if not rule.is_page}
    assert {operation["operationId"] for operation in operations} == described
    for operation in operations:
        assert operation["tags"], operation["operationId"]
        assert operation["summary"], operation["operationId"]
        assert "4XX" in operation["responses"]
        assert "security" in operation


def test_every_reference_resolves(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    written = json.dumps(document)
    wanted = {part.split('"')[0] for part in written.split("#/components/schemas/")[1:]}
    assert wanted <= set(schemas)


def test_no_two_shapes_of_the_contract_share_a_name():
    """In the document they would be one, and the answers of half of the routes would break it."""
    named: dict[str, set[str]] = {}
    for module in pkgutil.iter_modules(contract.__path__):
        found = importlib.import_module(f"services.contract.{module.name}")
        for name, kind in inspect.getmembers(found, inspect.isclass):
            if kind.__module__.startswith("services.contract."):
                named.setdefault(name, set()).add(kind.__module__)

    assert len(named) > 100
    assert {name: where for name, where in named.items() if len(where) > 1} == {}
