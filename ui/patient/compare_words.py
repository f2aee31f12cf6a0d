"""A comparison in words: its two periods, charts aligned on their first days, and the figures."""

from __future__ import annotations

from console.models.comparison import Figures, Pair, Span, answered, figures, placed
from resources import words
from resources.wording import Wording
from services.contract.patient_file import PatientSeries, SymptomColumn
from ui.patient.chart_words import FIRST_CHARTS, grade_words
from ui.patient.side_words import rate
from widgets.small_chart_look import SmallChartLook, SmallChartsLook, SmallPoint
from widgets.text_table import TextRow
from widgets.time_axis import TimeAxis, Week

SHARES = (26, 11, 11, 11, 11, 11, 11, 22)
_MOST_WEEKS = 104
_NOTHING = "–"


def pair_label(w: Wording, pair: Pair) -> str:
    """`FOLFIRI, 2e ligne / FOLFOX, 1re ligne`, `C4 / C3`."""
    return w.text("file-compare-pair", now=_name(w, pair.now), before=_name(w, pair.before))


def _name(w: Wording, span: Span) -> str:
    if span.cycle is not None:
        return f"C{span.cycle.number}"
    if span.line is None:
        return _days(w, span)
    name = span.line.name or w.text("row-content-unreadable")
    number = span.line.number
    return name if number is None else w.text("file-line", name=name, number=number)


def _days(w: Wording, span: Span) -> str:
    return w.text("file-charts-span", first=w.date(span.start), last=w.date(span.end))


def period_text(w: Wording, series: PatientSeries, span: Span) -> str:
    """What a period is, its days, and how often the patient answered in it."""
    name = _name(w, span)
    told = rate(w, *answered(series, span))
    is_named = span.line is not None or span.cycle is not None
    key = "file-compare-period-named" if is_named else "file-compare-period"
    return w.text(key, name=name, days=_days(w, span), rate=told)


def compared_charts(w: Wording, series: PatientSeries, pair: Pair) -> SmallChartsLook:
    """The first eight symptoms; the earlier period dashed on the same days."""
    longest = max(pair.now.days, pair.before.days)
    count = min(_MOST_WEEKS, -(-longest // 7))
    weeks = tuple(
        Week(
            start=7.0 * place,
            year=0,
            month=0,
            day_text=str(7 * place + 1),
            month_text=w.text("file-compare-day", day=7 * place + 1),
            full_text=w.text("file-compare-day", day=7 * place + 1),
        )
        for place in range(count)
    )
    return SmallChartsLook(
        axis=TimeAxis(weeks),
        charts=tuple(_chart(w, series, column, pair) for column in _graded(series)[:FIRST_CHARTS]),
        grade_words=grade_words(w),
        table_headers=(
            w.text("triage-chart-week"),
            w.text("file-compare-now"),
            w.text("file-chart-zone"),
            w.text("file-compare-before"),
        ),
        empty_text=w.text("file-no-survey-in-period"),
    )


def _graded(series: PatientSeries) -> list[SymptomColumn]:
    return [column for column in series.symptoms if not column.presence]


def _chart(w: Wording, series: PatientSeries, column: SymptomColumn, pair: Pair) -> SmallChartLook:
    now = figures(series, column, pair.now)
    before = figures(series, column, pair.before)
    name = words.symptom(w, column.item)
    points = _points(w, series, column, pair.now)
    compared = _points(w, series, column, pair.before)
    return SmallChartLook(
        key=column.item,
        title=name,
        points=points,
        compared=compared,
        last=_last(points),
        previous=_last(compared),
        description=w.text(
            "file-compare-spoken", symptom=name, now=_mean(w, now), before=_mean(w, before)
        ),
    )


def _points(
    w: Wording, series: PatientSeries, column: SymptomColumn, span: Span
) -> tuple[SmallPoint, ...]:
    return tuple(
        SmallPoint(
            day=float(each.day),
            number=each.grade,
            value=w.text("file-missing") if each.grade is None else words.about(each.grade),
        )
        for each in placed(series, column, span)
    )


def _last(points: tuple[SmallPoint, ...]) -> str:
    """The last grade of a period."""
    grades = [point.number for point in points if point.number is not None]
    return _whole(int(grades[-1]) if grades else None)


def headers(w: Wording) -> tuple[str, ...]:
    """Over the figures: now and before for each, then the difference of the means."""
    now, before = w.text("file-compare-now"), w.text("file-compare-before")
    named = ("mean", "worst", "days")
    sides = [f"{w.text(f'file-compare-{name}')} {side}" for name in named for side in (now, before)]
    return (w.text("triage-symptom"), *sides, w.text("file-compare-difference"))


def figure_rows(w: Wording, series: PatientSeries, pair: Pair) -> tuple[TextRow, ...]:
    """Every symptom that has grades."""
    return tuple(_row(w, series, column, pair) for column in _graded(series))


def _row(w: Wording, series: PatientSeries, column: SymptomColumn, pair: Pair) -> TextRow:
    now = figures(series, column, pair.now)
    before = figures(series, column, pair.before)
    name = words.symptom(w, column.item)
    texts = (
        name,
        _mean(w, now),
        _mean(w, before),
        _whole(now.worst),
        _whole(before.worst),
        _whole(now.much_days),
        _whole(before.much_days),
        _difference(w, now, before),
    )
    spoken = ", ".join(f"{header} {text}" for header, text in zip(headers(w), texts, strict=True))
    return TextRow(texts, spoken, quiet=(2, 4, 6), strong=(0,))


def _mean(w: Wording, found: Figures) -> str:
    return _NOTHING if found.mean is None else w.decimal(found.mean)


def _whole(value: int | None) -> str:
    return _NOTHING if value is None else str(value)


def _difference(w: Wording, now: Figures, before: Figures) -> str:
    """Of the means as they are shown, so that nobody has to doubt the subtraction."""
    if now.mean is None or before.mean is None:
        return _NOTHING
    tenths = round(now.mean * 10) - round(before.mean * 10)
    if not tenths:
        return w.text("file-compare-equal")
    value = w.decimal(abs(tenths) / 10)
    return w.text("file-compare-higher" if tenths > 0 else "file-compare-lower", value=value)
