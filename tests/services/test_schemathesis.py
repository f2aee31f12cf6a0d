"""Generated requests, good and bad, never meet a 5xx nor an undocumented shape (R-INP-02)."""

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.python.asgi import get_client
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from tests.support.answers import answer_json
from tests.support.service import ServiceUnderTest, random_key

ROOT = Path(__file__).parents[2]
PEOPLE = ("nurse", "oncologist", "admin", "ingest")
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
# Read once: that the file is what the service says of itself is a test of its own.
API: Any = schemathesis.openapi.from_dict(json.loads((ROOT / "docs/openapi.json").read_text()))
API.location = "/openapi.json"
# `./dev test --all` looks longer.
TIMES = 7 if settings().max_examples > 100 else 1
OPERATIONS = [
    (method, path) for path, methods in API.raw_schema["paths"].items() for method in methods
]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_generated_request_breaks_the_service(
    method: str, path: str, service: ServiceUnderTest
) -> None:
    app: Any = service.client.app
    API.app = app
    real = _real_ids(service)
    answered: set[int] = set()

    @given(case=API[path][method].as_strategy(), who=st.sampled_from(PEOPLE))
    @settings(
        # The second database differs in what it refuses to store, not in what is generated.
        max_examples=(6 if service.context.database.is_sqlite else 4) * TIMES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    def send(case: Any, who: str) -> None:
        for name in real.keys() & set(case.path_parameters or {}):
            case.path_parameters[name] = real[name]
        headers = {**service.as_(who), "Idempotency-Key": random_key()}
        response = case.call_and_validate(headers=headers, checks=CHECKS, app=app, session=client)
        answered.add(response.status_code)

    with get_client(app) as client:
        send()
    assert answered


def _real_ids(service: ServiceUnderTest) -> dict[str, str]:
    """A random identifier only ever meets 404; an own one lets the request be read."""
    patient = str(service.centre.patients[0])
    response = service.client.post(
        f"/api/v1/patients/{patient}/answers",
        content=answer_json({"diarrhoea": {"frequency": 4}}),
        headers=service.writing_as("ingest"),
    )
    receipt = response.json()
    return {
        "patient_id": patient,
        "alert_id": receipt["alert_id"],
        "answer_id": receipt["id"],
    }
