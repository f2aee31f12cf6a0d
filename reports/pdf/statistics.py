"""The pages of the statistics of a centre, from one object: the figures of the screen, masked as
they are there.
"""

from dataclasses import asdict
from typing import Any, Final

from reports.colours import colour
from reports.pdf.setting import files_of, pdf
from reports.pdf.statistics_charts import alerts_chart, rate_chart
from reports.said.statistics import cell_text, defined, is_masked, origin_of, wording_of
from resources.figures import change_text, day_of, figure_text, name_text
from resources.wording import Wording
from services.contract.statistics import Statistics, Tile
from services.contract.statistics_enums import FigureState, Measure
from services.contract.statistics_exports import StatisticsReport
from services.contract.statistics_tables import Cell, Table, tables_of

_TILES: Final = "indicators"
_LABELS: Final = ("screen", "about", "definitions", "alerts", "rate", "tiles")
_COLOURS: Final = (
    "text.primary", "text.secondary", "text.muted", "border.subtle", "bg.app", "accent", "danger",
    "hatch", "bg.surface",
)  # fmt: skip


def statistics_pdf(report: StatisticsReport) -> bytes:
    """The file; raises `RuntimeError` where it cannot be set, with no name."""
    w, page = wording_of(report), report.page
    pictures = {"alerts.svg": alerts_chart(w, page), "rate.svg": rate_chart(w, page)}
    return pdf(files_of("statistics.typ", content(w, report), pictures), report.made_at)


def content(w: Wording, report: StatisticsReport) -> dict[str, Any]:
    """What the pages show, in words."""
    page = report.page
    tables = {each.name: each for each in tables_of(page)}
    return {
        "language": report.language,
        "words": {name: w.text(f"statistics-{name}") for name in _LABELS}
        | {
            "page": w.text("report-page"),
            "letters": w.text("report-letters"),
        },
        "colours": {name: colour(name) for name in _COLOURS},
        "origin": asdict(origin_of(w, report)),
        "sample": w.text("report-demonstration") if report.is_demonstration else None,
        "tiles": [_tile(w, page, each) for each in page.tiles],
        "charts": {
            "alerts": _spoken(w, tables["alerts"]),
            "rate": _spoken(w, tables["answer_rate"]),
        },
        "tables": [_table(w, each) for name, each in tables.items() if name != _TILES],
        "definitions": [
            {
                "name": w.text(f"measures-{each.measure.value}-name"),
                "lines": defined(w, each),
                "version": w.text(
                    "statistics-definition-version",
                    version=each.version,
                    on=w.date(each.changed_on),
                ),
            }
            for each in page.definitions
        ],
    }


def _tile(w: Wording, page: Statistics, tile: Tile) -> dict[str, Any]:
    """A tile as the screen has it: name, figure, change, aim."""
    key = f"statistics-tile-{tile.measure.value}"
    name = w.text(key) if tile.measure is not Measure.MONITORED else _monitored(w, page, key)
    change, value = tile.change, tile.change.value
    sign, told = "", figure_text(w, change, tile.unit)[0]
    if value is not None:
        sign, told, _ = change_text(w, value, tile.unit)
    aim = ""
    if tile.target is not None:
        percent = f"{w.integer(tile.target)}\u00a0%"
        aim = w.text("statistics-target", target=percent)
    return {
        "name": name,
        "figure": figure_text(w, tile.figure, tile.unit)[0],
        "is-masked": tile.figure.state is FigureState.MASKED,
        "sign": sign,
        "change": told,
        "is-change-masked": change.state is FigureState.MASKED,
        "after": aim or (w.text("statistics-before") if value else ""),
    }


def _monitored(w: Wording, page: Statistics, key: str) -> str:
    assert page.choices is not None
    return w.text(key, month=w.month_name(day_of(page.choices.period.last)))


def _table(w: Wording, table: Table) -> dict[str, Any]:
    unit = _UNITS.get(table.name, "")
    return {
        "title": name_text(w, table.title),
        "about": w.text(unit) if unit else "",
        "headers": [name_text(w, each) for each in table.headers],
        "rows": [
            {
                "name": name_text(w, row.name),
                "cells": [
                    {"text": cell_text(w, cell), "is-masked": is_masked(cell)} for cell in row.cells
                ],
                "is-total": row.is_total,
            }
            for row in table.rows
        ],
    }


_UNITS: Final = {
    "response": "statistics-file-response-about",
    "symptoms": "statistics-symptoms-about",
    "outcomes": "statistics-outcomes-about",
    "flow": "statistics-flow-about",
    "work": "statistics-work-about",
}
"""What is said beside a title."""


def _spoken(w: Wording, table: Table) -> str:
    """A chart in words, for who hears it."""
    parts = []
    for row in table.rows:
        told = ", ".join(
            w.text("statistics-pair", name=name_text(w, header), value=_said(w, cell))
            for header, cell in zip(table.headers[1:], row.cells, strict=True)
        )
        parts.append(w.text("statistics-choice", name=name_text(w, row.name), value=told))
    return ". ".join(parts)


def _said(w: Wording, cell: Cell) -> str:
    return "" if cell.figure is None else figure_text(w, cell.figure, cell.unit)[1]
