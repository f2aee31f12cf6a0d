"""Reads the page of statistics: what the last closed month made available, and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.centres.times import time_of
from services.contract.enums import Role
from services.contract.problems import FieldProblem, ProblemCode
from services.contract.statistics import (
    NOT_OFFERED,
    PERIODS,
    Choices,
    Months,
    Offered,
    Statistics,
)
from services.contract.statistics_enums import Breakdown, Comparison
from services.errors import ServiceError
from services.security.caller import Caller
from services.statistics import page, repository, tables
from services.statistics.building import key
from services.statistics.counted import FOLLOWED
from services.statistics.cubes import period_name
from services.statistics.disclosure.counts import LEAST_THRESHOLD
from services.statistics.measures import ANSWER_RATE_REFERENCE, definitions
from services.statistics.months import month_of, named, shifted
from services.statistics.page import Side
from services.statistics.readable import NOT_CLOSED, Readable

_A_YEAR: Final = 12
_SEES_WORK: Final = frozenset({Role.MANAGER})
"""Who sees the hours of the team (security.md, row 26)."""


@dataclass(frozen=True)
class Wanted:
    """What somebody chose; None is the longest period that is offered."""

    months: int | None
    by: Breakdown
    comparison: Comparison


def read_page(session: Session, caller: Caller, wanted: Wanted, now: datetime) -> Statistics:
    """The page of the caller's centre; raises 422 for a period that is not offered."""
    until = month_of(now, time_of(session, caller.centre_id).zone)
    last = repository.last_closed(session, until, now)
    if last is None:
        return _nothing_closed(caller.centre_id, wanted)
    month, closed_at = last
    known = _readable(session, month)
    periods = [each for each in PERIODS if has_period(known[month], month, each)]
    if not periods:
        return _nothing_closed(caller.centre_id, wanted)
    length = wanted.months or periods[-1]
    if length not in periods:
        raise not_offered()
    sides = {
        each: _compared(known, month, length, each)
        for each in (Comparison.PREVIOUS, Comparison.LAST_YEAR)
    }
    found = _page(Side(month, length, known[month]), sides.get(wanted.comparison), wanted, caller)
    offered = [each for each, side in sides.items() if side is not None]
    return found.model_copy(
        update={
            "closed_through": named(month),
            "closed_at": closed_at,
            "offered": Offered(periods=periods, comparisons=[*offered, Comparison.NONE]),
        }
    )


def _readable(session: Session, month: date) -> dict[date, Readable]:
    """What may be read of a month, and of those that it may be compared with."""
    wanted = [month, *(shifted(month, -each) for each in PERIODS)]
    return {
        each: Readable.of(shown) for each, shown in repository.shown_of(session, wanted).items()
    }


def has_period(read: Readable, month: date, length: int) -> bool:
    """Whether so many months up to one are closed, and a page of them can be read."""
    return read.has(key(period_name(month, length), FOLLOWED))


def _compared(
    known: dict[date, Readable], month: date, length: int, comparison: Comparison
) -> Side | None:
    back = length if comparison is Comparison.PREVIOUS else _A_YEAR
    last = shifted(month, -back)
    read = known.get(last)
    if read is None or not has_period(read, last, length):
        return None
    return Side(last, length, read)


def _page(now: Side, before: Side | None, wanted: Wanted, caller: Caller) -> Statistics:
    return Statistics(
        centre_id=caller.centre_id,
        closed_through=None,
        closed_at=None,
        threshold=now.read.threshold,
        offered=Offered(periods=[], comparisons=[]),
        choices=Choices(
            months=now.length,
            period=_months(now),
            by=wanted.by,
            comparison=wanted.comparison,
            compared=None if before is None else _months(before),
        ),
        tiles=list(page.tiles(now, before)),
        alerts=list(page.alert_months(now)),
        response=list(page.level_times(now)),
        answer_rate=list(page.rate_months(now, before)),
        answer_rate_reference=ANSWER_RATE_REFERENCE,
        symptoms=tables.symptom_shares(now),
        rows=tables.rows(now, wanted.by),
        total=tables.total(now),
        questionnaires=now.of_period("questionnaires"),
        followed=now.of_period(FOLLOWED),
        outcomes=tables.outcomes(now),
        flow=list(page.flow_months(now)),
        silence=list(page.silence_months(now)),
        workload=list(tables.work_cells(now)) if caller.role in _SEES_WORK else None,
        foreground_seconds=page.foreground(now),
        definitions=definitions(),
    )


def _months(side: Side) -> Months:
    return Months(first=named(side.months[0]), last=named(side.last))


def _nothing_closed(centre_id: UUID, wanted: Wanted) -> Statistics:
    """Fewer than three months in a row are closed; raises 422 when a period was asked for."""
    if wanted.months is not None:
        raise not_offered()
    return Statistics(
        centre_id=centre_id,
        closed_through=None,
        closed_at=None,
        threshold=LEAST_THRESHOLD,
        offered=Offered(periods=[], comparisons=[]),
        choices=None,
        tiles=[],
        alerts=[],
        response=[],
        answer_rate=[],
        answer_rate_reference=ANSWER_RATE_REFERENCE,
        symptoms=[],
        rows=[],
        total=None,
        questionnaires=NOT_CLOSED,
        followed=NOT_CLOSED,
        outcomes=[],
        flow=[],
        silence=[],
        workload=None,
        foreground_seconds=NOT_CLOSED,
        definitions=definitions(),
    )


def not_offered() -> ServiceError:
    """422: the months of this period are not closed."""
    return ServiceError(
        422,
        ProblemCode.INVALID_BODY,
        "This period is not offered.",
        errors=[FieldProblem(field="months", reason=NOT_OFFERED)],
    )
