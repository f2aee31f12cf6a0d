"""Appends to the journal: in the transaction of a write, at once for a read (decision 24)."""

import queue
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.contract.report_enums import ExportPurpose
from services.contract.statistics_exports import StatisticsPurpose
from services.db.engine import Database, WriterBusy
from services.db.scope import NO_CENTRE
from services.db.tables.edge import JournalEntry
from services.security.caller import Caller

_LARGEST_BATCH = 256
_WAIT_S = 10
# Inline: an implicit RETURNING would need the right to read the row back, which an append has not.
_INSERT = insert(JournalEntry.__table__).inline()  # type: ignore[arg-type]


class JournalUnavailable(RuntimeError):
    """The entry could not be made durable, so what it records must not be served."""


class Purpose(StrEnum):
    """Why a record was seen or changed (R-AUD-02)."""

    CARE = "care"
    EXCEPTIONAL_ACCESS = "exceptional_access"
    """A record outside one's units that was opened for an hour (R-AZ-09)."""
    BILLING = "billing"
    """What a centre shows for the billing of telemonitoring (decision 35)."""


_TREATING = frozenset({Role.NURSE, Role.ONCOLOGIST})
_REFUSED = "refused:"


@dataclass(frozen=True)
class Entry:
    """One access or act; holds identifiers and coded words only."""

    action: str
    at: datetime
    outcome: str
    request_id: str
    centre_id: UUID | None = None
    actor_id: UUID | None = None
    role: str | None = None
    session_id: UUID | None = None
    device_id: UUID | None = None
    object_id: UUID | None = None
    patient_id: UUID | None = None
    shown: tuple[UUID, ...] | None = None
    purpose: Purpose | ExportPurpose | StatisticsPurpose | None = None
    fingerprint: str | None = None

    def row(self) -> dict[str, Any]:
        """The columns of this entry."""
        columns = {name: getattr(self, name) for name in self.__dataclass_fields__}
        columns["shown"] = None if self.shown is None else [str(each) for each in self.shown]
        return columns


def entry_of(
    caller: Caller,
    action: str,
    at: datetime,
    outcome: str = "done",
    *,
    object_id: UUID | None = None,
    patient_id: UUID | None = None,
    shown: Iterable[UUID] | None = None,
) -> Entry:
    """An entry of a known caller; what it concerns is what the path names, unless told better."""
    object_id = object_id or caller.tried.object_id
    patient_id = patient_id or caller.tried.patient_id or next(iter(caller.by_exception), None)
    concerns_patients = patient_id is not None or shown is not None
    return Entry(
        action=action,
        at=at,
        outcome=outcome,
        request_id=caller.request_id,
        centre_id=caller.centre_id,
        actor_id=caller.principal_id,
        role=caller.role
        if caller.credential_scope is None
        else f"machine:{caller.credential_scope}",
        session_id=caller.session_id,
        device_id=caller.device_id,
        object_id=object_id,
        patient_id=patient_id,
        shown=None if shown is None else tuple(shown),
        purpose=_purpose(caller, outcome, patient_id) if concerns_patients else None,
    )


def refused_as(code: str) -> str:
    """The outcome of a refusal."""
    return f"{_REFUSED}{code}"


def _purpose(caller: Caller, outcome: str, patient_id: UUID | None) -> Purpose | None:
    """People who treat reach the patients of their own units, or one by an exceptional access.

    That is said of a refusal too: it may show what stands, and to whom.
    """
    if patient_id in caller.by_exception:
        return Purpose.EXCEPTIONAL_ACCESS
    treats = caller.account_id is not None and caller.role in _TREATING
    return Purpose.CARE if treats and not outcome.startswith(_REFUSED) else None


def record(session: Session, entry: Entry) -> None:
    """Appends within the transaction of the act itself."""
    session.execute(_INSERT, entry.row())


def record_all(session: Session, entries: Iterable[Entry]) -> None:
    """The same for many at once."""
    session.execute(_INSERT, [each.row() for each in entries])


@dataclass
class _Waiting:
    entry: Entry
    since_s: float = field(default_factory=time.monotonic)
    durable: threading.Event = field(default_factory=threading.Event)
    failed: bool = False


class Journal:
    """Makes entries of reads durable; those that arrive while one commit runs share the next."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._kept_out_s = 0.0
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def append(self, entry: Entry) -> None:
        """Returns when the entry is on disk; raises `JournalUnavailable` when it is not."""
        waiting = _Waiting(entry)
        self._queue.put(waiting)
        if not waiting.durable.wait(_WAIT_S) or waiting.failed:
            raise JournalUnavailable

    def close(self) -> None:
        """Writes what waits and stops."""
        self._queue.put(None)
        self._thread.join(_WAIT_S)

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch = [first]
            last = False
            while len(batch) < _LARGEST_BATCH and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    last = True
                    break
                batch.append(following)
            self._commit(batch)
            if last:
                return

    def _commit(self, batch: list[_Waiting]) -> None:
        # Who came while the database kept us out has waited for it as long as may be.
        kept_out_s = self._kept_out_s
        fresh = [waiting for waiting in batch if waiting.since_s > kept_out_s]
        is_kept = bool(fresh) and self._is_kept([waiting.entry for waiting in fresh])
        for waiting in batch:
            waiting.failed = not is_kept or waiting.since_s <= kept_out_s
            waiting.durable.set()

    def _is_kept(self, entries: list[Entry]) -> bool:
        try:
            with self._database.writing(NO_CENTRE) as session:
                session.execute(_INSERT, [entry.row() for entry in entries])
        except (OperationalError, WriterBusy):
            self._kept_out_s = time.monotonic()
            return False
        except SQLAlchemyError:
            return False
        return True
