"""A full or locked database: a clear refusal, nothing half done, and work goes on afterwards."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from services.db.tables.edge import IdempotencyRecord
from tests.support.answers import answer_json
from tests.support.service import ServiceUnderTest, random_key


def _submit(
    service: ServiceUnderTest, patient: int, key: str, comment: str
) -> tuple[int, dict[str, object]]:
    path = f"/api/v1/patients/{service.centre.patients[patient]}/answers"
    answer = service.client.post(
        path, content=answer_json(comment=comment), headers=service.writing_as("ingest", key=key)
    )
    return answer.status_code, answer.json()


def _counts(service: ServiceUnderTest) -> tuple[int, ...]:
    with service.context.database.reading(Scope(service.centre.id)) as session:
        return tuple(
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Answer, SymptomGrade, Alert, IdempotencyRecord)
        )


def test_a_full_disk_refuses_clearly_and_recovers(sqlite_service: ServiceUnderTest) -> None:
    assert _submit(sqlite_service, 0, random_key(), "before")[0] == 201
    engine = sqlite_service.context.database.writer
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    refused = {}
    for number in range(200):
        before = _counts(sqlite_service)
        key = random_key()
        status, body = _submit(sqlite_service, 1, key, f"{number} " + "x" * 3000)
        if status != 201:
            refused = {"key": key, "status": status, "code": body["code"], "number": number}
            assert _counts(sqlite_service) == before
            break
    assert refused["status"] == 503
    assert refused["code"] in {"storage_full", "unavailable"}
    assert sqlite_service.client.get("/health/live").status_code == 200
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    status, _ = _submit(
        sqlite_service, 1, str(refused["key"]), f"{refused['number']} " + "x" * 3000
    )
    assert status == 201


def test_a_database_locked_by_another_process_is_waited_for_then_refused(
    sqlite_service: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The wait is shortened on the connection, so that the test needs no five seconds.
    @event.listens_for(sqlite_service.context.database.writer, "checkout")
    def _impatient(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout=50")

    file = Path(sqlite_service.context.settings.data_dir) / "vigie.sqlite"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    key = random_key()
    status, body = _submit(sqlite_service, 0, key, "while locked")
    assert (status, body["code"]) == (503, "unavailable")
    reading = sqlite_service.client.get("/api/v1/worklist", headers=sqlite_service.as_("nurse"))
    # Reading would be possible, but it cannot be journalled: so it is not served (R-AUD-05).
    assert (reading.status_code, reading.headers["retry-after"]) == (503, "5")
    other.execute("ROLLBACK")
    other.close()
    assert _submit(sqlite_service, 0, key, "while locked")[0] == 201
    assert (
        sqlite_service.client.get(
            "/api/v1/worklist", headers=sqlite_service.as_("nurse")
        ).status_code
        == 200
    )
