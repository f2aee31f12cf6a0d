"""One symptom over the weeks of a patient's file: its values, the last one, and how it moved.

Estimated and confirmed grades are never compared with each other (decision 17).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from services.contract.alerts import AlertZone
from services.contract.patient_file import PatientSeries, SymptomColumn

EARLY_DAYS = 3
"""A survey up to three days before the day of its week still counts for it."""


class Gap(StrEnum):
    """Why a week has no value."""

    NO_SURVEY = "no_survey"
    NOT_ASKED = "not_asked"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True, slots=True)
class WeekValue:
    """What is known of one week: an estimated grade, a confirmed one, presence, or why nothing."""

    estimated: int | None = None
    confirmed: int | None = None
    presence: bool | None = None
    gap: Gap | None = None

    @property
    def grade(self) -> int | None:
        """What a cell shows: the clinician's own grade before the estimate."""
        return self.estimated if self.confirmed is None else self.confirmed

    @property
    def is_known(self) -> bool:
        """Whether there is any value."""
        return self.grade is not None or self.presence is not None


@dataclass(frozen=True)
class SymptomCourse:
    """The values of one symptom, oldest week first."""

    item: str
    values: tuple[WeekValue, ...]
    has_open_alert: bool

    @cached_property
    def last_place(self) -> int | None:
        """The week of the last value."""
        known = [place for place, value in enumerate(self.values) if value.is_known]
        return known[-1] if known else None

    @property
    def last(self) -> WeekValue | None:
        """The last value."""
        return None if self.last_place is None else self.values[self.last_place]

    @property
    def week_before(self) -> WeekValue | None:
        """The value seven days before the last one; None where that week has none."""
        if not self.last_place:
            return None
        before = self.values[self.last_place - 1]
        return before if before.is_known else None

    @property
    def change(self) -> int | None:
        """By how much the estimate moved in seven days; None without two estimates."""
        last, before = self.last, self.week_before
        if last is None or before is None:
            return None
        if last.estimated is None or before.estimated is None:
            return None
        return last.estimated - before.estimated


def course(series: PatientSeries, column: SymptomColumn) -> SymptomCourse:
    """A column of the series as values by week."""
    not_asked, in_vain = set(column.not_asked), set(column.not_answered)
    values = []
    for place, answers in enumerate(series.answers):
        presence = column.presence[place] if place < len(column.presence) else None
        gap = None
        if column.grades[place] is None and presence is None:
            gap = _gap(place, bool(answers), not_asked, in_vain)
        values.append(
            WeekValue(column.grades[place], column.confirmed[place], presence, gap),
        )
    return SymptomCourse(column.item, tuple(values), column.has_open_alert)


def _gap(place: int, was_answered: bool, not_asked: set[int], in_vain: set[int]) -> Gap:
    if not was_answered:
        return Gap.NO_SURVEY
    if place in not_asked:
        return Gap.NOT_ASKED
    return Gap.NOT_ANSWERED if place in in_vain else Gap.NOT_ASKED


def first_day(series: PatientSeries) -> date:
    """The first day of the first week of a series."""
    return series.weeks[0] - timedelta(days=EARLY_DAYS)


def zone_on(column: SymptomColumn, day: date) -> AlertZone | None:
    """The alert zone by the rules in force on a day."""
    found = None
    for span in column.zones:
        if span.since <= day:
            found = span.zone
    return found


def in_order(columns: list[SymptomColumn], pinned: tuple[str, ...]) -> list[SymptomColumn]:
    """Pinned rows first, in the order in which they were pinned; then as the service orders."""
    first = [column for item in pinned for column in columns if column.item == item]
    return [*first, *(column for column in columns if column.item not in pinned)]
