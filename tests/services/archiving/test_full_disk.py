"""A disk that is full while somebody archives: refused in words, nothing half done (R-FLT-06)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from services.alerts.raising import raise_told
from services.contract.enums import AlertKind, AlertLevel
from services.patients.monitoring import find_for_system
from tests.services.archiving.conftest import Archives
from tests.services.archiving.test_undo import furnish, standing

_LONG = "x" * 480
_ALERTS = 20
_MOST_PAGES = 200


@contextmanager
def _room_for(archives: Archives, pages: int) -> Iterator[None]:
    """The file of the database can grow by so many pages and no more."""
    engine = archives.service.context.database.writer
    with engine.connect() as connection:
        now = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={now + pages}")
    try:
        yield
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1000000")


def _alerts(archives: Archives) -> list[str]:
    """So many that to close them does not fit into pages that are begun."""
    now = archives.weeks.now
    with archives.weeks.writing() as session:
        patient = find_for_system(session, archives.patient)
        assert patient is not None
        context = archives.service.context
        return [
            str(raise_told(session, context, patient, AlertKind.TECHNICAL, AlertLevel.HIGH, now))
            for _ in range(_ALERTS)
        ]


def _leave_no_room(archives: Archives) -> None:
    """The pages that there are become full."""
    file = archives.service.context.settings.data_dir / "vigie.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("VACUUM")


def test_wherever_the_room_ends_nothing_has_ended(sqlite_archives: Archives):
    """Page by page further: the disk is full at one write after the other of the same archiving."""
    archives = sqlite_archives
    furnish(archives)
    alerts = _alerts(archives)
    version = archives.get("archive-preview")["version"]
    wanted = {
        "reason": "patient_request",
        "collection": "in_person",
        "detail": _LONG,
        "version": version,
        "alerts": [{"id": each, "version": 1, "reason": _LONG} for each in alerts],
    }
    _leave_no_room(archives)
    before, refused = standing(archives, alerts=alerts), []
    for pages in range(_MOST_PAGES):
        with _room_for(archives, pages):
            answer = archives.archive(**wanted)
        if answer.status_code == 200:
            break
        refused.append((answer.status_code, answer.json()["code"]))
        assert standing(archives, alerts=alerts) == before
        assert (archives.told(), archives.notices()) == ([], [])

    assert answer.status_code == 200, answer.text
    assert len(refused) >= 2
    assert {status for status, _ in refused} == {503}
    assert {code for _, code in refused} <= {"storage_full", "unavailable"}
    assert len(archives.notices()) == 1
    assert [each.outcome for each in archives.journal("archive_patient")] == ["done"] * (
        1 + _ALERTS
    )
