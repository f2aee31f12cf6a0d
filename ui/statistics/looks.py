"""The page of statistics as the tiles and the tables of the screen show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from resources.wording import Wording
from services.contract.statistics import BreakdownRow, Figure, Statistics, Tile
from services.contract.statistics_enums import FigureState, FigureUnit, Measure
from ui.statistics.words import day_of, month_texts, row_name, told, told_change
from widgets.figure_table import FigureRow, FigureTableLook
from widgets.figure_text import FigureText
from widgets.kpi_tile import KpiLook

_COLUMNS: Final = (
    ("patients", FigureUnit.PATIENTS),
    ("answer_rate", FigureUnit.PERCENT),
    ("alerts", FigureUnit.PER_HUNDRED),
    ("critical", FigureUnit.EVENTS),
    ("median", FigureUnit.OPENING_MINUTES),
    ("within_target", FigureUnit.PERCENT),
    ("escalations", FigureUnit.EVENTS),
)
_RATE_COLUMN: Final = 1


def tiles_of(page: Statistics, *, without_info: bool) -> tuple[Tile, ...]:
    """The tiles that are on screen: alerts with or without the level Info, never both."""
    left_out = (
        Measure.ALERTS_PER_HUNDRED if without_info else Measure.ALERTS_WITHOUT_INFO_PER_HUNDRED
    )
    return tuple(tile for tile in page.tiles if tile.measure is not left_out)


def tile_look(w: Wording, page: Statistics, tile: Tile) -> KpiLook:
    """A tile with all that is said of it."""
    name = _tile_name(w, page, tile)
    figure = told(w, tile.figure, tile.unit)
    sign, change = told_change(w, tile.change, tile.unit)
    target = ""
    if tile.target is not None:
        aim = Figure(state=FigureState.KNOWN, value=tile.target)
        target = w.text("statistics-target", target=told(w, aim, tile.unit).shown)
    after = target or (w.text("statistics-before") if sign in ("▲", "▼") else "")
    spoken = change.spoken
    if change.is_masked:
        spoken = w.text("statistics-spoken-change", change=change.spoken)
    parts = [w.text("statistics-choice", name=name, value=figure.spoken), spoken]
    if target:
        parts.append(target.lstrip("· "))
    parts.append(_spoken_trend(w, tile))
    return KpiLook(
        name=name,
        figure=figure,
        sign=sign,
        change=change,
        after=after,
        trend=tuple(point.figure.value for point in tile.trend),
        sentence=". ".join(part for part in parts if part),
    )


def tiles_table(w: Wording, tiles: Sequence[Tile]) -> FigureTableLook:
    """The trends of the tiles in numbers."""
    months = [point.month for point in tiles[0].trend] if tiles else []
    rows = tuple(
        FigureRow(name, tuple(told(w, tile.trend[place].figure, tile.unit) for tile in tiles))
        for place, name in enumerate(month_texts(w, months))
    )
    names = tuple(w.text(f"measures-{tile.measure.value}-name") for tile in tiles)
    return FigureTableLook(w.text("statistics-tiles"), (w.text("statistics-month"), *names), rows)


def breakdown_look(w: Wording, page: Statistics) -> FigureTableLook:
    """The table by unit, site or class, with the row of all at its end."""
    if page.choices is None:
        return FigureTableLook()
    by = page.choices.by
    rows = [FigureRow(row_name(w, by, row), _cells(w, row)) for row in page.rows]
    if page.total is not None:
        rows.append(FigureRow(row_name(w, by, page.total), _cells(w, page.total), is_strong=True))
    headers = [w.text(f"statistics-column-{by.value}")]
    headers += [w.text(f"statistics-column-{name}") for name, _unit in _COLUMNS]
    title = w.text(f"statistics-table-{by.value}")
    return FigureTableLook(title, tuple(headers), tuple(rows), bar=_RATE_COLUMN)


def counted(w: Wording, page: Statistics) -> str:
    """Of how many questionnaires and patients the page is."""
    return w.text(
        "statistics-table-counts",
        questionnaires=told(w, page.questionnaires, FigureUnit.EVENTS).spoken,
        patients=told(w, page.followed, FigureUnit.PATIENTS).spoken,
    )


def _cells(w: Wording, row: BreakdownRow) -> tuple[FigureText, ...]:
    figures = (
        row.patients, row.answer_rate, row.alerts_per_hundred, row.critical, row.median_minutes,
        row.within_target, row.escalations,
    )  # fmt: skip
    return tuple(
        told(w, figure, unit) for figure, (_name, unit) in zip(figures, _COLUMNS, strict=True)
    )


def _tile_name(w: Wording, page: Statistics, tile: Tile) -> str:
    key = f"statistics-tile-{tile.measure.value}"
    if tile.measure is Measure.MONITORED and page.choices is not None:
        return w.text(key, month=w.month_name(day_of(page.choices.period.last)))
    return w.text(key)


def _spoken_trend(w: Wording, tile: Tile) -> str:
    if not tile.trend:
        return ""
    first, last = month_texts(w, (tile.trend[0].month, tile.trend[-1].month))
    values = ", ".join(told(w, point.figure, tile.unit).spoken for point in tile.trend)
    return w.text("statistics-spoken-trend", first=first, last=last, values=values)
