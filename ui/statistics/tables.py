"""The charts of the page in numbers, and what has no chart."""

from __future__ import annotations

from collections.abc import Sequence

from resources.wording import Wording
from services.contract.statistics import Figure, Statistics, WorkCell
from services.contract.statistics_enums import FigureState, FigureUnit
from ui.statistics.words import day_of, opening_time, told
from widgets.figure_table import FigureRow, FigureTableLook
from widgets.figure_text import FigureText

_WEEK = range(1, 8)
_NOTHING = Figure(state=FigureState.NO_DATA)


def alerts_table(w: Wording, page: Statistics) -> FigureTableLook:
    """Alerts by level and month, with their total."""
    words = [count.level.value for count in page.alerts[0].levels] if page.alerts else []
    rows = []
    for each in page.alerts:
        figures = [*(count.figure for count in each.levels), each.total]
        rows.append(_row(w, w.month(day_of(each.month)), figures, FigureUnit.EVENTS))
    headers = [w.text("statistics-month"), *(w.text(f"word-level-{word}") for word in words)]
    headers.append(w.text("statistics-alerts-total"))
    return FigureTableLook(w.text("statistics-alerts"), tuple(headers), tuple(rows))


def response_table(w: Wording, page: Statistics) -> FigureTableLook:
    """Times until somebody answered for an alert, and until it was closed."""
    rows = []
    for each in page.response:
        unit = FigureUnit.OPENING_MINUTES
        target = opening_time(w, each.target_minutes)
        cells = (
            told(w, each.median, unit),
            told(w, each.ninetieth, unit),
            FigureText(target, target, each.target_minutes),
            told(w, each.closing_median, unit),
            told(w, each.closing_ninetieth, unit),
        )
        rows.append(FigureRow(w.text(f"word-level-{each.level.value}"), cells))
    names = ("level", "median", "ninetieth", "target", "closing", "closing-ninetieth")
    headers = tuple(w.text(f"statistics-response-{name}") for name in names)
    return FigureTableLook(w.text("statistics-response"), headers, tuple(rows))


def rate_table(w: Wording, page: Statistics) -> FigureTableLook:
    """The answer rate of each month and of the one that it is compared with."""
    rows = tuple(
        _row(w, w.month(day_of(each.month)), (each.figure, each.before), FigureUnit.PERCENT)
        for each in page.answer_rate
    )
    names = ("statistics-month", "statistics-rate-now", "statistics-rate-then")
    headers = tuple(w.text(name) for name in names)
    return FigureTableLook(w.text("statistics-rate"), headers, rows)


def symptoms_table(w: Wording, page: Statistics) -> FigureTableLook:
    """Shares of each symptom, and of how many questionnaires."""
    rows = tuple(
        FigureRow(
            w.text(f"symptom-{each.item}"),
            (
                told(w, each.from_2, FigureUnit.PERCENT),
                told(w, each.from_3, FigureUnit.PERCENT),
                told(w, each.graded, FigureUnit.EVENTS),
            ),
        )
        for each in page.symptoms
    )
    names = ("symptom", "two", "three", "graded")
    headers = tuple(w.text(f"statistics-symptoms-{name}") for name in names)
    return FigureTableLook(w.text("statistics-symptoms"), headers, rows)


def outcomes_table(w: Wording, page: Statistics) -> FigureTableLook:
    """Closed alerts by coded action."""
    rows = tuple(
        _row(w, w.text(f"word-measure-{each.code.value}"), (each.figure,), FigureUnit.EVENTS)
        for each in page.outcomes
    )
    headers = (w.text("statistics-outcomes-code"), w.text("statistics-outcomes-count"))
    return FigureTableLook(w.text("statistics-outcomes"), headers, rows)


def flow_table(w: Wording, page: Statistics) -> FigureTableLook:
    """Who began, who ended, and who was there at the end of each month."""
    rows = tuple(
        _row(
            w,
            w.month(day_of(each.month)),
            (each.enrolled, each.archived, each.monitored),
            FigureUnit.PATIENTS,
        )
        for each in page.flow
    )
    names = ("enrolled", "archived", "monitored")
    headers = (w.text("statistics-month"), *(w.text(f"statistics-flow-{each}") for each in names))
    return FigureTableLook(w.text("statistics-flow"), headers, rows)


def silence_table(w: Wording, page: Statistics) -> FigureTableLook:
    """Non-response by month."""
    rows = tuple(
        FigureRow(
            w.month(day_of(each.month)),
            (
                told(w, each.patients, FigureUnit.PATIENTS),
                told(w, each.unanswered, FigureUnit.EVENTS),
            ),
        )
        for each in page.silence
    )
    headers = (
        w.text("statistics-month"),
        w.text("statistics-silence-patients"),
        w.text("statistics-silence-unanswered"),
    )
    return FigureTableLook(w.text("statistics-silence"), headers, rows)


def work_table(w: Wording, cells: Sequence[WorkCell]) -> FigureTableLook:
    """Acts by hour and weekday; hours in which nobody acted on any day are left out."""
    known = {(cell.weekday, cell.hour): cell.acts for cell in cells}
    rows = tuple(
        _row(
            w,
            w.text("statistics-work-at", hour=f"{hour:02d}"),
            [known.get((day, hour), _NOTHING) for day in _WEEK],
            FigureUnit.EVENTS,
        )
        for hour in sorted({cell.hour for cell in cells})
    )
    # Any Monday names the days.
    monday = day_of("2024-01")
    days = tuple(w.weekday(monday.replace(day=day)) for day in _WEEK)
    headers = (w.text("statistics-work-hour"), *days)
    return FigureTableLook(w.text("statistics-work"), headers, rows)


def _row(w: Wording, name: str, figures: Sequence[Figure], unit: FigureUnit) -> FigureRow:
    return FigureRow(name, tuple(told(w, figure, unit) for figure in figures))
