"""Health: yes or no, and nothing about why."""

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from services.audit.journal import Journal, JournalUnavailable
from services.db import revisions
from services.security.keystore import KeyStore
from tests.support.service import ServiceUnderTest

NOT_NOW = {"detail": "The service cannot answer now; try again.", "code": "unavailable"}


def ready(service: ServiceUnderTest) -> tuple[int, dict[str, Any]]:
    """What an anonymous caller is told."""
    response = service.client.get("/health/ready")
    return response.status_code, response.json()


def test_a_running_service_is_live_and_ready(service) -> None:
    live = service.client.get("/health/live")

    assert (live.status_code, live.json()) == (200, {"status": "live"})
    assert ready(service) == (200, {"status": "ready"})


def unavailable(*_: object) -> None:
    raise OperationalError("SELECT secret_detail", {}, Exception("no route to secret-host"))


def no_journal(*_: object) -> None:
    raise JournalUnavailable


@pytest.mark.parametrize(
    ("owner", "name", "replacement"),
    [
        (KeyStore, "fits", unavailable),
        (KeyStore, "fits", lambda *_: False),
        (Journal, "append", no_journal),
        (revisions, "current", unavailable),
        (revisions, "current", lambda _connection: "0001"),
    ],
)
def test_a_part_that_fails_makes_it_not_ready_and_says_no_more(
    service, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, replacement: Any
) -> None:
    monkeypatch.setattr(owner, name, replacement)

    status, problem = ready(service)

    assert status == 503
    assert problem.items() >= NOT_NOW.items()
    assert "secret" not in str(problem)
    assert service.client.get("/health/live").status_code == 200


def test_it_is_ready_again_when_the_part_answers_again(
    service, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", no_journal)
        assert ready(service)[0] == 503

    assert ready(service)[0] == 200


def test_asking_does_not_fill_the_journal(service) -> None:
    for _ in range(5):
        ready(service)
    service.clock.forward(seconds=61)
    ready(service)

    with service.context.database.writer.connect() as connection:
        if not service.context.database.is_sqlite:
            # The probe belongs to no centre, so the application's role may write but not read it.
            pytest.approx(0)
        entries = connection.exec_driver_sql(
            "SELECT count(*) FROM journal WHERE action = 'ready'"
        ).scalar()

    assert entries == (2 if service.context.database.is_sqlite else 0)
