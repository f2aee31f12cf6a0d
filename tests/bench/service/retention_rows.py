"""The daily pass of retention over 100,000 patients, and the erasure of 1,000 of them.

The floor of a look is what decides, read with bare SQL, one statement a table; of an erasure the
same rows deleted with bare SQL, patient by patient, and their keys destroyed.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC
from time import perf_counter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select

from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient
from services.db.tables.retention import Erasure, Retention, RetentionPass
from services.edge.context import Context
from services.retention.rules import INACTIVE_AFTER_MONTHS, KEPT_MONTHS
from services.retention.tick import keep_retention
from tests.bench.figures import Figure, Goal
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import HARDLY_ANYBODY, close
from tests.bench.service.ground import Ground, ground, server_of
from tests.bench.service.unfollowed import TABLES, Life, Place, archive_them, lives, noon, write
from tests.bench.service.week_rows import inserted_s, rows_of
from tests.support.service import SteppingClock

_OLDEST: Final = (INACTIVE_AFTER_MONTHS + KEPT_MONTHS - 2) * 30
"""Days since the last use of whoever is longest away: nobody is to be told anything yet."""
_TEN_YEARS: Final = 10
_IN_A_MINUTE: Final = Goal("product", 60, words="≤ 60 s")
_WITHIN_AN_HOUR: Final = Goal("product", 1800, words="≤ 1,800 s")
_FIVE_FLOORS: Final = Goal("ratio", 5)
_NONE: Final = Goal("product", 0, words="0")
_READ: Final = (
    "SELECT id, monitoring, episode_started_at, created_at FROM patient"
    " WHERE monitoring NOT IN ('active', 'paused')",
    *(
        f"SELECT patient_id, max({at}) FROM {table} WHERE patient_id IN (SELECT id FROM patient"
        f" WHERE monitoring NOT IN ('active', 'paused')) GROUP BY patient_id"
        for table, at in (
            ("portal_session", "last_act_at"),
            ("answer", "received_at"),
            ("answer", "authored_at"),
            ("retention_objection", "at"),
            ("consent", "at"),
            ("late_answer", "received_at"),
            ("survey_window", "opens_at"),
            ("alert_act", "at"),
            ("enrolment", "changed_at"),
            ("archive", "archived_at"),
            ("alert", "closed_at"),
            ("retention_hold", "placed_at"),
        )
    ),
    "SELECT * FROM retention",
    "SELECT * FROM retention_announcement",
)


@dataclass(frozen=True)
class Many:
    """How many nobody follows any more, and how many of others are to be erased."""

    unfollowed: int = 100_000
    erased: int = 1_000


FULL: Final = Many()


def retention(rounds: Rounds, many: Many = FULL) -> Iterator[Figure]:
    """The first pass, one of which nothing is due, the next day's, and one that erases."""
    for kind in KINDS:
        with server_of(kind), ground(kind, HARDLY_ANYBODY) as here:
            opened = here.database.open()
            try:
                yield from _figures(f"retention/{kind}", _Stage(here, opened, many), rounds)
            finally:
                close(opened)


