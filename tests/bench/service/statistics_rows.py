"""The statistics of a centre with 1,000,000 answers in a year (issue 9).

The floor of the page is the same counts in plain SQL over the raw rows, without what SQL cannot do:
opening minutes, tumour sites and classes of treatment, which are sealed, and the masks.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, timedelta
from time import perf_counter
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from services import starting
from services.contract.enums import Role
from services.contract.statistics_enums import Breakdown, Comparison
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.alerts import AlertAct
from services.db.tables.answers import Answer
from services.db.tables.centres import Centre, Unit
from services.db.tables.statistics import MonthState, StatisticMonth
from services.db.types import Instant
from services.edge.context import Context
from services.ids import new_id
from services.security.caller import Caller, Tried
from services.statistics import repository
from services.statistics.closing import SETTLES, close_months, rebuilt
from services.statistics.cubes import build
from services.statistics.disclosure.counts import Masked
from services.statistics.disclosure.protecting import protect
from services.statistics.months import month_of, named, shifted, span_of
from services.statistics.quality.service import read_quality
from services.statistics.service import Wanted, read_page
from tests.bench.figures import Figure, Goal
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import HARDLY_ANYBODY, close
from tests.bench.service.ground import Ground, ground, server_of
from tests.bench.service.invented_months import invented_months
from tests.bench.service.unfollowed import ZONE, Place
from tests.bench.service.year import MONTHS, Many, closed_year, write_year
from tests.support.service import SteppingClock

FULL: Final = Many()
_ROUNDS: Final = 5
_A_TENTH: Final = Goal("ratio", 0.1, words="≤ 1/10")
_SAME: Final = Goal("product", 0, words="0")
_IN_MINUTES: Final = Goal("product", 300, words="≤ 300 s, once a month")
_WITHIN_AN_HOUR: Final = Goal("product", 3600, words="≤ 3,600 s")
_SOON: Final = Goal("product", 60, words="≤ 60 s, once a month")
_DRIVERS: Final = {"sqlite": ("?", sqlite.dialect()), "postgresql": ("%s", postgresql.dialect())}
_PEOPLE: Final = 300
_UNITS: Final = 5
_HARDLY: Final = Goal("product", 1000, words="≤ 1,000 µs")
_OF_A_YEAR: Final = (
    "SELECT count(DISTINCT patient_id), count(*) FROM answer"
    " WHERE received_at >= {mark} AND received_at < {mark}",
    "SELECT item, count(grade), count(*) FILTER (WHERE grade >= 2),"
    " count(*) FILTER (WHERE grade >= 3) FROM symptom_grade"
    " JOIN answer ON answer.id = symptom_grade.answer_id"
    " WHERE received_at >= {mark} AND received_at < {mark} GROUP BY item",
    "SELECT unit_id, state, count(*), count(DISTINCT patient.id) FROM survey_window"
    " JOIN patient ON patient.id = patient_id"
    " WHERE closes_at >= {mark} AND closes_at < {mark} GROUP BY unit_id, state",
    "SELECT patient.unit_id, level, count(*), count(DISTINCT patient.id) FROM alert"
    " JOIN patient ON patient.id = patient_id"
    " WHERE received_at >= {mark} AND received_at < {mark} GROUP BY patient.unit_id, level",
    "SELECT patient.unit_id, count(*), count(*) FILTER (WHERE acknowledged_at <= due_at) FROM alert"
    " JOIN patient ON patient.id = patient_id"
    " WHERE due_at >= {mark} AND due_at < {mark} GROUP BY patient.unit_id",
    "SELECT kind, count(*), count(DISTINCT alert_act.by) FROM alert_act"
    " WHERE at >= {mark} AND at < {mark} GROUP BY kind",
)
_OF_A_MONTH: Final = (
    "SELECT count(*), count(DISTINCT patient_id) FROM answer"
    " WHERE received_at >= {mark} AND received_at < {mark}",
    "SELECT state, count(*) FROM survey_window"
    " WHERE closes_at >= {mark} AND closes_at < {mark} GROUP BY state",
    "SELECT level, count(*) FROM alert"
    " WHERE received_at >= {mark} AND received_at < {mark} GROUP BY level",
    "SELECT count(*), count(*) FILTER (WHERE acknowledged_at <= due_at) FROM alert"
    " WHERE due_at >= {mark} AND due_at < {mark}",
    "SELECT count(*) FROM alert WHERE closed_at >= {mark} AND closed_at < {mark}",
)

_QUALITY_OF_A_YEAR: Final = (
    "SELECT channel, count(*), count(*) FILTER (WHERE outcome = 'technical'),"
    " count(*) FILTER (WHERE grade_count = 0) FROM answer"
    " WHERE received_at >= {mark} AND received_at < {mark} GROUP BY channel",
    "SELECT missing, count(DISTINCT answer_id) FROM symptom_grade"
    " JOIN answer ON answer.id = symptom_grade.answer_id"
    " WHERE received_at >= {mark} AND received_at < {mark} GROUP BY missing",
    "SELECT identity_status, count(*), count(oncologist_id), count(phone_index) FROM patient"
    " WHERE created_at >= {mark} AND created_at < {mark} GROUP BY identity_status",
)
_QUALITY_OF_A_MONTH: Final = (
    "SELECT count(*), count(*) FILTER (WHERE outcome = 'technical') FROM answer"
    " WHERE received_at >= {mark} AND received_at < {mark}",
    "SELECT state, count(*) FROM survey_window"
    " WHERE closes_at >= {mark} AND closes_at < {mark} GROUP BY state",
)


def statistics(rounds: Rounds, many: Many = FULL) -> Iterator[Figure]:
    """The page, a closing, a rebuild; then the masks of a year's last month."""
    for kind in KINDS:
        with server_of(kind), ground(kind, HARDLY_ANYBODY) as here:
            yield from _of_a_year(f"statistics/{kind}", Stage(here, many), rounds)
    yield from _masks(rounds)


