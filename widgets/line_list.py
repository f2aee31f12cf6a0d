"""A list of two-line entries: icon or level, title, what follows it, and a grade at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from widgets.fitted import elided
from widgets.grade_chip import HEIGHT_PX as GRADE_PX
from widgets.grade_chip import WIDTH_PX as GRADE_WIDTH_PX
from widgets.grade_chip import paint_grade
from widgets.icons import icon_pixmap
from widgets.level_glyph import level_pixmap
from widgets.plain_text import plain_tooltip
from widgets.table_cell import TAG_PADDING_PX, paint_tag
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW_PX, _ICON_PX, _LEVEL_PX = 46, 18, 18
_LEFT_PX, _TEXT_PX, _INDENT_PX, _RIGHT_PX = 12, 40, 22, 12
_TAG_PX = 16
_MORE_ROWS = 8


@dataclass(frozen=True, slots=True)
class LineLook:
    """One entry. `level` draws an alert's shape in the place of the icon; `grade` a coloured chip;
    `tag` is a quiet label after the title; `indent` puts it under the one before; a struck one was
    undone or is not in force any more.
    """

    key: str
    icon: str
    title: str
    rest: str = ""
    detail: str = ""
    right: str = ""
    token: str = "text.secondary"
    level: str = ""
    grade: int | None = None
    indent: int = 0
    is_struck: bool = False
    tag: str = ""
    sentence: str = ""


class LineModel(QAbstractListModel):
    """Adapts entries; what is only longer than before keeps its place on screen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[LineLook, ...] = ()

    def set_lines(self, lines: Sequence[LineLook]) -> None:
        """Show other entries."""
        new, old = tuple(lines), self.lines
        if new == old:
            return
        if old and new[: len(old)] == old:
            self.beginInsertRows(_ROOT, len(old), len(new) - 1)
            self.lines = new
            self.endInsertRows()
            return
        self.beginResetModel()
        self.lines = new
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.sentence or f"{line.title} {line.rest}. {line.detail}"
        return None


