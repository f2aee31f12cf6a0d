"""Weeks side by side on a page: of a long period, several weeks make a column of the worst."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.contract.patient_file import SymptomColumn

_MOST_COLUMNS: Final = 27
_STEPS: Final = (1, 2, 4, 13, 26, 52)


@dataclass(frozen=True)
class Bucket:
    """Places `first` to `last` among the weeks, the last one excluded."""

    first: int
    last: int
    on: date


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a grade, presence, a reason, or nothing of anybody."""

    grade: int | None
    presence: bool | None
    is_confirmed: bool
    is_asked: bool
    is_answered: bool


def step_of(count: int) -> int:
    """How many weeks make a column."""
    return next(
        (each for each in _STEPS if count <= each * _MOST_COLUMNS), -(-count // _MOST_COLUMNS)
    )


def buckets(weeks: Sequence[date]) -> list[Bucket]:
    """The columns, the last one full."""
    step = step_of(len(weeks))
    last, found = len(weeks), []
    while last > 0:
        first = max(0, last - step)
        found.append(Bucket(first, last, weeks[first]))
        last = first
    return found[::-1]


def cell(column: SymptomColumn, bucket: Bucket, answered: Sequence[bool]) -> Cell:
    """The worst of a symptom in a bucket; `answered` says which weeks have a survey."""
    places = range(bucket.first, bucket.last)
    graded = [(grade, -place) for place in places if (grade := column.grades[place]) is not None]
    worst = max(graded, default=None)
    seen = [column.presence[place] for place in places if column.presence]
    with_survey = [place for place in places if answered[place]]
    return Cell(
        grade=None if worst is None else worst[0],
        presence=None if all(each is None for each in seen) else any(seen),
        is_confirmed=any(column.confirmed[place] is not None for place in places),
        is_asked=any(place not in column.not_asked for place in with_survey),
        is_answered=bool(with_survey),
    )


def weeks_answered(symptoms: Sequence[SymptomColumn], count: int) -> list[bool]:
    """Which weeks have a survey: any grade, presence or reason in any column says so."""
    found = [False] * count
    for column in symptoms:
        for place in range(count):
            is_there = column.grades[place] is not None or (
                bool(column.presence) and column.presence[place] is not None
            )
            found[place] |= is_there
        for place in (*column.not_asked, *column.not_answered):
            found[place] = True
    return found
