"""What the dates of a record must be; the words of a refusal are those of the contract."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.record.partial_dates import Known, known, last_day
from services.record.work import Work, invalid

_EARLIEST_YEAR: Final = 1900
_YEARS_AHEAD: Final = 2


@dataclass(frozen=True)
class Span:
    """Since when, and until when where it lasted."""

    began: Known
    ended: Known | None


def happened(work: Work, field: str, day: Known) -> Known:
    """The day of something that has happened; raises 422 when it cannot have been then."""
    _require_of_this_life(work, field, day)
    if day.day > work.today:
        raise invalid(field, "in_the_future")
    return day


def span(work: Work, began_on: str, ended_on: str | None, *, may_last_on: bool = False) -> Span:
    """When something was, from how it is written; raises 422 when it cannot have been then."""
    began = happened(work, "began_on", _read("began_on", began_on))
    if ended_on is None:
        return Span(began, None)
    ended = _read("ended_on", ended_on)
    require_ended(work, began, ended, may_last_on=may_last_on)
    return Span(began, ended)


def require_ended(work: Work, began: Known, ended: Known, *, may_last_on: bool = False) -> None:
    """Raises 422 unless something can have ended then."""
    _require_of_this_life(work, "ended_on", ended)
    if last_day(ended) < began.day:
        raise invalid("ended_on", "before_beginning")
    if not may_last_on and ended.day > work.today:
        raise invalid("ended_on", "in_the_future")
    if ended.day.year > work.today.year + _YEARS_AHEAD:
        raise invalid("ended_on", "too_far")


def require_birth(work: Work, day: date) -> None:
    """Raises 422 unless somebody who is followed can have been born that day."""
    if day.year < _EARLIEST_YEAR:
        raise invalid("birth_date", "before_1900")
    if day > work.today:
        raise invalid("birth_date", "in_the_future")


def whole(day: date) -> Known:
    """A day that is known as such."""
    return known(day.isoformat())


def _read(field: str, text: str) -> Known:
    try:
        return known(text)
    except ValueError:
        raise invalid(field, "no_such_day") from None


def _require_of_this_life(work: Work, field: str, day: Known) -> None:
    if day.day.year < _EARLIEST_YEAR:
        raise invalid(field, "before_1900")
    if work.born is not None and last_day(day) < work.born:
        raise invalid(field, "before_birth")
