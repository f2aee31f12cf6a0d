"""The results of the palette: lines in groups, each with its key; a title is no line to choose, and
some lines are only chosen on purpose.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from widgets.fitted import elided
from widgets.keycap import HEIGHT_PX as KEY_HEIGHT_PX
from widgets.keycap import keycap_width_px, paint_keycap
from widgets.table_cell import TAG_PADDING_PX, paint_tag
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_LINE_ROLE = Qt.ItemDataRole.UserRole
_IS_TITLE_ROLE = Qt.ItemDataRole.UserRole + 1
_ROW_PX, _TWO_LINES_PX, _TITLE_PX, _PADDING_PX = 32, 46, 26, 12


@dataclass(frozen=True, slots=True)
class PaletteLine:
    """A result: what is emitted when it is chosen, what it says, its key, and both as they are
    read out.

    With `below` it has two lines, the first of them heavy, then `beside` it, and a `tag` at the
    right. `caution` says why nobody may choose it without going to it; one that `is_near` to what
    was typed, and is not it, is run by nobody who has not seen it.
    """

    name: str
    text: str
    key: str
    sentence: str
    beside: str = ""
    below: str = ""
    tag: str = ""
    caution: str = ""
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class PaletteGroup:
    """Lines under a title, and a `note` after them."""

    title: str
    lines: tuple[PaletteLine, ...]
    note: str = ""


class PaletteList(QListWidget):
    """Shows groups; the field above keeps the keyboard. Signals: `picked(name)` on a click."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_LineDelegate(theme, self))
        self.setMouseTracking(True)
        self.itemClicked.connect(self._pick)

    def show_groups(
        self, groups: Sequence[PaletteGroup], *, chooses: bool = True, keeps: str = ""
    ) -> None:
        """Show results, the first one chosen unless nobody has asked for anything yet, or the first
        calls for caution. `keeps` stays chosen while it is among them.
        """
        self.clear()
        for group in groups:
            self._add_words(group.title, is_title=True)
            for line in group.lines:
                item = QListWidgetItem(line.text, self)
                item.setData(_LINE_ROLE, line)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, line.sentence)
            if group.note:
                self._add_words(group.note, is_title=False)
        kept = self._row_of(keeps)
        if kept >= 0:
            self.setCurrentRow(kept)
        elif chooses and not self.caution:
            self._choose_from(0, 1)

    @property
    def caution(self) -> str:
        """Why the first line is not chosen by itself; empty when it may be."""
        lines = (self.item(row).data(_LINE_ROLE) for row in range(self.count()))
        first = next((line for line in lines if line is not None), None)
        return first.caution if isinstance(first, PaletteLine) else ""

    @property
    def chosen(self) -> str:
        """The name of the chosen line; empty when there is none."""
        line = self.currentIndex().data(_LINE_ROLE)
        return line.name if isinstance(line, PaletteLine) else ""

    @property
    def may_be_run_unseen(self) -> bool:
        """Whether an Enter that came before the lines did may be meant for the chosen one."""
        line = self.currentIndex().data(_LINE_ROLE)
        return not (isinstance(line, PaletteLine) and line.is_near)

    @property
    def chosen_sentence(self) -> str:
        """How the chosen line is read out."""
        line = self.currentIndex().data(_LINE_ROLE)
        return line.sentence if isinstance(line, PaletteLine) else ""

    def step(self, by: int) -> None:
        """Go to the next line or the one before; titles are passed over, the ends are ends."""
        self._choose_from(self.currentRow() + by, by)

    def contents_height_px(self) -> int:
        """The height at which nothing has to be scrolled."""
        return sum(self.sizeHintForRow(row) for row in range(self.count()))

    def _add_words(self, text: str, *, is_title: bool) -> None:
        item = QListWidgetItem(text, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(_IS_TITLE_ROLE, is_title)

    def _row_of(self, name: str) -> int:
        for row in range(self.count()):
            line = self.item(row).data(_LINE_ROLE)
            if name and isinstance(line, PaletteLine) and line.name == name:
                return row
        return -1

    def _choose_from(self, row: int, by: int) -> None:
        while 0 <= row < self.count():
            if self.item(row).data(_LINE_ROLE) is not None:
                self.setCurrentRow(row)
                if row == 1:
                    self.scrollToTop()
                return
            row += by

    def _pick(self, item: QListWidgetItem) -> None:
        line = item.data(_LINE_ROLE)
        if isinstance(line, PaletteLine):
            self.picked.emit(line.name)


class _LineDelegate(QStyledItemDelegate):
    """Paints a title, a note, or a line with its key or its tag at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        inner = box.adjusted(_PADDING_PX, 0, -_PADDING_PX, 0)
        line = index.data(_LINE_ROLE)
        painter.save()
        if isinstance(line, PaletteLine):
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            is_hot = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._paint_ground(painter, box, is_chosen=is_chosen, is_hot=is_hot)
            if line.below:
                self._paint_two_lines(painter, inner, line)
            else:
                self._paint_line(painter, inner, line, is_chosen=is_chosen)
        else:
            is_title = bool(index.data(_IS_TITLE_ROLE))
            role, tone = ("panel", "text.secondary") if is_title else ("body", "text.muted")
            self._write(painter, inner, role, tone, str(index.data()))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, box: QRectF, *, is_chosen: bool, is_hot: bool
    ) -> None:
        if is_chosen or is_hot:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("bg.selected" if is_chosen else "bg.hover"))
            radius = self._theme.radius_px("control")
            painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), radius, radius)

    def _paint_line(
        self, painter: QPainter, inner: QRectF, line: PaletteLine, *, is_chosen: bool
    ) -> None:
        role = "body_strong" if is_chosen else "body"
        self._write(painter, inner, role, "text.primary", line.text)
        if line.key:
            theme = self._theme
            width, height = keycap_width_px(theme, line.key), theme.scaled(KEY_HEIGHT_PX)
            top = inner.center().y() - height / 2
            cap = QRectF(inner.right() - width, round(top), width, height)
            paint_keycap(painter, theme, cap, line.key)

    def _paint_two_lines(self, painter: QPainter, inner: QRectF, line: PaletteLine) -> None:
        theme = self._theme
        first_px, second_px = theme.line_px("row_name"), theme.line_px("meta")
        top = inner.top() + round((inner.height() - first_px - second_px) / 2)
        first = QRectF(inner.left(), top, inner.width(), first_px)
        right = inner.right()
        if line.tag:
            tag_px = theme.text_px("pill", line.tag) + 2 * TAG_PADDING_PX
            face = QRectF(right - tag_px, top, tag_px, first_px)
            paint_tag(painter, theme, face, line.tag)
            right = face.left() - _PADDING_PX
        first.setRight(right)
        name = elided(theme, "row_name", line.text, first.width())
        self._write(painter, first, "row_name", "text.primary", name)
        first.setLeft(first.left() + theme.text_px("row_name", f"{name} "))
        beside = elided(theme, "row_rest", line.beside, first.width())
        self._write(painter, first, "row_rest", "text.secondary", beside)
        below = QRectF(inner.left(), top + first_px, inner.width(), second_px)
        told = elided(theme, "meta", line.below, below.width())
        self._write(painter, below, "meta", "text.secondary", told)

    def _write(self, painter: QPainter, box: QRectF, role: str, tone: str, text: str) -> None:
        painter.setFont(self._theme.font(role))
        painter.setPen(self._theme.colour(tone))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(box, flags, text)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(_LINE_ROLE)
        if not isinstance(line, PaletteLine):
            return QSize(320, self._theme.scaled(_TITLE_PX))
        return QSize(320, self._theme.scaled(_TWO_LINES_PX if line.below else _ROW_PX))