class LineDelegate(QStyledItemDelegate):
    """Paints an entry."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, self._theme.scaled(_ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, LineModel):
            return
        line, rect = model.lines[index.row()], QRectF(option.rect)
        painter.save()
        self._paint_ground(painter, rect, option.state)
        left = rect.left() + self._theme.scaled(_LEFT_PX + line.indent * _INDENT_PX)
        self._paint_mark(painter, line, QPointF(left, rect.center().y()))
        right = self._paint_right(painter, line, rect)
        text_left = left + self._theme.scaled(_TEXT_PX - _LEFT_PX)
        self._paint_texts(painter, line, rect, text_left, right)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("bg.selected"))
            painter.fillRect(
                QRectF(rect.left(), rect.top(), 4, rect.height()), theme.colour("accent")
            )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("bg.hover"))
        painter.setPen(QPen(theme.colour("border.row"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if has_focus and bool(state & QStyle.StateFlag.State_KeyboardFocusChange):
            painter.setPen(QPen(theme.colour("focus.ring"), 2))
            painter.drawRect(rect.adjusted(2, 2, -2, -3))

    def _paint_mark(self, painter: QPainter, line: LineLook, middle: QPointF) -> None:
        theme, ratio = self._theme, painter.device().devicePixelRatioF()
        side = theme.scaled(_LEVEL_PX if line.level else _ICON_PX)
        if line.level:
            pixmap = level_pixmap(theme, line.level, side, ratio)
        else:
            pixmap = icon_pixmap(theme, line.icon, side, line.token, ratio)
        painter.drawPixmap(QPointF(middle.x(), round(middle.y() - side / 2)), pixmap)

    def _paint_right(self, painter: QPainter, line: LineLook, rect: QRectF) -> float:
        """Paint what stands at the right; return where it begins."""
        theme = self._theme
        right = rect.right() - theme.scaled(_RIGHT_PX)
        if line.grade is not None:
            width, height = theme.scaled(GRADE_WIDTH_PX), theme.scaled(GRADE_PX)
            chip = QRectF(right - width, rect.center().y() - height / 2, width, height)
            paint_grade(painter, theme, chip, line.grade)
            right = chip.left() - theme.scaled(8)
        if line.right:
            text_px = theme.text_px("supporting", line.right)
            painter.setFont(theme.font("supporting"))
            painter.setPen(theme.colour("text.secondary"))
            box = QRectF(right - text_px, rect.top(), text_px, rect.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, line.right)
            right = box.left() - theme.scaled(8)
        return right

    def _paint_texts(
        self, painter: QPainter, line: LineLook, rect: QRectF, left: float, right: float
    ) -> None:
        theme = self._theme
        middle = rect.center().y()
        first = QRectF(left, middle - theme.line_px("body"), right - left, theme.line_px("body"))
        if not line.detail:
            first.moveTop(middle - theme.line_px("body") / 2)
        font = theme.font("body_strong")
        font.setStrikeOut(line.is_struck)
        tag_px = theme.text_px("pill", line.tag) + 2 * TAG_PADDING_PX if line.tag else 0.0
        title = elided(theme, "body_strong", line.title, first.width() - tag_px)
        painter.setFont(font)
        painter.setPen(theme.colour("text.muted" if line.is_struck else "text.primary"))
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, title)
        used = theme.text_px("body_strong", f"{title}  ")
        if line.tag:
            height = min(float(theme.scaled(_TAG_PX)), first.height())
            top = first.center().y() - height / 2
            paint_tag(painter, theme, QRectF(left + used, top, tag_px, height), line.tag)
            used += tag_px + theme.scaled(8)
        if line.rest and used < first.width():
            plain = theme.font("body")
            plain.setStrikeOut(line.is_struck)
            painter.setFont(plain)
            rest = elided(theme, "body", line.rest, first.width() - used)
            painter.drawText(first.adjusted(used, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, rest)
        second = QRectF(left, middle, right - left, theme.line_px("supporting"))
        painter.setFont(theme.font("supporting"))
        painter.setPen(theme.colour("text.muted"))
        detail = elided(theme, "supporting", line.detail, second.width())
        painter.drawText(second, Qt.AlignmentFlag.AlignVCenter, detail)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        model = index.model()
        if event.type() is not QEvent.Type.ToolTip or not isinstance(model, LineModel):
            return False
        line = model.lines[index.row()]
        text = "\n".join(
            filter(None, (f"{line.title}  {line.rest}".strip(), line.tag, line.detail))
        )
        QToolTip.showText(event.globalPos(), plain_tooltip(text), view)
        return True


class LineList(QListView):
    """Signals: `chosen(key)` when another entry is stood on; `activated_key(key)` on Enter or a
    double click; `end_neared()` when the last entries come into sight.
    """

    chosen = Signal(str)
    activated_key = Signal(str)
    end_neared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = LineModel(self)
        self._is_filling = False
        self.setModel(self._lines)
        self.setItemDelegate(LineDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.activated.connect(self._activate)
        self.verticalScrollBar().valueChanged.connect(self._look_for_end)
        theme.theme_changed.connect(self._refit)

    @property
    def key(self) -> str:
        """The entry that is stood on, empty for none."""
        chosen = self.selectedIndexes()
        return self._lines.lines[chosen[0].row()].key if chosen else ""

    @property
    def lines(self) -> tuple[LineLook, ...]:
        """What is listed."""
        return self._lines.lines

    def set_lines(self, lines: Sequence[LineLook]) -> None:
        """List other entries; whoever stood on one still does where it is there."""
        kept = self.key
        self._is_filling = True
        self._lines.set_lines(lines)
        if kept and self.key != kept:
            self.stand_on(kept)
        self._is_filling = False
        self._look_for_end()

    def stand_on(self, key: str) -> bool:
        """Stand on an entry; False when it is not here."""
        for place, line in enumerate(self._lines.lines):
            if line.key == key:
                self.setCurrentIndex(self._lines.index(place, 0))
                return True
        return False

    def step(self, by: int) -> None:
        """Go up or down, and stay at the ends."""
        last = len(self._lines.lines) - 1
        if last >= 0:
            chosen = self.selectedIndexes()
            place = chosen[0].row() + by if chosen else 0
            self.setCurrentIndex(self._lines.index(max(0, min(last, place)), 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt stands on the first entry without choosing it; nobody has chosen anything then."""
        super().focusInEvent(event)
        if self._lines.lines and not self.selectedIndexes():
            self.step(0)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._is_filling:
            self.chosen.emit(self._lines.lines[current.row()].key)
            self._look_for_end()

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands."""

    def _activate(self, index: Index) -> None:
        self.activated_key.emit(self._lines.lines[index.row()].key)

    def _look_for_end(self) -> None:
        if not self.isVisible():
            return
        self.executeDelayedItemsLayout()
        bar = self.verticalScrollBar()
        room = self._theme.scaled(_ROW_PX) * _MORE_ROWS
        if self._lines.lines and bar.value() >= bar.maximum() - room:
            self.end_neared.emit()

    def _refit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
