"""A read is journalled durably before it is answered; without a journal nothing is served."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from services.audit.journal import Entry, Journal, JournalUnavailable
from services.db.engine import Database
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from tests.support.service import START, ServiceUnderTest


def _entry(service: ServiceUnderTest, number: int) -> Entry:
    return Entry("test", START, "done", f"request-{number}", centre_id=service.centre.id)


def test_entries_of_many_threads_are_all_durable(service: ServiceUnderTest) -> None:
    start = threading.Barrier(8)

    def _append(share: int) -> None:
        start.wait()
        for number in range(share, 80, 8):
            service.context.journal.append(_entry(service, number))

    threads = [threading.Thread(target=_append, args=(share,)) for share in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with service.context.database.reading(Scope(service.centre.id)) as session:
        found = session.scalars(
            select(JournalEntry.request_id).where(JournalEntry.action == "test")
        ).all()
    assert sorted(found) == sorted(f"request-{number}" for number in range(80))


def test_an_entry_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    # A database without tables: every append fails.
    journal = Journal(Database(f"sqlite:///{tmp_path / 'empty.sqlite'}"))
    with pytest.raises(JournalUnavailable):
        journal.append(Entry("test", START, "done", "request"))
    journal.close()
