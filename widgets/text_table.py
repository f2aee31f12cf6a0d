"""A table of texts that wrap: rows, rows that head others, and rows that are struck through."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MORE_PX = 320
_PADDING_PX, _LEAST_ROW_PX = 8, 28
_WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row. A `is_head` row is strong and heads those after it; in a `is_wide` one the first
    text has the whole width; `quiet` columns are muted; `strong` columns stand out; `danger` ones
    too, in red.
    """

    texts: tuple[str, ...]
    sentence: str = ""
    is_head: bool = False
    is_struck: bool = False
    is_wide: bool = False
    quiet: tuple[int, ...] = ()
    strong: tuple[int, ...] = ()
    danger: tuple[int, ...] = ()


class TextModel(QAbstractTableModel):
    """Adapts the rows; what is only longer than before keeps its place on screen."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._headers: tuple[str, ...] = ()
        self.rows: tuple[TextRow, ...] = ()

    def set_rows(self, headers: Sequence[str], rows: Sequence[TextRow]) -> None:
        """Show other rows."""
        new, names, old = tuple(rows), tuple(headers), self.rows
        if names == self._headers and old and len(new) > len(old) and new[: len(old)] == old:
            self.beginInsertRows(_ROOT, len(old), len(new) - 1)
            self.rows = new
            self.endInsertRows()
        elif (names, new) != (self._headers, old):
            self.beginResetModel()
            self._headers, self.rows = names, new
            self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | QFont | QColor | None:
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.texts[column]
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.sentence if column == 0 and row.sentence else row.texts[column]
            case Qt.ItemDataRole.FontRole:
                is_strong = row.is_head or column in row.strong
                font = self._theme.font("body_strong" if is_strong else "body")
                font.setStrikeOut(row.is_struck)
                return font
            case Qt.ItemDataRole.ForegroundRole:
                if column in row.danger:
                    return self._theme.colour("danger")
                is_quiet = row.is_struck or column in row.quiet
                return self._theme.colour("text.muted" if is_quiet else "text.primary")
            case Qt.ItemDataRole.BackgroundRole:
                return self._theme.colour("bg.sunken") if row.is_head else None
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None


class TextDelegate(QStyledItemDelegate):
    """Paints texts that wrap, away from the edges of their cells."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, option.rect
        painter.save()
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if option.state & QStyle.StateFlag.State_Selected:
            ground = theme.colour("bg.selected")
        if isinstance(ground, QColor):
            painter.fillRect(rect, ground)
        painter.setPen(QPen(theme.colour("border.row"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        painter.drawText(_inside(rect), _WRAPPED, index.data())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = _width(view, index) if isinstance(view, QTableView) else 100
        font = index.data(Qt.ItemDataRole.FontRole)
        room = QRect(0, 0, max(1, width - 2 * _PADDING_PX), 10_000)
        text = QFontMetrics(font).boundingRect(room, _WRAPPED, index.data())
        return QSize(width, max(text.height() + 8, self._theme.scaled(_LEAST_ROW_PX)))


def _width(view: QTableView, index: Index) -> int:
    first = index.column()
    span = view.columnSpan(index.row(), first)
    return sum(view.columnWidth(first + each) for each in range(span))


def _inside(rect: QRect) -> QRect:
    return rect.adjusted(_PADDING_PX, 0, -_PADDING_PX, 0)


class TextTable(QTableView):
    """The table. Signals: `end_neared()` when the last rows come into sight; `row_activated(row)`
    on Enter or a double click.
    """

    end_neared = Signal()
    row_activated = Signal(int)

    def __init__(self, theme: Theme, shares: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shares = tuple(shares)
        self._texts = TextModel(theme, self)
        self.setModel(self._texts)
        self.setItemDelegate(TextDelegate(theme, self))
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.dress(header, "axis")
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._most_rows = 0
        self._late.timeout.connect(self._fit_rows)
        self.activated.connect(self._activate)
        self.verticalScrollBar().valueChanged.connect(self._look_for_end)
        theme.theme_changed.connect(self._fit)

    def set_rows(self, title: str, headers: Sequence[str], rows: Sequence[TextRow]) -> None:
        """Show other rows."""
        self.setAccessibleName(title)
        self._texts.set_rows(headers, rows)
        self.clearSpans()
        for place, row in enumerate(rows):
            if row.is_wide:
                self.setSpan(place, 0, 1, len(row.texts))
        self._fit()

    def set_shares(self, shares: Sequence[int]) -> None:
        """Share the width otherwise among the columns."""
        self._shares = tuple(shares)

    def set_whole(self, most_rows: int) -> None:
        """Be as high as the rows, up to so many of them: what is around it is scrolled."""
        self._most_rows = most_rows
        self._late.start()

    @property
    def rows(self) -> tuple[TextRow, ...]:
        """What is shown."""
        return self._texts.rows

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands."""

    def _activate(self, index: QModelIndex) -> None:
        self.row_activated.emit(index.row())

    def _fit(self) -> None:
        """Columns share the width; rows are as high as their texts."""
        room, whole = self.viewport().width(), sum(self._shares)
        for column, share in enumerate(self._shares):
            self.setColumnWidth(column, room * share // whole)
        self._late.start()

    def _fit_rows(self) -> None:
        self.resizeRowsToContents()
        if self._most_rows:
            shown = range(min(self._most_rows, len(self._texts.rows)))
            head = self.horizontalHeader().sizeHint().height()
            self.setFixedHeight(head + sum(self.rowHeight(each) for each in shown) + 2)

    def _look_for_end(self) -> None:
        bar = self.verticalScrollBar()
        if self._texts.rows and bar.value() >= bar.maximum() - _MORE_PX:
            self.end_neared.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
