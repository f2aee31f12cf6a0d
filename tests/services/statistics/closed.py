"""Closed months as they are kept, without the closing: what may be read of each is told."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert

from services.contract.enums import AlertLevel
from services.db.scope import Scope
from services.db.tables.statistics import MonthState, StatisticMonth
from services.statistics.cubes import period_name
from services.statistics.months import months_until, named, shifted
from tests.support.service import ServiceUnderTest

LAST = date(2025, 10, 1)
"""The last month that is over where the clock of the tests stands."""
RATE = "answer_rate"


def put_closed(
    service: ServiceUnderTest, months: int, masked: frozenset[str] = frozenset()
) -> None:
    """So many months up to `LAST`. The rate of a month is its number in the year, that of a period
    ten more than the number of its last month; keys of `masked` show the mark.
    """
    every = months_until(LAST, months)
    rows = [_row(service, month, every, masked) for month in every]
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(insert(StatisticMonth), rows)


def _row(
    service: ServiceUnderTest, month: date, every: list[date], masked: frozenset[str]
) -> dict[str, Any]:
    values: dict[str, int] = {
        f"{named(each)}/{RATE}": each.month for each in months_until(month, 12) if each in every
    }
    for length in (3, 6, 12):
        if all(each in every for each in months_until(month, length)):
            place = period_name(month, length)
            values |= {f"{place}/followed": 100, f"{place}/{RATE}": month.month + 10}
    closed = shifted(month, 1)
    at = datetime(closed.year, closed.month, closed.day, 6, tzinfo=UTC)
    return {
        "centre_id": service.centre.id,
        "month": month,
        "state": MonthState.CLOSED,
        "seen_at": at,
        "closed_at": at,
        "release": None,
        "shown": {
            "threshold": 11,
            "values": {key: value for key, value in values.items() if key not in masked},
            "masked": sorted(masked & values.keys()),
            "targets": {each.value: 120 for each in AlertLevel},
            "units": {},
        },
    }
