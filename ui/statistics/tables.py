"""The page in numbers, as the tables of the screen take it."""

from __future__ import annotations

from resources.figures import name_text
from resources.wording import Wording
from services.contract.statistics_tables import Cell, Table
from ui.statistics.words import told
from widgets.figure_table import FigureRow, FigureTableLook
from widgets.figure_text import NOTHING, FigureText


def table_look(w: Wording, table: Table, bar: int | None = None) -> FigureTableLook:
    """A table; `bar` is the place of the cell that has a bar of percent beside it."""
    rows = tuple(
        FigureRow(
            name_text(w, row.name),
            tuple(_told(w, cell) for cell in row.cells),
            is_strong=row.is_total,
        )
        for row in table.rows
    )
    headers = tuple(name_text(w, header) for header in table.headers)
    return FigureTableLook(name_text(w, table.title), headers, rows, bar)


def _told(w: Wording, cell: Cell) -> FigureText:
    return NOTHING if cell.figure is None else told(w, cell.figure, cell.unit)
