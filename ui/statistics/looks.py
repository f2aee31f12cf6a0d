"""The page of statistics as the tiles of the screen show it."""

from __future__ import annotations

from resources.figures import day_of, month_texts
from resources.wording import Wording
from services.contract.statistics import Figure, Statistics, Tile
from services.contract.statistics_enums import FigureState, FigureUnit, Measure
from ui.statistics.words import told, told_change
from widgets.kpi_tile import KpiLook


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
        points=_points(w, tile),
        sentence=". ".join(part for part in parts if part),
    )


def counted(w: Wording, page: Statistics) -> str:
    """Of how many questionnaires and patients the page is."""
    return w.text(
        "statistics-table-counts",
        questionnaires=told(w, page.questionnaires, FigureUnit.EVENTS).spoken,
        patients=told(w, page.followed, FigureUnit.PATIENTS).spoken,
    )


def _tile_name(w: Wording, page: Statistics, tile: Tile) -> str:
    key = f"statistics-tile-{tile.measure.value}"
    if tile.measure is Measure.MONITORED and page.choices is not None:
        return w.text(key, month=w.month_name(day_of(page.choices.period.last)))
    return w.text(key)


def _points(w: Wording, tile: Tile) -> tuple[str, ...]:
    months = month_texts(w, [point.month for point in tile.trend])
    return tuple(
        w.text("statistics-choice", name=month, value=told(w, point.figure, tile.unit).spoken)
        for month, point in zip(months, tile.trend, strict=True)
    )


def _spoken_trend(w: Wording, tile: Tile) -> str:
    if not tile.trend:
        return ""
    first, last = month_texts(w, (tile.trend[0].month, tile.trend[-1].month))
    values = ", ".join(told(w, point.figure, tile.unit).spoken for point in tile.trend)
    return w.text("statistics-spoken-trend", first=first, last=last, values=values)
