"""The figures of a centre's statistics in words. One function says each of them, wherever it
stands: on a tile, in a chart, in its table, in a tooltip, to a screen reader, in a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Protocol

from resources.wording import NO_BREAK, Wording

_HOUR_MINUTES: Final = 60
_MINUTE_S: Final = 60
_MINUS: Final = "\u2212"
_KNOWN, _MASKED = "known", "masked"
_PERCENT, _MINUTES, _SECONDS = "percent", "opening_minutes", "seconds"


class Figure(Protocol):
    """One place of the page (`services.contract.statistics.Figure`)."""

    @property
    def state(self) -> str:
        """Whether it is known, masked, or why there is neither."""

    @property
    def value(self) -> int | None:
        """The number of a known one."""


class Name(Protocol):
    """What a row or a column is called (`services.contract.statistics_tables.Name`)."""

    @property
    def kind(self) -> str:
        """Of what `value` is: `text`, `month`, `label`, `hour` or `weekday`."""

    @property
    def value(self) -> str:
        """The key of a message, a month such as `2025-10`, a name, an hour, a weekday from 1."""


class Span(Protocol):
    """Whole months, the first and the last included."""

    @property
    def first(self) -> str:
        """Such as `2024-11`."""

    @property
    def last(self) -> str:
        """Such as `2025-10`."""


class Choices(Protocol):
    """What is shown (`services.contract.statistics.Choices`)."""

    @property
    def months(self) -> int:
        """How many."""

    @property
    def period(self) -> Span:
        """Which."""

    @property
    def by(self) -> str:
        """By what the table is divided."""

    @property
    def compared(self) -> Span | None:
        """With what it is compared."""


class Stamped(Protocol):
    """When figures are of (`services.contract.statistics.Statistics`)."""

    @property
    def closed_through(self) -> str | None:
        """The last closed month."""

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed."""


def figure_text(w: Wording, figure: Figure, unit: str) -> tuple[str, str]:
    """A figure as it stands and as it is said: a number, the mark, or why there is neither."""
    if figure.state == _KNOWN and figure.value is not None:
        text = number_text(w, figure.value, unit)
        return text, text
    if figure.state == _MASKED:
        return w.text("statistics-mark"), w.text("statistics-masked")
    text = w.text(f"statistics-absent-{figure.state}")
    return text, text


def change_text(w: Wording, value: int, unit: str) -> tuple[str, str, str]:
    """The triangle before a change, the change with its own sign, and how it is said."""
    if value == 0:
        stable = w.text("statistics-stable")
        return "=", stable, stable
    size = abs(value)
    text = (
        w.text("statistics-points", count=w.integer(size))
        if unit == _PERCENT
        else number_text(w, size, unit)
    )
    is_more = value > 0
    spoken = w.text("statistics-spoken-up" if is_more else "statistics-spoken-down", change=text)
    sign, triangle = ("+", "▲") if is_more else (_MINUS, "▼")
    return triangle, f"{sign}{text}", spoken


def number_text(w: Wording, value: int, unit: str) -> str:
    """A number in its unit; patients, events and rates for each hundred have none beside them."""
    if unit == _PERCENT:
        return f"{w.integer(value)}{NO_BREAK}%"
    if unit == _SECONDS:
        return short_time(w, value)
    return opening_time(w, value) if unit == _MINUTES else w.integer(value)


def short_time(w: Wording, seconds: int) -> str:
    """`42 s`, `2 min 05 s`."""
    minutes, rest = divmod(seconds, _MINUTE_S)
    if not minutes:
        return f"{w.integer(rest)}{NO_BREAK}s"
    return f"{w.integer(minutes)}{NO_BREAK}min{NO_BREAK}{rest:02d}{NO_BREAK}s"


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


def name_text(w: Wording, name: Name) -> str:
    """What a row or a column is called."""
    match name.kind:
        case "text":
            return w.text(name.value)
        case "month":
            return w.month(day_of(name.value))
        case "hour":
            return w.text("statistics-work-at", hour=f"{int(name.value):02d}")
        case "weekday":
            # Any Monday names the days.
            return w.weekday(date(2024, 1, int(name.value)))
        case _:
            return name.value


def summary(w: Wording, choices: Choices) -> str:
    """What is shown in one line, as it is copied and printed."""
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
    by = w.text(f"statistics-summary-by-{choices.by}")
    return w.text("statistics-summary", period=period, by=by, compared=compared)


def closed_month(w: Wording, page: Stamped) -> str:
    """The last closed month; empty before there is one."""
    if page.closed_through is None:
        return ""
    return w.text("statistics-closed", month=w.month(day_of(page.closed_through)))


def stamp(w: Wording, page: Stamped) -> str:
    """The last closed month, and when it was closed."""
    if page.closed_through is None or page.closed_at is None:
        return ""
    at = w.text("statistics-closed-at", at=w.date(w.local(page.closed_at).date()))
    return f"{closed_month(w, page)} · {at}"


def legend(w: Wording, threshold: int) -> str:
    """What the mark means, where nothing is shown of fewer than so many patients."""
    return w.text("statistics-legend", most=threshold - 1)
