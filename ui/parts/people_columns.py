"""The columns of a table of people on screen: as wide as their words, in the order that somebody
gave them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QObject, Qt, Slot

from console.settings import Settings
from ui.parts.table_widths import Measured, TableWidths
from widgets.people_table import PeopleTable
from widgets.table_cell import CellLook
from widgets.theme import Theme

_MEASURED_ROWS = 150


class PeopleColumns(QObject):
    """Belongs to a table that has its model; `name` is the table's among the settings, and
    `looks_of` says what the cells of a row look like.
    """

    def __init__(
        self,
        name: str,
        table: PeopleTable,
        widths: TableWidths,
        looks_of: Callable[[int], Sequence[CellLook]],
        settings: Settings,
        theme: Theme,
    ) -> None:
        super().__init__(table)
        self._name = name
        self._table = table
        self._widths = widths
        self._looks_of = looks_of
        self._settings = settings
        self._theme = theme
        self.measured = Measured()
        table.put_in_order(settings.column_order(name))
        table.resized.connect(self._fit)
        table.reordered.connect(self._remember_order)
        theme.theme_changed.connect(self.measure)

    @Slot()
    def measure(self) -> None:
        """Widths follow the words that are shown, the size of text and the room."""
        model: QAbstractItemModel = self._table.model()
        headers = [
            str(model.headerData(column, Qt.Orientation.Horizontal))
            for column in range(model.columnCount())
        ]
        rows = map(self._looks_of, range(min(model.rowCount(), _MEASURED_ROWS)))
        self.measured = self._widths.measure(self._theme, headers, rows)
        self._fit()

    def _fit(self) -> None:
        header = self._table.horizontalHeader()
        room_px = self._table.viewport().width()
        for column, width in enumerate(self._widths.spread(self.measured, room_px)):
            header.resizeSection(column, width)

    def _remember_order(self, columns: list[int]) -> None:
        self._settings.remember_column_order(self._name, columns)
