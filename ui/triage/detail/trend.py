"""From eight weeks of one symptom to what the chart draws and its table says (screens.md 2.5)."""

from __future__ import annotations

from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertZone, Series, SeriesPoint
from services.contract.enums import AlertKind
from widgets.trend_look import TrendCycle, TrendLook, TrendPoint

_LABEL_EVERY = 2


def trend_look(w: Wording, series: Series) -> TrendLook:
    """The chart of a series; days count from its first week."""
    symptom = words.symptom(w, series.item)
    first = series.points[0].on if series.points else None
    title = w.text("triage-chart-title", symptom=symptom, weeks=len(series.points))
    return TrendLook(
        title=title,
        direction=w.text("triage-chart-direction"),
        points=tuple(_point(w, series, place) for place in range(len(series.points))),
        grade_words=(
            words.axis_grade(w, 0),
            words.axis_grade(w, 1),
            words.axis_grade(w, 2),
            words.axis_grade(w, 3),
        ),
        cycles=()
        if first is None
        else tuple(
            TrendCycle((cycle.on - first).days, f"C{cycle.number}{_dose(w, cycle.note)}")
            for cycle in series.cycles
        ),
        cycles_word=w.text("triage-chart-cycles"),
        zone_from=None if series.zone is None else series.zone.threshold,
        zone_label="" if series.zone is None else _zone(w, series.zone),
        table_headers=(w.text("triage-chart-week"), w.text("triage-chart-grade")),
        description=_description(w, series, title),
    )


def _dose(w: Wording, note: str | None) -> str:
    """What was changed then; behind the mask the cycle alone, because the note is free text."""
    return f" {note}" if note and not w.is_masked else ""


def _zone(w: Wording, zone: AlertZone) -> str:
    level = words.level(w, zone.level, AlertKind.CLINICAL).lower()
    return w.text("triage-chart-zone", level=level, threshold=zone.threshold)


def _point(w: Wording, series: Series, place: int) -> TrendPoint:
    point = series.points[place]
    is_labelled = (len(series.points) - 1 - place) % _LABEL_EVERY == 0
    return TrendPoint(
        day=(point.on - series.points[0].on).days,
        grade=point.grade,
        date=w.date(point.on),
        value=_value(w, point),
        tick_label=w.day(point.on) if is_labelled else "",
    )


def _value(w: Wording, point: SeriesPoint) -> str:
    if point.grade is None:
        return (
            w.text("triage-chart-not-graded") if point.answered else w.text("triage-chart-missing")
        )
    word = words.axis_grade(w, point.grade)
    if point.confirmed:
        return w.text("triage-chart-confirmed", grade=point.grade, word=word)
    return w.text("triage-chart-estimated", grade=point.grade, word=word)


def _description(w: Wording, series: Series, title: str) -> str:
    """Title, last value, change and whether it is in the alert zone, for a screen reader."""
    grades = [point.grade for point in series.points if point.grade is not None]
    if not grades:
        return title
    parts = [title, w.text("triage-chart-last", grade=grades[-1])]
    if len(grades) > 1:
        parts.append(w.text("triage-chart-change", change=w.signed(grades[-1] - grades[-2])))
    if series.zone is not None:
        inside = grades[-1] >= series.zone.threshold
        parts.append(w.text("triage-chart-inside") if inside else w.text("triage-chart-outside"))
    return ". ".join(parts)
