"""Reads the page of data quality: what the last closed month made available, and nothing else."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.centres.times import time_of
from services.contract.quality import CauseCount, CheckedShare, DataQuality
from services.contract.statistics import PERIODS, TREND_POINTS, Figure, Months, TrendPoint
from services.contract.statistics_enums import FigureUnit
from services.security.caller import Caller
from services.statistics import repository
from services.statistics.disclosure.counts import LEAST_THRESHOLD
from services.statistics.months import month_of, months_until, named
from services.statistics.page import Side
from services.statistics.quality.checks import CHANGED_ON, CHECKS, Check
from services.statistics.readable import Readable
from services.statistics.service import has_period, not_offered


def read_quality(
    session: Session, caller: Caller, length: int | None, now: datetime
) -> DataQuality:
    """The page of the caller's centre over so many closed months, None for as many as are offered;
    raises 422 for a period that is not offered.
    """
    until = month_of(now, time_of(session, caller.centre_id).zone)
    last = repository.last_closed(session, until, now)
    shown = {} if last is None else repository.shown_of(session, [last[0]])
    if last is None or last[0] not in shown:
        return _nothing(caller, length)
    month, closed_at = last
    read = Readable.of(shown[month])
    periods = [each for each in PERIODS if has_period(read, month, each)]
    if not periods:
        return _nothing(caller, length)
    if length is not None and length not in periods:
        raise not_offered()
    side = Side(month, length or periods[-1], read)
    return DataQuality(
        centre_id=caller.centre_id,
        closed_through=named(month),
        closed_at=closed_at,
        threshold=read.threshold,
        periods=periods,
        months=side.length,
        period=Months(first=named(side.months[0]), last=named(month)),
        checks=[_checked(side, each) for each in CHECKS],
    )


def _checked(side: Side, check: Check) -> CheckedShare:
    return CheckedShare(
        check=check.check,
        dimension=check.dimension,
        unit=FigureUnit.PATIENTS if check.is_of_patients else FigureUnit.EVENTS,
        least=check.least,
        share=_figure(side, check, check.share),
        failed=_figure(side, check, check.failed),
        whole=_figure(side, check, check.whole),
        trend=[
            TrendPoint(month=named(month), figure=side.of_month(month, check.share))
            for month in months_until(side.last, TREND_POINTS)
        ],
        causes=[
            CauseCount(cause=cause, count=_figure(side, check, check.cause_name(cause)))
            for cause in check.causes
        ],
        is_exclusive=check.is_exclusive,
        version=check.version,
        changed_on=CHANGED_ON,
    )


def _figure(side: Side, check: Check, name: str) -> Figure:
    """Patients are those at the end of the last month; all else is of the period."""
    return side.of_month(side.last, name) if check.is_of_patients else side.of_period(name)


def _nothing(caller: Caller, length: int | None) -> DataQuality:
    """Fewer than three months in a row are closed; raises 422 when a period was asked for."""
    if length is not None:
        raise not_offered()
    return DataQuality(
        centre_id=caller.centre_id,
        closed_through=None,
        closed_at=None,
        threshold=LEAST_THRESHOLD,
        periods=[],
        months=None,
        period=None,
        checks=[],
    )