class Stage:
    """A centre with its year, on a clock that stands where the last month is over for long."""

    def __init__(self, here: Ground, many: Many) -> None:
        self.here, self.many = here, many
        told = here.thin_environment
        self.centre_id = UUID(told["THIN_CENTRE"])
        self.last = shifted(month_of(here.made_at, ZONE), -2)
        self.since, self.until = closed_year(self.last)
        self.clock = SteppingClock((self.until + timedelta(days=4)).astimezone(UTC))
        self.context = replace(here.database.open(), clock=self.clock)
        self.units = [UUID(told["THIN_UNIT"]), *(new_id() for _ in range(many.units - 1))]
        with self.context.database.writing(NO_CENTRE) as session:
            session.get_one(Centre, self.centre_id).created_at = self.since.astimezone(UTC)
        with self.context.database.writing(Scope(self.centre_id)) as session:
            for number, unit in enumerate(self.units[1:]):
                session.add(Unit(id=unit, centre_id=self.centre_id, name=f"Unit {number}"))
        bulk = here.database.bulk()
        place = Place(self.centre_id, self.units[0])
        write_year(bulk, self.context.keys, place, self.units, self.last, many)
        bulk.finish()

    def close_s(self) -> float:
        """Every month that is over, from the raw rows."""
        started = perf_counter()
        close_months(self.context, self.centre_id)
        self.clock.forward(seconds=SETTLES.total_seconds())
        close_months(self.context, self.centre_id)
        return perf_counter() - started

    def closed(self) -> int:
        """How many months are."""
        with self.context.database.reading(Scope(self.centre_id)) as session:
            states = repository.states(session)
        return sum(row.state is MonthState.CLOSED for row in states.values())

    def open_last(self) -> None:
        """As if the last month were not closed yet."""
        with self.context.database.writing(Scope(self.centre_id)) as session:
            session.execute(
                update(StatisticMonth)
                .where(StatisticMonth.month == self.last)
                .values(state=MonthState.OVER)
            )

    def events_of_the_last_month(self) -> int:
        """What would have written something, if counts were kept as things happen."""
        span = span_of(self.last, ZONE)
        with self.context.database.reading(Scope(self.centre_id)) as session:
            return sum(
                session.scalar(select(func.count()).where(at >= span.start, at < span.end)) or 0
                for at in (Answer.received_at, AlertAct.at)
            )

    def rebuild_s(self) -> tuple[float, bool]:
        """The last month made once more from what is kept, and whether it is the same."""
        started = perf_counter()
        again = rebuilt(self.context, self.centre_id, self.last)
        took_s = perf_counter() - started
        with self.context.database.reading(Scope(self.centre_id)) as session:
            cipher = self.context.keys.centre(self.centre_id)
            kept = repository.release_of(session, cipher, self.last)
        assert again is not None
        assert kept is not None
        return took_s, again.as_json() == kept.as_json()

    def page_ms(self, context: Context) -> float:
        """The whole page as it leaves."""
        wanted = Wanted(MONTHS, Breakdown.UNIT, Comparison.PREVIOUS)
        started = perf_counter()
        with context.database.reading(Scope(self.centre_id)) as session:
            page = read_page(session, self.caller(Role.MANAGER), wanted, self.clock.now())
        page.model_dump_json()
        return (perf_counter() - started) * 1000

    def cold_page_ms(self) -> float:
        """The first one of a service that has just opened the database."""
        context = starting.open_context(self.context.settings)
        try:
            return self.page_ms(context)
        finally:
            close(context)

    def quality_ms(self) -> float:
        """The page of data quality as it leaves."""
        started = perf_counter()
        with self.context.database.reading(Scope(self.centre_id)) as session:
            page = read_quality(session, self.caller(Role.MANAGER), MONTHS, self.clock.now())
        page.model_dump_json()
        return (perf_counter() - started) * 1000

    def plain_ms(self, of_a_year: Sequence[str], of_a_month: Sequence[str], count: int) -> float:
        """Counts over the raw rows: of the year, and of each of so many of its last months."""
        spans = [span_of(shifted(self.last, -back), ZONE) for back in range(count)]
        asked = [(each, (self.since, self.until)) for each in of_a_year]
        asked += [(each, (span.start, span.end)) for span in spans for each in of_a_month]
        mark, dialect = _DRIVERS[self.here.kind]
        with closing(self.here.database.bare()) as connection:
            started = perf_counter()
            for statement, between in asked:
                bound = [Instant().process_bind_param(at, dialect) for at in between]
                connection.execute(statement.format(mark=mark), bound).fetchall()
            return (perf_counter() - started) * 1000

    def caller(self, role: Role) -> Caller:
        """Somebody of the centre, in all its units."""
        return Caller(
            principal_id=new_id(),
            account_id=new_id(),
            role=role,
            credential_scope=None,
            centre_id=self.centre_id,
            unit_ids=frozenset(self.units),
            session_id=None,
            device_id=None,
            request_id="bench",
            tried=Tried(None, None),
        )


