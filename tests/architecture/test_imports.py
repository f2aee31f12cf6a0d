"""What each folder may import at all, and the holes that import-linter leaves."""

import tomllib
from collections.abc import Iterator

import pytest

from tests.architecture.sources import (
    PRODUCT,
    ROOT,
    Source,
    imported_names,
    offences,
    parse,
    product_sources,
    report,
)

# The safety core stays small: decision 28, its one port, and the plumbing of a request.
_ALERT_PATH = (
    "services.answers",
    "services.alerts",
    "services.surveillance",
    "services.centres",
    "services.clinical",
    "services.db",
    "services.security",
    "services.audit",
    "services.edge",
    "services.live",
    "services.clock",
    "services.settings",
    "services.errors",
    "services.faults",
    "services.ids",
    "services.pagination",
    "services.contract",
    "services.patients.monitoring",
    "resources",
)
_BELOW_SCREENS = ("console", "services.contract", "resources")

# The first line that names a file or its folder decides. Only our own packages are looked at.
ALLOWED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("console/app.py", (*_BELOW_SCREENS, "ui", "widgets")),
    ("console/tour.py", (*_BELOW_SCREENS, "ui", "widgets")),
    (
        "console/models",
        (
            "console.models",
            "console.explain",
            "console.stores",
            "services.contract",
            "resources",
        ),
    ),
    ("console", _BELOW_SCREENS),
    (
        "ui",
        (
            "ui",
            "console.stores",
            "console.models",
            "console.provider_sign_in",
            "console.session",
            "console.settings",
            "console.errors",
            "console.explain",
            "widgets",
            "services.contract",
            "resources",
        ),
    ),
    ("widgets", ("widgets", "resources")),
    ("services/contract", ("services.contract",)),
    ("services/clinical", ("services.clinical", "services.contract", "resources")),
    ("services/answers", _ALERT_PATH),
    ("services/alerts", _ALERT_PATH),
    ("services/surveillance", _ALERT_PATH),
    ("services/statistics/disclosure", ("services.statistics.disclosure",)),
    ("services/billing", ("services", "reports", "resources")),
    ("services/exports", ("services", "reports", "resources")),
    ("services/fhir", ("services", "reports", "resources")),
    ("services", ("services", "resources")),
    ("reports", ("reports", "services.contract", "resources")),
    ("resources", ("resources",)),
)


def import_not_allowed(source: Source) -> Iterator[tuple[int, str]]:
    """A folder imports only what its line of the table names."""
    allowed = next(names for place, names in ALLOWED if source.is_in(place))
    for line, name in imported_names(source):
        ours = name.split(".", maxsplit=1)[0] in PRODUCT
        if ours and not any(name == one or name.startswith(f"{one}.") for one in allowed):
            yield line, f"imports {name}"


def test_every_folder_imports_only_what_it_may():
    report(offences(import_not_allowed, product_sources()))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("ui/triage/screen.py", "from console.client import api"),
        ("ui/triage/screen.py", "import console.jobs"),
        ("console/stores/alerts.py", "from services.db import engine"),
        ("console/session.py", "from widgets.theme import Theme"),
        ("console/models/rows.py", "from console.client.api import Api"),
        ("widgets/badge.py", "from services.contract.enums import Level"),
        ("services/answers/service.py", "from services.accounts import repository"),
        ("services/alerts/service.py", "from services.patients import identity"),
        ("services/clinical/rules.py", "from services.clock import now"),
        ("services/statistics/service.py", "from reports import table"),
        ("services/statistics/disclosure/rules.py", "from services.contract import statistics"),
        ("services/contract/alerts.py", "from resources import locate"),
    ],
)
def test_a_planted_import_is_found(path, line):
    assert len(offences(import_not_allowed, (parse(path, line),))) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("services/answers/service.py", "from services.patients import monitoring"),
        ("services/answers/service.py", "from services.patients.monitoring import is_watched"),
        ("ui/triage/screen.py", "from console.stores.alerts import Alerts"),
        ("console/app.py", "from ui.window import Window"),
        ("services/exports/service.py", "from reports import table"),
        ("widgets/badge.py", "from PySide6.QtWidgets import QWidget"),
    ],
)
def test_an_allowed_import_passes(path, line):
    assert offences(import_not_allowed, (parse(path, line),)) == []


@pytest.fixture(scope="module")
def linter():
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["tool"]["importlinter"]


def test_the_linter_knows_every_package(linter):
    # A package missing from this list is taken for third-party, and its contracts pass in silence.
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}

    assert folders == set(PRODUCT) == set(linter["root_packages"])


def test_every_module_of_the_desktop_has_its_layer(linter):
    # A layers contract over several packages cannot be exhaustive.
    first = linter["contracts"][0]["layers"]
    named = {name.strip("() ") for layer in first for name in layer.split("|")}
    found = {
        ".".join(source.module.split(".")[:2])
        for source in product_sources()
        if source.path.startswith("console/") and source.path != "console/__init__.py"
    }

    assert found - named == set()
