"""What every kind of export refuses in the same words."""

import math
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.contract.exports import EARLIEST, FUTURE, NO_DAYS, TOO_EARLY
from services.contract.problems import FieldProblem, ProblemCode
from services.errors import ServiceError

HOUR: Final = timedelta(hours=1)
_YEAR: Final = timedelta(days=366)


def refused(field: str, reason: str) -> ServiceError:
    """422: what was asked cannot be made."""
    problems = [FieldProblem(field=field, reason=reason)]
    return ServiceError(
        422, ProblemCode.INVALID_BODY, "The body of the request was refused.", errors=problems
    )


def gone() -> ServiceError:
    """410: it was taken before, or its time is over."""
    return ServiceError(410, ProblemCode.EXPORT_GONE, "This file is not here any more.")


def no_file() -> ServiceError:
    """409: it is not made yet, or could not be."""
    return ServiceError(409, ProblemCode.STATE_FORBIDS, "This export has no file.")


def require_days(first: date, last: date, now: datetime, zone: ZoneInfo) -> None:
    """Raises 422 for a period that ends before it begins, or lies where no days are followed."""
    today = now.astimezone(zone).date()
    if last < first:
        raise refused("last", NO_DAYS)
    if first < EARLIEST:
        raise refused("first", TOO_EARLY)
    if first > today:
        raise refused("first", FUTURE)
    if last > today + _YEAR:
        raise refused("last", FUTURE)


def require_pace(lately: tuple[int, datetime | None], most: int, now: datetime) -> None:
    """Raises 429 for whoever asked `most` times within the hour; `lately` counts, and says when the
    first of them was.
    """
    count, first = lately
    if first is None or count < most:
        return
    wait_s = math.ceil((first + HOUR - now).total_seconds())
    raise ServiceError(
        429,
        ProblemCode.TOO_MANY_REQUESTS,
        "Too many exports; nothing was done. Wait, then ask again.",
        retry_after_s=max(1, wait_s),
    )
