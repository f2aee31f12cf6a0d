"""The tiles of the page, in as many columns as fit, or their trends in a table (F4)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.statistics import Statistics
from services.contract.statistics_tables import trends
from ui.parts.keys import bind
from ui.statistics.looks import tile_look, tiles_of
from ui.statistics.tables import table_look
from widgets.figure_table import FigureTable
from widgets.kpi_tile import KpiTile
from widgets.theme import Theme

_TILES = 6
_LEAST_PX = 168


class TileRow(QWidget):
    """The tiles."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statistics_tiles")
        self._theme = theme
        self._grid_part = QWidget(self)
        self.tiles = [KpiTile(theme, self._grid_part) for _ in range(_TILES)]
        self.table = FigureTable(theme, self)
        self.table.setObjectName("statistics_tiles_table")
        self._columns = 0
        self._grid = QGridLayout(self._grid_part)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.layout_px("card_gap"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._grid_part)
        column.addWidget(self.table)
        self.table.hide()
        bind("F4", self.turn, (self,), self)
        theme.theme_changed.connect(self._fit)
        self._lay_out(_TILES)

    def show_page(self, w: Wording, page: Statistics, *, without_info: bool) -> None:
        """Show the figures of a page."""
        found = tiles_of(page, without_info=without_info)
        for tile, each in zip(self.tiles, found, strict=False):
            tile.set_look(tile_look(w, page, each))
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < len(found))
        self.table.set_look(table_look(w, trends(found)))
        self.setAccessibleName(w.text("statistics-tiles"))

    def point_back(self, months: int) -> None:
        """Show the month so many before the last one; below zero none."""
        for tile in self.tiles:
            tile.set_cursor(len(tile.look.trend) - 1 - months if months >= 0 else -1)

    def turn(self) -> None:
        """From the tiles to their table, or back; the keyboard goes along."""
        is_tabled = self.table.isHidden()
        self.table.setVisible(is_tabled)
        self._grid_part.setVisible(not is_tabled)
        target: QWidget = self.table if is_tabled else self.tiles[0]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Put the keyboard on the first tile, or on the table."""
        target = self.tiles[0] if self.table.isHidden() else self.table
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        gap = self._grid.spacing()
        room = (self.width() + gap) // (self._theme.scaled(_LEAST_PX) + gap)
        self._lay_out(next((each for each in (6, 3, 2) if each <= room), 1))

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
        for column in range(_TILES):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
