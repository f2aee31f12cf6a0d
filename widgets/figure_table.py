"""A table of figures: numbers to the right, masked ones as the one mark, read cell by cell."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from widgets.figure_text import FigureText, mark_size, paint_figure
from widgets.fitted import elided
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_ROW_PX, _HEADER_PX, _PADDING_PX, _BAR_PX = 26, 28, 8, 44
_FULL: Final = 100


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The name of a row and its figures; a strong one sums up the others."""

    name: str
    cells: tuple[FigureText, ...]
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class FigureTableLook:
    """A table; `headers` begin with that of the names, `bar` is the place of the cell, among the
    cells, that has a bar of percent beside it. `beside` are rows of tables over and under it, whose
    columns are to be as wide as its own.
    """

    title: str = ""
    headers: tuple[str, ...] = ()
    rows: tuple[FigureRow, ...] = ()
    bar: int | None = None
    beside: tuple[FigureRow, ...] = ()


class _Figures(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.look = FigureTableLook()

    def set_look(self, look: FigureTableLook) -> None:
        self.beginResetModel()
        self.look = look
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.look.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.look.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        row = self.look.rows[index.row()]
        if index.column() == 0:
            is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return row.name if is_text else None
        cell = row.cells[index.column() - 1]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.shown
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}, {self.look.headers[index.column()]}, {cell.spoken}"
            case Qt.ItemDataRole.ToolTipRole if cell.shown != cell.spoken:
                return plain_tooltip(cell.spoken)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look.headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, table: "FigureTable") -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, look = self._theme, self._table.look
        rect, row = QRectF(option.rect), look.rows[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.colour("bg.surface"))
        line = QRectF(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour("border.row"))
        inside = rect.adjusted(_PADDING_PX, 0, -_PADDING_PX, -1)
        if index.column() == 0:
            painter.setFont(theme.font("body_strong"))
            painter.setPen(theme.colour("text.primary"))
            text = elided(theme, "body_strong", row.name, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, text)
        else:
            cell = row.cells[index.column() - 1]
            paint_figure(painter, theme, inside, cell, "body_strong" if row.is_strong else "body")
            if look.bar == index.column() - 1 and not row.is_strong:
                self._paint_bar(painter, inside, cell)
        if self._table.hasFocus() and index == self._table.currentIndex():
            painter.setPen(QPen(theme.colour("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), 3, 3)
        painter.restore()

    def _paint_bar(self, painter: QPainter, rect: QRectF, cell: FigureText) -> None:
        theme = self._theme
        if cell.value is None:
            return
        whole = theme.scaled(_BAR_PX)
        right = rect.right() - theme.text_px("body_strong", cell.shown) - 8
        width = whole * min(cell.value, _FULL) / _FULL
        if right - whole < rect.left():
            return
        height = theme.scaled(9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("chart.bar"))
        top = rect.center().y() - height / 2
        painter.drawRoundedRect(QRectF(right - width, top, width, height), 2, 2)


class FigureTable(QTableView):
    """The table; it is as high as its rows, or scrolls, and is walked through with the arrows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._figures = _Figures(self)
        self.setModel(self._figures)
        self.setItemDelegate(_Painter(theme, self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.dress(self.horizontalHeader(), "axis")
        theme.theme_changed.connect(self._fit)
        self._fit()

    @property
    def look(self) -> FigureTableLook:
        """What it shows."""
        return self._figures.look

    def set_look(self, look: FigureTableLook) -> None:
        """Show another table; the same one stays where it is."""
        if look == self.look:
            return
        self._figures.set_look(look)
        self.setAccessibleName(look.title)
        if look.rows:
            self.setCurrentIndex(self._figures.index(0, 0))
        self._fit()

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands."""

    def _fit(self) -> None:
        theme, look = self._theme, self.look
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.scaled(_ROW_PX))
        rows.setDefaultSectionSize(theme.scaled(_ROW_PX))
        columns.setFixedHeight(theme.scaled(_HEADER_PX))
        if look.headers:
            self._share(self._wanted())
        self.updateGeometry()
        self.viewport().update()

    def _wanted(self) -> list[float]:
        """The least width of each column."""
        theme, look = self._theme, self.look
        rows = (*look.rows, *look.beside)
        found = []
        for column, header in enumerate(look.headers):
            texts = (
                [row.name for row in rows]
                if column == 0
                else [row.cells[column - 1].shown for row in rows]
            )
            widest = max((theme.text_px("body_strong", text) for text in texts), default=0.0)
            px = max(widest, theme.text_px("axis", header), mark_size(theme)[0])
            bar = theme.scaled(_BAR_PX) + 8 if look.bar == column - 1 and column else 0
            found.append(max(widest + bar, px) + 2 * _PADDING_PX + 2)
        return found

    def _share(self, wanted: list[float]) -> None:
        """What is left over goes to all columns alike."""
        over = max(0.0, self.viewport().width() - sum(wanted)) / len(wanted)
        for column, px in enumerate(wanted):
            self.horizontalHeader().resizeSection(column, int(px + over))

    def sizeHint(self) -> QSize:
        theme = self._theme
        height = theme.scaled(_HEADER_PX) + theme.scaled(_ROW_PX) * len(self.look.rows) + 2
        wanted = sum(self._wanted()) if self.look.headers else 0
        bar = self.horizontalScrollBar().sizeHint().height() if wanted > self.width() else 0
        return QSize(320, height + bar)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._theme.scaled(_HEADER_PX) + 2 * self._theme.scaled(_ROW_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
