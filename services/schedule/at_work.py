"""What one pass over a centre has at hand, and how it goes through many patients."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services import faults
from services.centres.times import time_of
from services.db.holding import hold_schedule
from services.db.scope import Scope
from services.edge.context import Context
from services.schedule.days import local_day

Each = TypeVar("Each")
AT_ONCE: Final = 200
"""Patients of one transaction: others who write wait for it (R-FLT-06)."""


@dataclass(frozen=True)
class Tick:
    """One pass over one centre; everything in it has the same `now`."""

    context: Context
    centre_id: UUID
    now: datetime

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
        with self.context.database.writing(Scope(self.centre_id)) as session:
            hold_schedule(session, self.centre_id)
            faults.point_at_commit("schedule.before_commit", session, self.context.settings)
            yield session

    @contextmanager
    def writing_of_patient(self) -> Iterator[Session]:
        """A transaction about one patient, whom its caller holds."""
        with self.context.database.writing(Scope(self.centre_id)) as session:
            faults.point_at_commit("schedule.before_commit", session, self.context.settings)
            yield session


def portions(items: Sequence[Each]) -> Iterator[Sequence[Each]]:
    """The items, as many at a time as one transaction takes."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
