"""A fresh installation has no account, no default secret, nothing open (R-AUTH-05)."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from services import starting
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account, MachineCredential, SignInSession
from services.security.policy import POLICY
from tests.security.operations import code_of, operations_of
from tests.security.stage import Stage, nothing_there
from tests.support.service import (
    ServiceUnderTest,
    SmallCentre,
    SteppingClock,
    open_in,
    serve,
    settings_in,
)

_NAMES = (
    "admin",
    "administrator",
    "root",
    "vigie",
    "demo",
    "test",
    "user",
    "nurse",
    "doctor",
    "orthanc",
)
_PASSWORDS = ("admin", "password", "vigie", "changeme", "orthanc")


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[ServiceUnderTest]:
    """A service whose folder was empty a moment ago."""
    settings = settings_in(tmp_path)
    starting.initialise(settings)
    clock = SteppingClock()
    nowhere = SmallCentre(id=uuid4(), units=[])
    service = serve(open_in(settings, clock), clock, nowhere, nowhere)
    with service.client:
        yield service


def test_nobody_is_there_yet(fresh: ServiceUnderTest):
    with fresh.context.database.reading(NO_CENTRE) as session:
        for table in (Account, MachineCredential, SignInSession):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_every_operation_needs_a_session_or_is_public(fresh: ServiceUnderTest):
    operations = operations_of(fresh.client.get("/openapi.json").json())
    stage = Stage(fresh, {each.name: each for each in operations}, {})
    nothing = nothing_there()
    for operation in operations:
        for headers in ({}, {"Authorization": "Bearer " + "x" * 43}):
            answer = stage.send(operation, headers, nothing)
            if POLICY[operation.name].is_public:
                assert answer.status_code != 403, operation.name
            else:
                assert answer.status_code == 401, operation.name
                assert code_of(answer) == "sign_in_required"


def test_no_default_pair_opens_a_session(fresh: ServiceUnderTest):
    pairs = [(name, password) for name in _NAMES for password in _PASSWORDS]
    assert len(pairs) == 50
    for username, password in pairs:
        # One try in 30 seconds is what the delay leaves.
        fresh.clock.forward(seconds=30)
        first = fresh.client.post(
            "/api/v1/auth/sign-in", json={"username": username, "password": password}
        )
        assert first.status_code == 200
        for code in ("000000", "123456"):
            second = fresh.client.post(
                "/api/v1/auth/second-factor",
                json={"challenge": first.json()["challenge"], "code": code},
            )
            assert not second.is_success
