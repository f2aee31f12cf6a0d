"""Closes the months that are over: each is counted once, masked once, and never changed.

Nothing is written as things happen, so the intake of answers and the acts on alerts pay nothing
(decision 0058). A month is read in one snapshot and stored in one transaction; killed anywhere
between, nothing has happened, and the next pass does it.
"""

import logging
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from services import faults
from services.audit.journal import Entry, record
from services.centres import response_times
from services.centres.times import time_of
from services.contract.enums import AlertLevel, Role
from services.contract.statistics import PERIODS
from services.db.scope import Scope
from services.db.tables.statistics import MonthState
from services.edge.context import Context
from services.ending import go_on
from services.statistics import repository
from services.statistics.cubes import build
from services.statistics.disclosure.protecting import protect
from services.statistics.gathering import gather, is_settled
from services.statistics.kept import Kept
from services.statistics.months import Span, month_of, named, shifted, span_of
from services.statistics.quality.counting import count_quality

SETTLES: Final = timedelta(hours=6)
"""How long a month was seen to be over before it is closed: a clock that jumps closes nothing."""
TOLERANCE: Final = timedelta(minutes=5)
"""By how much the clocks of two machines of one installation may differ."""
_LONGEST: Final = max(PERIODS)
_log = logging.getLogger("vigie.statistics")


def close_months(context: Context, centre_id: UUID) -> None:
    """Closes every month of a centre that has been over for long enough, the oldest first.

    One in which something is open waits, and all after it: figures are right or not there.
    """
    now = context.clock.now()
    for month in _due(context, centre_id, now):
        if not _close(context, centre_id, month, now):
            return


def rebuilt(context: Context, centre_id: UUID, month: date) -> Kept | None:
    """What a closed month made available, made once more from what was known at its closing; None
    where that is not kept any more, or never was.
    """
    since = shifted(month, 1 - _LONGEST)
    cipher = context.keys.centre(centre_id)
    with context.database.reading(Scope(centre_id)) as session:
        kept = repository.release_of(session, cipher, month)
        months = repository.counted_months(session, cipher, since)
        before = repository.releases_between(session, cipher, since, month)
    if kept is None or month not in months:
        return None
    made = build({each: months[each] for each in months if each <= month}, month)
    earlier = [each.masked for each in before]
    masked = protect(made.release(named(month)), earlier, kept.masked.threshold)
    return Kept(masked, made.values, kept.targets, kept.units)


def _due(context: Context, centre_id: UUID, now: datetime) -> list[date]:
    """The months to close now, after it was written down which are over."""
    with context.database.reading(Scope(centre_id)) as session:
        zone = time_of(session, centre_id).zone
        first = month_of(repository.counts_since(session, centre_id), zone)
        states = repository.states(session)
    over, month = [], first
    while span_of(month, zone).end <= now:
        over.append(month)
        month = shifted(month, 1)
    ahead = [
        each
        for each, row in states.items()
        if row.state is MonthState.OVER and (row.seen_at > now + TOLERANCE or each not in over)
    ]
    wrong = [
        each
        for each, row in states.items()
        if row.state is MonthState.CLOSED and row.closed_at > now + TOLERANCE
    ]
    new = [each for each in over if each not in states or each in ahead]
    if new or ahead or wrong:
        with context.database.writing(Scope(centre_id)) as session:
            repository.forget_seen(session, ahead)
            repository.void(session, wrong)
            repository.see_over(session, centre_id, new, now)
    seen = dict.fromkeys(new, now) | {
        each: row.seen_at
        for each, row in states.items()
        if row.state is MonthState.OVER and each not in ahead
    }
    return [each for each in sorted(seen) if seen[each] + SETTLES <= now]


def _close(context: Context, centre_id: UUID, month: date, now: datetime) -> bool:
    """Closes one month; False while something of it is open."""
    since, cipher = shifted(month, 1 - _LONGEST), context.keys.centre(centre_id)
    with context.database.reading(Scope(centre_id)) as session:
        span = span_of(month, time_of(session, centre_id).zone)
        if not is_settled(session, span, now):
            return False
        of_patients = gather(session, context.keys, centre_id, span)
        count_quality(session, context.keys, span, of_patients.persons)
        numbers = repository.numbered(session, list(of_patients.persons))
        counted = of_patients.under(numbers)
        months = repository.counted_months(session, cipher, since) | {month: counted}
        before = repository.releases_between(session, cipher, since, month)
        times = response_times.in_force(session, centre_id, span.end)
        targets = {each.value: times.minutes(each, technical=False) for each in AlertLevel}
        units = repository.unit_names(session)
    made = build(months, month)
    released = [each.masked for each in before]
    masked = protect(made.release(named(month)), released, on_step=go_on)
    if masked.coarse or masked.unproven:
        _log.warning(
            "statistics of %s, centre %s: %d masked without an answer of the solver, %d unproven",
            named(month),
            centre_id,
            len(masked.coarse),
            len(masked.unproven),
        )
    kept = Kept(masked, made.values, targets, units)
    faults.point("statistics.counted", context.settings)
    with context.database.writing(Scope(centre_id)) as session:
        repository.keep_numbers(session, centre_id, numbers)
        repository.forget_persons(session, since)
        repository.close(session, cipher, month, counted, kept, now)
        record(session, _entry(centre_id, span, now))
        faults.point_at_commit("statistics.close", session, context.settings)
    return True


def _entry(centre_id: UUID, span: Span, now: datetime) -> Entry:
    return Entry(
        "statistics_closed",
        now,
        "done",
        f"statistics {named(span.month)}",
        centre_id=centre_id,
        role=Role.SYSTEM.value,
    )