class _Stage:
    """A centre with its patients, on a clock that stands still."""

    def __init__(self, here: Ground, opened: Context, many: Many) -> None:
        self.here, self.database, self.many = here, here.database, many
        told = here.thin_environment
        self.centre_id = UUID(told["THIN_CENTRE"])
        self.place = Place(self.centre_id, UUID(told["THIN_UNIT"]))
        self.today = here.made_at.date()
        self.clock = SteppingClock(noon(self.today).astimezone(UTC))
        self.context = replace(opened, clock=self.clock)
        bulk = self.database.bulk()
        write(bulk, self.place, lives(many.unfollowed, self.today, _OLDEST))
        bulk.finish()

    def doomed(self) -> list[UUID]:
        """Patients with keys who are to be erased today, and nothing else is to be done of."""
        used = noon(self.today.replace(year=self.today.year - _TEN_YEARS))
        those: list[Life] = [(each, used) for each, _ in lives(self.many.erased, self.today, 1)]
        ids = [each for each, _ in those]
        self.context.keys.add_patients(self.centre_id, ids)
        bulk = self.database.bulk()
        write(bulk, self.place, those)
        archive_them(bulk, self.place, those, self.today)
        bulk.finish()
        return ids

    def pass_s(self) -> float:
        """A pass, also when the one of today is over."""
        with self.context.database.writing(Scope(self.centre_id)) as session:
            session.execute(delete(RetentionPass))
        started = perf_counter()
        keep_retention(self.context, self.centre_id)
        return perf_counter() - started

    def read_s(self) -> float:
        """What decides, and no more."""
        with closing(self.database.bare()) as connection:
            started = perf_counter()
            for statement in _READ:
                connection.execute(statement).fetchall()
            return perf_counter() - started

    def deleted_s(self, ids: Sequence[UUID]) -> float:
        """These patients deleted, each in a transaction, and their keys after each."""
        mark = "?" if self.here.kind == "sqlite" else "%s"
        keys, now = self.context.keys, self.clock.now()
        with closing(self.database.bare()) as connection:
            started = perf_counter()
            for each in ids:
                for table in reversed(TABLES):
                    column = "id" if table == "patient" else "patient_id"
                    statement = f"DELETE FROM {table} WHERE {column} = {mark}"
                    connection.execute(statement, (self.database.bound(each),))
                connection.commit()
                keys.destroy_patient(each, now)
            return perf_counter() - started

    def journal(self) -> list[dict[str, Any]]:
        """The entries of steps that were done."""
        entries = rows_of(self.context, self.centre_id, JournalEntry)
        return [each for each in entries if each["action"].startswith("retention_")]

    def inserted_s(self, entries: list[dict[str, Any]]) -> float:
        """The rows of the first pass and its journal, written once more by the bare driver."""
        rows = rows_of(self.context, self.centre_id, Retention)
        with self.context.database.writing(Scope(self.centre_id)) as session:
            session.execute(delete(Retention))
        return inserted_s(self.database, {Retention: rows, JournalEntry: entries})

    def left_of(self, ids: Sequence[UUID]) -> int:
        """How many of these are still there, or without a proof that they are not."""
        with self.context.database.reading(Scope(self.centre_id)) as session:
            there = set(session.scalars(select(Patient.id)))
            proved = set(session.scalars(select(Erasure.patient_id)))
        return sum(each in there or each not in proved for each in ids)


def _figures(row: str, stage: _Stage, rounds: Rounds) -> Iterator[Figure]:
    ((first_s,),) = rounds.play(1, stage.pass_s)
    entries = stage.journal()
    idle_s, read_s = rounds.play(3, stage.pass_s, stage.read_s)
    floor_s = read_s[0] + stage.inserted_s(entries)
    many = f"{stage.many.unfollowed:,}"
    yield Figure(row, f"first pass over {many}", "s", (first_s,), (floor_s,), _WITHIN_AN_HOUR)
    yield Figure(row, "steps of the first pass", "", (len(entries),))
    yield Figure(row, f"nothing due of {many}", "s", tuple(idle_s), (), _IN_A_MINUTE)
    yield Figure(row, "nothing due, beside a read", "s", tuple(idle_s), tuple(read_s), _FIVE_FLOORS)
    yield from _erasures(row, stage, rounds)
    stage.clock.forward(days=1)
    before = len(stage.journal())
    ((next_s,),) = rounds.play(1, stage.pass_s)
    yield Figure(row, "the day after", "s", (next_s,), tuple(read_s[:1]), _IN_A_MINUTE)
    yield Figure(row, "steps of the day after", "", (len(stage.journal()) - before,))


def _erasures(row: str, stage: _Stage, rounds: Rounds) -> Iterator[Figure]:
    ids = stage.doomed()
    ((erased_s,),) = rounds.play(1, stage.pass_s)
    left = stage.left_of(ids)
    others = stage.doomed()
    ((floor_s,),) = rounds.play(1, lambda: stage.deleted_s(others))
    what = f"erasure of {stage.many.erased:,}"
    yield Figure(row, what, "s", (erased_s,), (floor_s,), _WITHIN_AN_HOUR)
    yield Figure(row, "not erased", "", (left,), (), _NONE)
