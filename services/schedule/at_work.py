"""What one pass over a centre has at hand, and how it goes through many patients.

Many at a time, because each transaction costs; and one by one where a portion fails, so that what
is broken of one patient keeps nobody else from being asked.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from services import faults
from services.centres.times import time_of
from services.db.engine import WriterBusy
from services.db.holding import hold_patient, hold_schedule
from services.db.scope import Scope
from services.edge.context import Context
from services.edge.integrity import UNOPENABLE
from services.errors import ServiceError
from services.schedule.days import local_day

_log = logging.getLogger("vigie.schedule")
Each = TypeVar("Each")
_OF_ONE: Final = (
    SQLAlchemyError,
    WriterBusy,
    ServiceError,
    *UNOPENABLE,
    ValueError,
    LookupError,
)
AT_ONCE: Final = 200
"""Patients of one transaction: others who write wait for it (R-FLT-06)."""


@dataclass(frozen=True)
class Tick:
    """One pass over one centre; everything in it has the same `now`."""

    context: Context
    centre_id: UUID
    now: datetime
    failed: list[UUID] = field(default_factory=list)
    """Patients and weeks of which something could not be done."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """Where the days of the centre begin and end."""
        with self.reading() as session:
            return time_of(session, self.centre_id).zone

    @cached_property
    def today(self) -> date:
        """The day where the centre stands."""
        return local_day(self.now, self.zone)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A snapshot of the centre."""
        with self.context.database.reading(Scope(self.centre_id)) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction in which nobody else changes the weeks of this centre."""
        with self._transaction() as session:
            hold_schedule(session, self.centre_id)
            yield session

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with self.context.database.writing(Scope(self.centre_id)) as session:
            faults.point_at_commit("schedule.before_commit", session, self.context.settings)
            yield session

    def through(self, ids: Sequence[UUID], act: Callable[[Session, Sequence[UUID]], None]) -> None:
        """Acts on portions of these, each in a transaction of its own."""
        for portion in portions(ids):
            if not self._tried(act, portion) and len(portion) > 1:
                for each in portion:
                    self._tried(act, [each], is_last=True)

    def through_patients(
        self, patient_ids: Iterable[UUID], act: Callable[[Session, UUID], None]
    ) -> None:
        """Acts on each of these, held, in a transaction of its own."""
        for patient_id in patient_ids:
            try:
                with self._transaction() as session:
                    hold_patient(session, patient_id)
                    act(session, patient_id)
            except _OF_ONE as fault:
                self._note(fault, patient_id)

    def _tried(
        self,
        act: Callable[[Session, Sequence[UUID]], None],
        ids: Sequence[UUID],
        *,
        is_last: bool = False,
    ) -> bool:
        try:
            with self.writing() as session:
                act(session, ids)
        except _OF_ONE as fault:
            if is_last or len(ids) == 1:
                self._note(fault, ids[0])
            return False
        return True

    def _note(self, fault: Exception, object_id: UUID) -> None:
        _log.error("week of %s: %s", object_id, type(fault).__name__)
        self.failed.append(object_id)


def portions(items: Sequence[Each]) -> Iterator[Sequence[Each]]:
    """The items, as many at a time as one transaction takes."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
