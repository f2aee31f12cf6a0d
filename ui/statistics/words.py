"""The figures of a centre in words. One function says each of them, wherever it stands: on a tile,
in a chart, in its table, in a tooltip, to a screen reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from resources.catalogue import NO_BREAK
from resources.wording import Wording
from services.contract.statistics import BreakdownRow, Choices, Figure, Statistics
from services.contract.statistics_enums import Breakdown, FigureState, FigureUnit
from widgets.figure_text import FigureText

_HOUR_MINUTES: Final = 60
_MINUS: Final = "\u2212"
_KINDS: Final = {Breakdown.TUMOUR_SITE: "site", Breakdown.TREATMENT_CLASS: "class"}


def told(w: Wording, figure: Figure, unit: FigureUnit) -> FigureText:
    """A figure as it stands and as it is said."""
    match figure.state:
        case FigureState.KNOWN if figure.value is not None:
            text = _number(w, figure.value, unit)
            return FigureText(text, text, figure.value)
        case FigureState.MASKED:
            return FigureText(
                w.text("statistics-mark"), w.text("statistics-masked"), is_masked=True
            )
        case state:
            text = w.text(f"statistics-absent-{state.value}")
            return FigureText(text, text)


def told_change(w: Wording, change: Figure, unit: FigureUnit) -> tuple[str, FigureText]:
    """The sign before a change, and the change itself with its own sign."""
    plain = told(w, change, unit)
    if plain.value is None:
        return "", plain
    if plain.value == 0:
        stable = w.text("statistics-stable")
        return "=", FigureText(stable, stable, 0)
    size = abs(plain.value)
    text = (
        w.text("statistics-points", count=w.integer(size))
        if unit is FigureUnit.PERCENT
        else _number(w, size, unit)
    )
    is_more = plain.value > 0
    spoken = w.text("statistics-spoken-up" if is_more else "statistics-spoken-down", change=text)
    sign, triangle = ("+", "▲") if is_more else (_MINUS, "▼")
    return triangle, FigureText(f"{sign}{text}", spoken, plain.value)


def opening_time(w: Wording, minutes: int) -> str:
    """`36 min`, `2 h 10`, `26 h 00`: opening hours never make days."""
    if minutes < _HOUR_MINUTES:
        return f"{w.integer(minutes)}{NO_BREAK}min"
    hours, rest = divmod(minutes, _HOUR_MINUTES)
    return f"{w.integer(hours)}{NO_BREAK}h{NO_BREAK}{rest:02d}"


def day_of(month: str) -> date:
    """The first day of a month such as `2025-10`."""
    year, number = month.split("-")
    return date(int(year), int(number), 1)


def month_texts(w: Wording, months: Sequence[str]) -> tuple[str, ...]:
    """`nov. 2025` for each."""
    return tuple(w.month(day_of(month)) for month in months)


def short_months(w: Wording, months: Sequence[str]) -> tuple[str, ...]:
    """`nov.` for each, under an axis."""
    return tuple(w.month_name(day_of(month)) for month in months)


def row_name(w: Wording, by: Breakdown, row: BreakdownRow) -> str:
    """The name of a unit, or the words of a site or a class; without a key the row of all."""
    if row.key is None:
        return w.text("statistics-total")
    if row.label is not None:
        return row.label
    return w.text(f"statistics-{_KINDS[by]}-{row.key}")


def summary(w: Wording, choices: Choices) -> str:
    """What is shown in one line, to be copied."""
    period = w.text(
        "statistics-summary-period",
        months=choices.months,
        first=w.month(day_of(choices.period.first)),
        last=w.month(day_of(choices.period.last)),
    )
    compared = w.text("statistics-summary-not-compared")
    if choices.compared is not None:
        compared = w.text(
            "statistics-summary-compared",
            first=w.month(day_of(choices.compared.first)),
            last=w.month(day_of(choices.compared.last)),
        )
    by = w.text(f"statistics-summary-by-{choices.by.value}")
    return w.text("statistics-summary", period=period, by=by, compared=compared)


def stamp(w: Wording, page: Statistics) -> str:
    """The last closed month, and when it was closed."""
    if page.closed_through is None or page.closed_at is None:
        return ""
    closed = w.text("statistics-closed", month=w.month(day_of(page.closed_through)))
    at = w.text("statistics-closed-at", at=w.date(w.local(page.closed_at).date()))
    return f"{closed} · {at}"


def legend(w: Wording, page: Statistics) -> str:
    """What the mark means."""
    return w.text("statistics-legend", most=page.threshold - 1)


def _number(w: Wording, value: int, unit: FigureUnit) -> str:
    match unit:
        case FigureUnit.PERCENT:
            return f"{w.integer(value)}{NO_BREAK}%"
        case FigureUnit.OPENING_MINUTES:
            return opening_time(w, value)
        case FigureUnit.PATIENTS | FigureUnit.EVENTS | FigureUnit.PER_HUNDRED:
            return w.integer(value)
