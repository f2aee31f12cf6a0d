"""From the series of a file to its small charts (screens.md 2.5, 3.3)."""

from __future__ import annotations

from console.models.symptom_course import SymptomCourse, WeekValue, course, in_order, zone_on
from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertZone
from services.contract.enums import AlertKind
from services.contract.patient_file import PatientSeries, SymptomColumn
from ui.patient.course_words import (
    change_of,
    cycle_mark,
    day_on,
    last_text,
    no_survey_yet,
    time_axis,
    value_text,
)
from widgets.small_chart_look import SmallChartLook, SmallChartsLook, SmallPoint, ZoneSpan

FIRST_CHARTS = 8


def charts_look(
    w: Wording, series: PatientSeries, pinned: tuple[str, ...], *, is_all: bool
) -> SmallChartsLook:
    """The first eight symptoms that have grades, or all of them."""
    graded = [column for column in in_order(series.symptoms, pinned) if not _is_presence(column)]
    shown = graded if is_all else graded[:FIRST_CHARTS]
    return SmallChartsLook(
        axis=time_axis(w, series),
        charts=tuple(_chart(w, series, column) for column in shown),
        grade_words=grade_words(w),
        table_headers=(
            w.text("triage-chart-week"),
            w.text("triage-chart-grade"),
            w.text("file-chart-zone"),
            w.text("file-chart-compared"),
        ),
        cycles=tuple(
            cycle_mark(w, series, cycle)
            for line in series.lines
            for cycle in line.cycles
            if cycle.withdrawn_at is None
        ),
        empty_text=no_survey_yet(w, series),
    )


def graded_count(series: PatientSeries) -> int:
    """How many symptoms there are to draw."""
    return sum(not _is_presence(column) for column in series.symptoms)


def grade_words(w: Wording) -> tuple[str, str, str, str]:
    """The words of the fixed axis."""
    none, mild, moderate, severe = (words.axis_grade(w, grade) for grade in range(4))
    return none, mild, moderate, severe


def zone_label(w: Wording, zone: AlertZone) -> str:
    """`zone critique : 3`."""
    level = words.level(w, zone.level, AlertKind.CLINICAL).lower()
    return w.text("triage-chart-zone", level=level, threshold=zone.threshold)


def _is_presence(column: SymptomColumn) -> bool:
    """Whether a symptom is only there or not: it has no grade to draw."""
    return bool(column.presence) and all(grade is None for grade in column.grades)


def _chart(w: Wording, series: PatientSeries, column: SymptomColumn) -> SmallChartLook:
    symptom = course(series, column)
    before = symptom.week_before
    return SmallChartLook(
        key=column.item,
        title=words.symptom(w, column.item),
        points=tuple(
            SmallPoint(
                day=7.0 * place + 3.5,
                number=value.estimated,
                value=value_text(w, value),
                is_confirmed=value.confirmed is not None,
            )
            for place, value in enumerate(symptom.values)
        ),
        last=last_text(w, symptom),
        previous="" if before is None else _plain(before),
        description=_description(w, series, column, symptom),
        zones=_zones(w, series, column),
    )


def _plain(value: WeekValue) -> str:
    return "" if value.grade is None else str(value.grade)


def _zones(w: Wording, series: PatientSeries, column: SymptomColumn) -> tuple[ZoneSpan, ...]:
    """Each zone from the day of its rule version to that of the next."""
    end = 7.0 * len(series.weeks)
    starts = [max(0.0, day_on(series, span.since)) for span in column.zones]
    found = []
    for place, span in enumerate(column.zones):
        until = starts[place + 1] if place + 1 < len(starts) else end
        if span.zone is not None and until > starts[place]:
            label = zone_label(w, span.zone)
            found.append(ZoneSpan(starts[place], until, span.zone.threshold, label))
    return tuple(found)


def _description(
    w: Wording, series: PatientSeries, column: SymptomColumn, symptom: SymptomCourse
) -> str:
    """Title, last value, change and whether it is in the alert zone, for a screen reader."""
    parts = [words.symptom(w, column.item)]
    place, last = symptom.last_place, symptom.last
    if place is None or last is None or last.estimated is None:
        return ". ".join([*parts, w.text("file-row-none")])
    parts.append(w.text("triage-chart-last", grade=last.estimated))
    text = change_of(w, symptom)[1]
    if text:
        parts.append(w.text("file-chart-change", change=text))
    zone = zone_on(column, series.weeks[place])
    if zone is not None:
        inside = last.estimated >= zone.threshold
        parts.append(w.text("triage-chart-inside" if inside else "triage-chart-outside"))
    return ". ".join(parts)
