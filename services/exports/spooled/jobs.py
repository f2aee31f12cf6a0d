"""One export of many patients in the making, and what tells one kind of them from another."""

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services import faults
from services.audit.journal import Entry, record
from services.contract.cohorts import CohortFailure, CohortState, NotIncluded
from services.contract.problems import ProblemCode
from services.db.engine import WriterBusy
from services.db.scope import Scope
from services.edge.context import Context
from services.edge.integrity import UNOPENABLE
from services.ending import go_on
from services.errors import ServiceError
from services.exports.spooled.shelves import AGAIN, Row, Shelf
from services.logs import place_of as code_place_of

_TELLS_EVERY_S: Final = 0.5
"""How soon a cancel is seen, and progress is written down."""
_MAKING: Final = frozenset({CohortState.MAKING})
_log = logging.getLogger("vigie.exports")
Made = TypeVar("Made")


class Stopped(Exception):
    """It was cancelled, somebody lost their right, or another process makes it."""


class Failed(Exception):
    """There will be no file."""

    def __init__(self, failure: CohortFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class Kind(ABC, Generic[Row]):
    """One kind of export: `word` is what logs and fault points call it."""

    word: ClassVar[str]

    @property
    @abstractmethod
    def shelf(self) -> Shelf[Row]:
        """Its tables."""

    @abstractmethod
    def states(self, session: Session, listed: Sequence[Row], now: datetime) -> list[CohortState]:
        """Where exports of one centre stand by the clock and by the rights of who asked."""

    @abstractmethod
    def lost(self, session: Session, row: Row) -> CohortFailure | None:
        """Why nobody gets what lies there, as far as those in it are concerned."""

    @abstractmethod
    def is_entitled(self, session: Session, row: Row, now: datetime) -> bool:
        """Whether whoever asked may still have it."""

    @abstractmethod
    def may_begin(self, session: Session, row: Row, context: Context, now: datetime) -> bool:
        """Whether what is queued may be begun now."""

    @abstractmethod
    def is_leaving(self, row: Row, now: datetime) -> bool:
        """Whether something that is over may still be on its way to who asked."""

    @abstractmethod
    def mark(self, session: Session, row: Row, marked: Mapping[UUID, Any]) -> None:
        """Stores what became of patients who were gone through."""

    @abstractmethod
    def is_complete(self, session: Session, job: "Job[Row]") -> bool:
        """Whether all who were put in may still be in it."""

    @abstractmethod
    def entry(self, row: Row, outcome: str, now: datetime, fingerprint: str | None) -> Entry:
        """What the journal says of its making; `fingerprint` is that of its file."""

    @abstractmethod
    def fill(self, job: "Job[Row]") -> None:
        """Makes the files of a job and offers them; raises `Failed`, or `Stopped` as a job does."""


@dataclass
class Job(Generic[Row]):
    """One export, as it stood when it was claimed.

    `listed` is how many it was about when it was begun; `done` counts those who were gone through,
    `included` those who are in. `marked` says what became of patients, as far as it is not stored
    yet.
    """

    kind: Kind[Row]
    context: Context
    row: Row
    claim: UUID
    marked: dict[UUID, Any] = field(default_factory=dict)
    listed: int = 0
    done: int = 0
    included: int = 0
    told_s: float = 0.0

    @property
    def scope(self) -> Scope:
        """The centre of the export."""
        return Scope(self.row.centre_id)

    def mark(self, patient_id: UUID, said: Any, *, is_in: bool) -> None:
        """One more patient was gone through."""
        self.marked[patient_id] = said
        self.done += 1
        self.included += is_in

    def tell(self, chunks: list[dict[str, Any]]) -> None:
        """Stores what has come; raises `Stopped` where nobody waits for it any more."""
        with self.context.database.writing(self.scope) as session:
            self.move(session, {"done": self.done})
            self.kind.mark(session, self.row, self.marked)
            if chunks:
                self.kind.shelf.add_chunks(session, chunks)
        self.marked, self.told_s = {}, time.monotonic()

    def tell_sometimes(self, chunks: list[dict[str, Any]]) -> None:
        """The same where there is something to store, or nothing was told for a while; raises
        `EndAsked` where the service ends.
        """
        go_on()
        if chunks or time.monotonic() - self.told_s >= _TELLS_EVERY_S:
            self.tell(chunks)

    def move(self, session: Session, values: Mapping[str, Any]) -> None:
        """Changes it; raises `Stopped` as above."""
        now, shelf = self.context.clock.now(), self.kind.shelf
        if not self.kind.is_entitled(session, self.row, now):
            raise Stopped
        if not shelf.move(session, self.row.id, _MAKING, values, self.claim):
            raise Stopped

    def tried(self, patient_id: UUID, make: Callable[[], Made]) -> Made | NotIncluded:
        """What is made of one patient, or why it is not there: one record that nobody thought of
        must not keep all others here. A disk, a database and memory are everybody's.
        """
        try:
            with self.context.keys.in_passing(patient_id):
                return make()
        except ServiceError as refused:
            if refused.code is not ProblemCode.NOT_FOUND:
                raise
            return NotIncluded.OUT_OF_UNIT
        except UNOPENABLE:
            return NotIncluded.UNREADABLE
        except (DBAPIError, OSError, MemoryError, WriterBusy):
            raise
        except Exception as fault:
            _log.error(
                "%s %s: a patient failed: %s", self.kind.word, self.row.id, code_place_of(fault)
            )
            return NotIncluded.FAILED

    def offer(self, values: Mapping[str, Any], fingerprint: str | None) -> None:
        """Says that it is ready, unless somebody in it may not be: it is begun anew without them.

        Raises `Stopped`.
        """
        now = self.context.clock.now()
        ready = {"state": CohortState.READY, "claim": None, "made_at": now} | dict(values)
        with self.context.database.writing(self.scope) as session:
            if not self.kind.is_complete(session, self):
                self.move(session, AGAIN)
                return
            self.move(session, ready)
            record(session, self.kind.entry(self.row, "done", now, fingerprint))
            faults.point_at_commit(f"{self.kind.word}.ready", session, self.context.settings)
