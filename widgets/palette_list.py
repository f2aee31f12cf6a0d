"""The results of the palette: lines in groups, each with its key; a title is no line to choose."""

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

from widgets.keycap import HEIGHT_PX as KEY_HEIGHT_PX
from widgets.keycap import keycap_width_px, paint_keycap
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_NAME_ROLE = Qt.ItemDataRole.UserRole
_KEY_ROLE = Qt.ItemDataRole.UserRole + 1
_IS_TITLE_ROLE = Qt.ItemDataRole.UserRole + 2
_ROW_PX, _TITLE_PX, _PADDING_PX = 32, 26, 12


@dataclass(frozen=True, slots=True)
class PaletteLine:
    """A result: what is emitted when it is chosen, what it says, its key, and both as they are
    read out.
    """

    name: str
    text: str
    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PaletteGroup:
    """Lines under a title."""

    title: str
    lines: tuple[PaletteLine, ...]


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

    def show_groups(self, groups: Sequence[PaletteGroup], *, chooses: bool = True) -> None:
        """Show results, the first one chosen unless nobody has asked for anything yet."""
        self.clear()
        for group in groups:
            title = QListWidgetItem(group.title, self)
            title.setFlags(Qt.ItemFlag.NoItemFlags)
            title.setData(_IS_TITLE_ROLE, True)
            for line in group.lines:
                item = QListWidgetItem(line.text, self)
                item.setData(_NAME_ROLE, line.name)
                item.setData(_KEY_ROLE, line.key)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, line.sentence)
        if chooses:
            self._choose_from(0, 1)

    @property
    def chosen(self) -> str:
        """The name of the chosen line; empty when there is none."""
        return str(self.currentIndex().data(_NAME_ROLE) or "")

    @property
    def chosen_sentence(self) -> str:
        """How the chosen line is read out."""
        return str(self.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def step(self, by: int) -> None:
        """Go to the next line or the one before; titles are passed over, the ends are ends."""
        self._choose_from(self.currentRow() + by, by)

    def contents_height_px(self) -> int:
        """The height at which nothing has to be scrolled."""
        return sum(self.sizeHintForRow(row) for row in range(self.count()))

    def _choose_from(self, row: int, by: int) -> None:
        while 0 <= row < self.count():
            if not self.item(row).data(_IS_TITLE_ROLE):
                self.setCurrentRow(row)
                if row == 1:
                    self.scrollToTop()
                return
            row += by

    def _pick(self, item: QListWidgetItem) -> None:
        name = item.data(_NAME_ROLE)
        if isinstance(name, str):
            self.picked.emit(name)


class _LineDelegate(QStyledItemDelegate):
    """Paints a title, or a line with its key at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, box = self._theme, QRectF(option.rect)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        inner = box.adjusted(_PADDING_PX, 0, -_PADDING_PX, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.save()
        if index.data(_IS_TITLE_ROLE):
            painter.setFont(theme.font("panel"))
            painter.setPen(theme.colour("text.secondary"))
            painter.drawText(inner, flags, text)
            painter.restore()
            return
        states = option.state
        is_chosen = bool(states & QStyle.StateFlag.State_Selected)
        if is_chosen or states & QStyle.StateFlag.State_MouseOver:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bg.selected" if is_chosen else "bg.hover"))
            radius = theme.radius_px("control")
            painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), radius, radius)
        painter.setFont(theme.font("body_strong" if is_chosen else "body"))
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(inner, flags, text)
        self._paint_key(painter, inner, str(index.data(_KEY_ROLE) or ""))
        painter.restore()

    def _paint_key(self, painter: QPainter, inner: QRectF, key: str) -> None:
        if not key:
            return
        theme = self._theme
        width, height = keycap_width_px(theme, key), theme.scaled(KEY_HEIGHT_PX)
        top = inner.center().y() - height / 2
        cap = QRectF(inner.right() - width, round(top), width, height)
        paint_keycap(painter, theme, cap, key)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        is_line = not index.data(_IS_TITLE_ROLE)
        return QSize(320, self._theme.scaled(_ROW_PX if is_line else _TITLE_PX))