def _of_a_year(row: str, stage: Stage, rounds: Rounds) -> Iterator[Figure]:
    many = f"{stage.many.answers:,} answers"
    try:
        ((closed_s,),) = rounds.play(1, stage.close_s)
        yield Figure(
            row, f"all months of {many}, from raw rows", "s", (closed_s,), (), _WITHIN_AN_HOUR
        )
        yield Figure(row, "months closed", "", (stage.closed(),))
        pages = rounds.play(
            _ROUNDS,
            stage.cold_page_ms,
            lambda: stage.page_ms(stage.context),
            lambda: stage.plain_ms(_OF_A_YEAR, _OF_A_MONTH, MONTHS),
        )
        cold, warm, plain = map(tuple, pages)
        yield Figure(row, f"whole page of {many}, cold", "ms", cold, plain, _A_TENTH)
        yield Figure(row, f"whole page of {many}, warm", "ms", warm, plain, _A_TENTH)
        quality, floor = rounds.play(
            _ROUNDS,
            stage.quality_ms,
            lambda: stage.plain_ms(_QUALITY_OF_A_YEAR, _QUALITY_OF_A_MONTH, MONTHS),
        )
        what = f"page of data quality of {many}"
        yield Figure(row, what, "ms", tuple(quality), tuple(floor), _A_TENTH)
        ((rebuilt_of,),) = rounds.play(1, stage.rebuild_s)
        yield Figure(row, "last month rebuilt", "s", rebuilt_of[:1], (), _IN_MINUTES)
        yield Figure(row, "differences after the rebuild", "", (not rebuilt_of[1],), (), _SAME)
        stage.open_last()
        ((last_s,),) = rounds.play(1, stage.close_s)
        yield Figure(row, "closing of the last month", "s", (last_s,), (), _IN_MINUTES)
        of_each = last_s / stage.events_of_the_last_month() * 1_000_000
        yield Figure(row, "closing, by event of its month", "µs", (of_each,), (), _HARDLY)
    finally:
        close(stage.context)


def _masks(rounds: Rounds) -> Iterator[Figure]:
    """What a year of closings masks, each beside all before it: the last one is the largest."""
    last = date(2025, 10, 1)
    months = invented_months(_PEOPLE, _UNITS, last)
    earlier: list[Masked] = []

    def _closings() -> tuple[float, float]:
        began = perf_counter()
        for month in months:
            started = perf_counter()
            made = build({each: months[each] for each in months if each <= month}, month)
            earlier.append(protect(made.release(named(month)), earlier))
        ended = perf_counter()
        return ended - began, ended - started

    ((taken,),) = rounds.play(1, _closings)
    year_s, month_s = taken
    who = f"{_PEOPLE} patients in {_UNITS} units"
    yield Figure("statistics", f"masks of a year's last month, {who}", "s", (month_s,), (), _SOON)
    yield Figure("statistics", "masks of all months of that year", "s", (year_s,))
    without = sum(len(each.coarse) + len(each.unproven) for each in earlier)
    yield Figure("statistics", "masked without a proof", "", (without,), (), _SAME)
