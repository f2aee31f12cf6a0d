"""From the series of a file to the charts of weight, temperature and ECOG (screens.md 2.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from resources.wording import Wording
from services.contract.patient_file import FileBlock, Measurement, PatientSeries
from ui.patient.course_words import cycle_mark, day_on, time_axis
from widgets.runs_label import Run
from widgets.small_chart_look import Scale, SmallChartLook, SmallChartsLook, SmallPoint
from widgets.time_axis import TimeAxis

_NOON = 0.5
_WEIGHT_STEP_KG, _LEAST_WEIGHT_SPAN_KG = 5, 10
_USUAL_CELSIUS = (36, 40)
_ECOG_GRADES = 5


@dataclass(frozen=True, slots=True)
class _Kind:
    """One thing that is measured; `name` is in the keys of its words."""

    name: str
    listed: Sequence[Measurement]
    digits: int
    scale: Callable[[Wording, Sequence[float]], Scale]


def measures_look(w: Wording, series: PatientSeries) -> SmallChartsLook:
    """A chart for each thing that was measured in the period; none for what never was."""
    kinds = (
        _Kind("weight", series.weights, 1, _weight_scale),
        _Kind("temperature", series.temperatures, 1, _temperature_scale),
        _Kind("ecog", series.ecog, 0, _ecog_scale),
    )
    axis = time_axis(w, series)
    charts = (_chart(w, series, axis, kind) for kind in kinds)
    return SmallChartsLook(
        axis=axis,
        charts=tuple(chart for chart in charts if chart is not None),
        grade_words=("", "", "", ""),
        table_headers=(
            w.text("file-measures-day"),
            w.text("file-measures-value"),
            w.text("file-measures-source"),
            w.text("file-chart-compared"),
        ),
        cycles=tuple(
            cycle_mark(w, series, cycle)
            for line in series.lines
            for cycle in line.cycles
            if cycle.withdrawn_at is None
        ),
        description=w.text("file-measures"),
    )


def measures_heading(w: Wording, series: PatientSeries) -> tuple[Run, ...]:
    """Over the charts: what the points mean, and that a part could not be read."""
    runs = [
        Run(f"{w.text('file-measures')}   ", "section"),
        Run(w.text("file-measures-legend"), "axis", "text.secondary"),
    ]
    if FileBlock.MEASURES in series.blocks_missing:
        runs.append(Run(f" · {w.text('file-block-missing')}", "axis_strong", "warning"))
    return tuple(runs)


def _chart(w: Wording, series: PatientSeries, axis: TimeAxis, kind: _Kind) -> SmallChartLook | None:
    # A temperature may be told that was taken before the period.
    placed = [(day_on(series, each.on) + _NOON, each) for each in kind.listed]
    placed = [(day, each) for day, each in placed if day >= axis.first_day]
    if not placed:
        return None
    in_weeks: dict[int, list[tuple[float, Measurement]]] = {}
    for day, each in placed:
        in_weeks.setdefault(axis.week_at(day), []).append((day, each))
    last = placed[-1][1]
    before = placed[-2][1] if len(placed) > 1 else None
    title = w.text(f"file-measures-{kind.name}")
    return SmallChartLook(
        key=kind.name,
        title=title,
        points=_points(w, axis, kind, in_weeks),
        last=w.decimal(last.value, kind.digits),
        previous="" if before is None else w.decimal(before.value, kind.digits),
        description=_description(w, kind, title, last, before),
        scale=kind.scale(w, [each.value for _, each in placed]),
        readouts={
            week: _readout(w, kind, [each for _, each in found]) for week, found in in_weeks.items()
        },
    )


def _points(
    w: Wording,
    axis: TimeAxis,
    kind: _Kind,
    in_weeks: Mapping[int, Sequence[tuple[float, Measurement]]],
) -> tuple[SmallPoint, ...]:
    """Every measure on its day; a week without one breaks the line."""
    missing = w.text("file-measures-none")
    points: list[SmallPoint] = []
    for place, week in enumerate(axis.weeks):
        points += [
            SmallPoint(
                day=day,
                number=each.value,
                value=_value(w, kind, each),
                is_confirmed=not each.by_patient,
                day_text=w.date(each.on),
                source=_source(w, each),
            )
            for day, each in in_weeks.get(place, ())
        ] or [SmallPoint(week.middle, None, missing)]
    return tuple(points)


def _value(w: Wording, kind: _Kind, measured: Measurement) -> str:
    return w.text(f"file-measure-{kind.name}", value=w.decimal(measured.value, kind.digits))


def _source(w: Wording, measured: Measurement) -> str:
    return w.text("file-measures-by-patient" if measured.by_patient else "file-measures-by-team")


def _readout(w: Wording, kind: _Kind, found: Sequence[Measurement]) -> str:
    """`62,1 kg, patient`; of several in a week the lowest, the highest and how many."""
    if len(found) == 1:
        return f"{_value(w, kind, found[0])}, {_source(w, found[0])}"
    lowest, highest = (choose(found, key=_number) for choose in (min, max))
    low, high = w.decimal(lowest.value, kind.digits), _value(w, kind, highest)
    span = high if lowest.value == highest.value else f"{low} – {high}"
    return w.text("file-measures-several", span=span, count=len(found))


def _number(measured: Measurement) -> float:
    return measured.value


def _description(
    w: Wording, kind: _Kind, title: str, last: Measurement, before: Measurement | None
) -> str:
    """Title, last value with its day and source, and the one before, for a screen reader."""
    parts = [title, w.text("file-measures-last", value=_value(w, kind, last), day=w.date(last.on))]
    parts.append(_source(w, last))
    if before is not None:
        day, value = w.date(before.on), _value(w, kind, before)
        parts.append(w.text("file-measures-before", value=value, day=day))
    return ". ".join(parts)


def _weight_scale(w: Wording, values: Sequence[float]) -> Scale:
    """Steps of 5 kg around what was measured, 10 kg at least: water is no loss of weight."""
    step = _WEIGHT_STEP_KG
    low, high = step * floor(min(values) / step), step * ceil(max(values) / step)
    while high - low < _LEAST_WEIGHT_SPAN_KG:
        is_low = min(values) - low < high - max(values)
        low, high = (low - step, high) if is_low else (low, high + step)
    return _scale(w, low, high, step)


def _temperature_scale(w: Wording, values: Sequence[float]) -> Scale:
    """36 to 40 °C, and whole degrees more where they were measured."""
    low, high = _USUAL_CELSIUS
    return _scale(w, min(low, floor(min(values))), max(high, ceil(max(values))), 1)


def _ecog_scale(w: Wording, _values: Sequence[float]) -> Scale:
    words = tuple(w.text(f"record-ecog-{grade}") for grade in reversed(range(_ECOG_GRADES)))
    return _scale(w, 0, _ECOG_GRADES - 1, 1, words)


def _scale(w: Wording, low: int, high: int, step: int, words: tuple[str, ...] = ()) -> Scale:
    lines = tuple(float(at) for at in range(low, high + 1, step))
    return Scale(low, high, w.integer(low), w.integer(high), lines, words)
