"""A weekly tick over 100,000 patients, beside the raw driver inserting the same rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from time import perf_counter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select

from services.contract.week_enums import Collection, ConsentChoice, ConsentKind, Rhythm
from services.db.scope import Scope
from services.db.tables.messages import Message
from services.db.tables.schedule import SurveyWindow
from services.edge.context import Context
from services.ids import new_id
from services.schedule.days import week_of
from services.schedule.tick import keep_weeks
from tests.bench.figures import Figure, Goal
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS, Database
from tests.bench.service.filling import WEEKLY, Size, close
from tests.bench.service.ground import Ground, ground, server_of
from tests.support.service import SteppingClock

_OPENS_AT_MINUTE: Final = 9 * 60
_NOON: Final = time(12)
_EACH_MINUTE: Final = Goal("product", 5, words="≤ 5 s")
_WITHIN_AN_HOUR: Final = Goal("product", 600, words="≤ 600 s")
_EXACTLY_ONE: Final = Goal("product", 1, is_least=True, words="1")
_TABLES: Final[tuple[Any, ...]] = (SurveyWindow, Message)


def weekly_tick(rounds: Rounds, size: Size = WEEKLY) -> Iterator[Figure]:
    """Everybody is asked in the same minute, the worst there is; then a pass with nothing due."""
    for kind in KINDS:
        with server_of(kind), ground(kind, size) as here:
            yield from _ticks(f"tick/{kind}", here, rounds)


def _ticks(row: str, here: Ground, rounds: Rounds) -> Iterator[Figure]:
    opened = here.database.open()
    centre_id = UUID(here.thin_environment["THIN_CENTRE"])
    monday = datetime.combine(week_of(here.made_at.date()), _NOON, UTC)
    at = monday + timedelta(weeks=1)
    plan_everybody(here.database, centre_id, here.patient_ids, monday)
    context = replace(opened, clock=SteppingClock(at))
    ((asking_s,),) = rounds.play(1, lambda: _pass_s(context, centre_id))
    idle_s = rounds.play(3, lambda: _pass_s(context, centre_id))[0]
    rows = {table: rows_of(context, centre_id, table) for table in _TABLES}
    with context.database.writing(Scope(centre_id)) as session:
        for table in reversed(_TABLES):
            session.execute(delete(table))
    close(opened)
    ((floor_s,),) = rounds.play(1, lambda: inserted_s(here.database, rows))
    asked = len(rows[SurveyWindow])
    yield Figure(row, "asking everybody", "s", (asking_s,), (floor_s,), _WITHIN_AN_HOUR)
    yield Figure(row, "nothing due", "s", tuple(idle_s), (), _EACH_MINUTE)
    windows, messages = asked / len(here.patient_ids), len(rows[Message]) / asked
    yield Figure(row, "windows a patient", "", (windows,), (), _EXACTLY_ONE)
    yield Figure(row, "messages a window", "", (messages,), (), _EXACTLY_ONE)


def plan_everybody(
    database: Database, centre_id: UUID, patient_ids: Sequence[UUID], since: datetime
) -> None:
    """The plans and consents of everybody, who are asked on Mondays at nine."""
    bulk = database.bulk()
    bulk.insert("survey_plan", [_plan(centre_id, each, since) for each in patient_ids])
    bulk.insert("consent", [_consent(centre_id, each, since) for each in patient_ids])
    bulk.finish()


def _plan(centre_id: UUID, patient_id: UUID, since: datetime) -> dict[str, Any]:
    return {
        "patient_id": patient_id,
        "centre_id": centre_id,
        "questionnaire": "vigie-weekly",
        "rhythm": Rhythm.WEEK,
        "weekday": 1,
        "cycle_day": None,
        "opens_at_minute": _OPENS_AT_MINUTE,
        "starts_on": since.date() + timedelta(days=1),
        "ends_on": since.date() + timedelta(days=300),
        "version": 1,
        "changed_by": None,
        "changed_at": since,
        "ending_alert_id": None,
    }


def _consent(centre_id: UUID, patient_id: UUID, since: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "centre_id": centre_id,
        "patient_id": patient_id,
        "kind": ConsentKind.TELEMONITORING,
        "choice": ConsentChoice.ACCEPTED,
        "notice": "telemonitoring",
        "notice_version": "1",
        "language": "fr",
        "collection": Collection.IN_PERSON,
        "collected_by": None,
        "at": since,
    }


def _pass_s(context: Context, centre_id: UUID) -> float:
    started = perf_counter()
    keep_weeks(context, centre_id)
    return perf_counter() - started


def rows_of(context: Context, centre_id: UUID, table: Any) -> list[dict[str, Any]]:
    """What a centre has in a table, as a driver takes it."""
    names = [column.name for column in table.__table__.columns]
    with context.database.reading(Scope(centre_id)) as session:
        columns = table.__table__.columns
        found = session.execute(select(*columns).where(columns.centre_id == centre_id))
        return [dict(zip(names, row, strict=True)) for row in found]


def inserted_s(database: Database, rows: dict[Any, list[dict[str, Any]]]) -> float:
    """How long the bare driver takes to write these, table by table."""
    bulk = database.bulk()
    started = perf_counter()
    for table in rows:
        bulk.insert(table.__tablename__, rows[table])
    took_s = perf_counter() - started
    bulk.finish()
    return took_s
