"""Generated requests, good and bad, never meet a 5xx nor an undocumented shape (R-INP-02)."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from tests.support.service import ServiceUnderTest, random_key


@pytest.fixture
def api(sqlite_service: ServiceUnderTest) -> Any:
    """The API as its own document describes it."""
    return schemathesis.openapi.from_asgi("/openapi.json", sqlite_service.client.app)


schema = schemathesis.pytest.from_fixture("api")
PEOPLE = ("nurse", "oncologist", "admin", "ingest")


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow,
                           HealthCheck.filter_too_much],
)
def test_no_generated_request_breaks_the_service(
    case: schemathesis.Case, sqlite_service: ServiceUnderTest
) -> None:
    _aim_at_something_real(case, sqlite_service)
    who = PEOPLE[hash(case.formatted_path) % len(PEOPLE)]
    headers = {**sqlite_service.as_(who), "Idempotency-Key": random_key()}
    case.call_and_validate(
        headers=headers,
        checks=[not_a_server_error, content_type_conformance, response_schema_conformance],
    )


def _aim_at_something_real(case: schemathesis.Case, service: ServiceUnderTest) -> None:
    """A random identifier only ever meets 404; an own one lets the body be read."""
    if isinstance(case.path_parameters, dict) and "patient_id" in case.path_parameters:
        case.path_parameters["patient_id"] = str(service.centre.patients[0])
