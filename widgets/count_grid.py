"""Counts of a few rows over some columns, of which one cell is chosen: walked through with the
arrow keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_HEADER_PX, _ROW_PX, _PADDING_PX, _LEAST_COLUMN_PX = 28, 30, 12, 52
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_YEARS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


@dataclass(frozen=True, slots=True)
class CountGridLook:
    """Texts by row and column, what a screen reader says of each, and whether it counts nobody."""

    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    spoken: tuple[tuple[str, ...], ...] = ()
    empty: frozenset[tuple[int, int]] = frozenset()


class _Counts(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.look = CountGridLook()

    def set_look(self, look: CountGridLook) -> None:
        """Other counts; a grid of the same shape stays where it is."""
        shape = (len(look.rows), len(look.columns))
        if shape != (len(self.look.rows), len(self.look.columns)):
            self.beginResetModel()
            self.look = look
            self.endResetModel()
            return
        self.look = look
        if shape[0] and shape[1]:
            last = self.index(shape[0] - 1, shape[1] - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, shape[1] - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, shape[0] - 1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.look.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.look.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look.cells[index.row()][index.column()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.look.spoken[index.row()][index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = self.look.columns if orientation is Qt.Orientation.Horizontal else self.look.rows
        return names[section]


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, grid: CountGrid) -> None:
        super().__init__(grid)
        self._theme = theme
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, grid, rect = self._theme, self._grid, QRectF(option.rect)
        chosen = grid.currentIndex()
        is_chosen = (index.row(), index.column()) == (chosen.row(), chosen.column())
        is_beside = index.column() == chosen.column()
        painter.save()
        ground = "bg.selected" if is_chosen else "bg.hover" if is_beside else "bg.surface"
        painter.fillRect(rect, theme.colour(ground))
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, theme.colour("border.row"))
        if is_chosen:
            painter.fillRect(
                QRectF(rect.left(), rect.bottom() - 3, rect.width(), 3), theme.colour("accent")
            )
        if is_chosen and grid.shows_focus:
            painter.setPen(QPen(theme.colour("focus.ring"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        is_empty = (index.row(), index.column()) in grid.look.empty
        painter.setFont(theme.font("body" if is_empty else "body_strong"))
        painter.setPen(theme.colour("text.muted" if is_empty else "text.primary"))
        text = grid.look.cells[index.row()][index.column()]
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


class CountGrid(QTableView):
    """Signals: `chosen(row, column)` when the person stands on another cell; `passed(by)` when they
    go on over an end of the columns; `year_wanted(by)` on page up and down; `first_wanted()` on
    Home; `entered()` on Enter.
    """

    chosen = Signal(int, int)
    passed = Signal(int)
    year_wanted = Signal(int)
    first_wanted = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts = _Counts(self)
        self._is_putting = False
        self.setModel(self._counts)
        self.setItemDelegate(_CellDelegate(theme, self))
        self._build()
        theme.theme_changed.connect(self._fit)
        self._fit()

    @property
    def look(self) -> CountGridLook:
        """What it shows."""
        return self._counts.look

    @property
    def shows_focus(self) -> bool:
        """Whether the keyboard is here, and leads."""
        leads = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        return self.hasFocus() and leads

    def set_words(self, name: str, described: str) -> None:
        """Name it; its empty corner is a button to Qt, which a screen reader comes across."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(described)
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.setAccessibleName(name)

    def show_counts(self, look: CountGridLook, row: int, column: int) -> None:
        """Show counts, with the chosen cell; no signal comes of it."""
        self._is_putting = True
        self._counts.set_look(look)
        index = self._counts.index(row, column)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
        self._is_putting = False
        self._fit()
        self.viewport().update()

    def _build(self) -> None:
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setProperty("people", True)
        self._theme.dress(self.horizontalHeader(), "axis")
        self._theme.dress(self.verticalHeader(), "supporting_strong")

    def _fit(self) -> None:
        theme, look = self._theme, self.look
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        row_px, header_px = theme.scaled(_ROW_PX), theme.scaled(_HEADER_PX)
        rows.setMinimumSectionSize(row_px)
        rows.setDefaultSectionSize(row_px)
        columns.setFixedHeight(header_px)
        names = [theme.text_px("supporting_strong", name) for name in look.rows]
        rows.setFixedWidth(round(max(names, default=0)) + 2 * _PADDING_PX)
        wanted = [theme.text_px("axis", name) + _PADDING_PX for name in look.columns]
        least = max(round(max(wanted, default=0)), theme.scaled(_LEAST_COLUMN_PX))
        count = max(1, len(look.columns))
        room = self.width() - rows.width()
        for column in range(len(look.columns)):
            share = room * (column + 1) // count - room * column // count
            columns.resizeSection(column, max(least, share))
        bar = self.horizontalScrollBar()
        bar_px = bar.sizeHint().height() if least * count > room else 0
        self.setFixedHeight(header_px + row_px * len(look.rows) + bar_px)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and not self._is_putting:
            self.chosen.emit(current.row(), current.column())

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, never a search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, column = Qt.Key(event.key()), self.currentIndex().column()
        is_over = not 0 <= column + _STEPS.get(key, 0) < len(self.look.columns)
        if key in _STEPS and is_over:
            self.passed.emit(_STEPS[key])
        elif key in _YEARS:
            self.year_wanted.emit(_YEARS[key])
        elif key is Qt.Key.Key_Home:
            self.first_wanted.emit()
        elif key in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
