"""The detail chart: title, direction, plot, and with F4 the same numbers as a table."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from widgets.elided_label import ElidedLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme
from widgets.trend_look import TrendLook

if TYPE_CHECKING:
    from widgets.trend_plot import TrendPlot

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def load_plotting() -> ModuleType:
    """Load pyqtgraph and the plot: at the first series, or earlier, once a window is on screen.

    Not an import at the top, because it takes most of a second and the sign-in must not wait.
    """
    return import_module("widgets.trend_plot")


class TrendTable(QAbstractTableModel):
    """The numbers of a trend, newest last: date and value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look: TrendLook | None = None

    def set_look(self, look: TrendLook | None) -> None:
        """Show another series."""
        self.beginResetModel()
        self._look = look
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self._look is None else len(self._look.points)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if self._look is None or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        point = self._look.points[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return f"{point.date} : {point.value}"
        return point.date if index.column() == 0 else point.value

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if (
            self._look is None
            or orientation is Qt.Orientation.Vertical
            or role != Qt.ItemDataRole.DisplayRole
        ):
            return None
        return self._look.table_headers[section]


class TrendChart(QWidget):
    """A trend with its words. Signals: `cursor_moved(index)`; `table_shown(bool)` after F4."""

    cursor_moved = Signal(int)
    table_shown = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plot: TrendPlot | None = None
        self._look: TrendLook | None = None
        self._build()

    def set_look(self, look: TrendLook, empty_text: str = "") -> None:
        """Show a series; without any answered week the chart shows `empty_text` instead."""
        self._look = look
        self._title.set_full_text(look.title)
        self._direction.setText(look.direction)
        self._table_model.set_look(look)
        self._empty.setText(empty_text)
        self._table.setAccessibleName(look.description or look.title)
        self.setAccessibleName(look.description or look.title)
        if look.answered:
            self._show_plot(look)
        self._choose_page()

    def set_cursor(self, index: int) -> None:
        """Put the time cursor on a week without a signal; -1 hides it."""
        if self._plot is not None:
            self._plot.set_cursor(index)

    def show_table(self, shown: bool) -> None:
        """Show the table of the same numbers, or the plot."""
        self._wants_table = shown
        self._choose_page()

    @property
    def is_table_shown(self) -> bool:
        """Whether the table is on screen."""
        return self._pages.currentWidget() is self._table

    def _build(self) -> None:
        self._wants_table = False
        self._title = ElidedLabel(self._theme, role="panel", tone="secondary")
        self._direction = PlainLabel(self._theme, role="meta", tone="secondary")
        self._empty = PlainLabel(self._theme, role="body", tone="muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.set_wrapping()
        self._table_model = TrendTable(self)
        self._table = QTableView()
        self._table.setModel(self._table_model)
        self._table.verticalHeader().hide()
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().setDefaultSectionSize(self._theme.scaled(24))
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._theme.dress(self._table, "meta")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._table)
        header = QHBoxLayout()
        header.setContentsMargins(0, 0, 0, 0)
        header.addWidget(self._title, 1)
        header.addWidget(self._direction)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(header)
        column.addWidget(self._pages, 1)

    def _show_plot(self, look: TrendLook) -> None:
        if self._plot is None:
            plot: TrendPlot = load_plotting().TrendPlot(self._theme)
            plot.cursor_moved.connect(self.cursor_moved)
            self._pages.addWidget(plot)
            self._plot = plot
        self._plot.set_look(look)

    def _choose_page(self) -> None:
        has_points = self._look is not None and bool(self._look.answered)
        if self._wants_table and self._look is not None and self._look.points:
            self._pages.setCurrentWidget(self._table)
        elif has_points and self._plot is not None:
            self._pages.setCurrentWidget(self._plot)
        else:
            self._pages.setCurrentWidget(self._empty)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(344), self._theme.scaled(256))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.scaled(240), self._theme.scaled(160))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4:
            self.show_table(not self._wants_table)
            self.table_shown.emit(self._wants_table)
            page = self._table if self.is_table_shown else self._plot or self._empty
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
