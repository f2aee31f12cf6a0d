"""Two periods of one patient side by side, each counted from its first day; nothing is tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from console.models.symptom_course import EARLY_DAYS
from services.contract.patient_file import PatientSeries, SymptomColumn
from services.contract.record import RecordedCycle, RecordedLine

WEEK_DAYS = 7
MUCH = 2
"""From this estimated grade on a day counts as one of many complaints."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to another, both included, and what it is: a line, a cycle, or neither."""

    start: date
    end: date
    line: RecordedLine | None = None
    cycle: RecordedCycle | None = None

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Pair:
    """The period looked at, and the earlier one that it is compared with."""

    now: Span
    before: Span


@dataclass(frozen=True, slots=True)
class Figures:
    """One symptom in one period; None where nothing was answered.

    `much_days` are the days of the weeks whose worst estimate was 2 or more.
    """

    mean: float | None
    worst: int | None
    much_days: int | None


@dataclass(frozen=True, slots=True)
class Placed:
    """An estimate on its day of the period, the first day being 0; None for a missing week."""

    day: int
    grade: int | None


def line_pairs(series: PatientSeries, today: date) -> list[Pair]:
    """Each line of treatment with the one before it, the newest pair first."""
    spans = [
        Span(line.started_on, min(line.ended_on or today, today), line=line)
        for line in sorted(series.lines, key=lambda each: each.started_on)
        if line.withdrawn_at is None and line.started_on <= today
    ]
    return _pairs(spans)


def cycle_pairs(series: PatientSeries, today: date) -> list[Pair]:
    """Each cycle with the one before it in the same line, the newest pair first."""
    pairs: list[Pair] = []
    for line in sorted(series.lines, key=lambda each: each.started_on):
        begun = [
            cycle
            for cycle in sorted(line.cycles, key=lambda each: each.started_on)
            if cycle.withdrawn_at is None and cycle.started_on <= today
        ]
        ends = [cycle.started_on - timedelta(days=1) for cycle in begun[1:]]
        ends.append(min(line.ended_on or today, today))
        spans = [
            Span(cycle.started_on, max(end, cycle.started_on), line, cycle)
            for cycle, end in zip(begun, ends, strict=False)
        ]
        pairs = [*_pairs(spans), *pairs]
    return pairs


def around(series: PatientSeries, day: date, today: date) -> Pair | None:
    """As long before a day as after it; None where there is nothing on one of both sides."""
    first = series.weeks[0] - timedelta(days=EARLY_DAYS)
    if not first < day <= today:
        return None
    length = min((today - day).days + 1, (day - first).days)
    before = Span(day - timedelta(days=length), day - timedelta(days=1))
    return Pair(Span(day, day + timedelta(days=length - 1)), before)


def _pairs(spans: Sequence[Span]) -> list[Pair]:
    return [Pair(now, before) for before, now in reversed(list(pairwise(spans)))]


def placed(series: PatientSeries, column: SymptomColumn, span: Span) -> list[Placed]:
    """The estimates of a symptom in a period, by day of the period."""
    return [
        Placed((day - span.start).days, column.grades[place])
        for place, day in _within(series, span)
    ]


def figures(series: PatientSeries, column: SymptomColumn, span: Span) -> Figures:
    """Mean, worst, and days with many complaints."""
    graded = [
        (day, grade)
        for place, day in _within(series, span)
        if (grade := column.grades[place]) is not None
    ]
    if not graded:
        return Figures(None, None, None)
    grades = [grade for _, grade in graded]
    much = sum(_days_of_week(day, span) for day, grade in graded if grade >= MUCH)
    return Figures(sum(grades) / len(grades), max(grades), much)


def answered(series: PatientSeries, span: Span) -> tuple[int, int]:
    """In how many weeks of a period there is a questionnaire, and how many weeks it has."""
    places = [place for place, _ in _within(series, span)]
    return sum(bool(series.answers[place]) for place in places), len(places)


def _within(series: PatientSeries, span: Span) -> Iterator[tuple[int, date]]:
    for place, day in enumerate(series.weeks):
        if span.start <= day <= span.end:
            yield place, day


def _days_of_week(day: date, span: Span) -> int:
    """How many of the seven days around the day of a week lie in a period."""
    first = max(day - timedelta(days=EARLY_DAYS), span.start)
    last = min(day + timedelta(days=WEEK_DAYS - EARLY_DAYS - 1), span.end)
    return (last - first).days + 1
