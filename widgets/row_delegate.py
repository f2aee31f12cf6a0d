"""Paints triage rows inside a view from whatever gives the look of an index."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSizeF,
)
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from widgets.plain_text import plain_tooltip
from widgets.row_ground import row_state
from widgets.section_line import SECTION_PX, paint_section
from widgets.theme import Theme
from widgets.worklist_row import WorklistRowLook, full_name, paint_worklist_row

Index = QModelIndex | QPersistentModelIndex
LookOf = Callable[[Index], WorklistRowLook | None]


class RowDelegate(QStyledItemDelegate):
    """The delegate of the triage list; rows have the theme's fixed height.

    `look_from` is a model role that yields a `WorklistRowLook`, or a bound method that makes one
    of an index. `section_role` yields the line above a row, which makes that row higher.
    """

    def __init__(
        self,
        theme: Theme,
        look_from: int | LookOf,
        parent: QObject | None = None,
        section_role: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._section_role = section_role
        self._theme = theme
        self._look_from = look_from

    def _look(self, index: Index) -> WorklistRowLook | None:
        look = (
            index.data(self._look_from)
            if isinstance(self._look_from, int)
            else self._look_from(index)
        )
        return look if isinstance(look, WorklistRowLook) else None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._look(index)
        if look is None:
            return
        state = row_state(option)
        rect = QRectF(option.rect)
        section = self._section(index)
        if section:
            line_px = self._line_px
            paint_section(
                painter, self._theme, QRectF(rect.topLeft(), QSizeF(rect.width(), line_px)), section
            )
            rect = rect.adjusted(0, line_px, 0, 0)
        paint_worklist_row(painter, self._theme, rect, look, state)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        above = self._line_px if self._section(index) else 0
        return QSize(320, self._theme.row_height_px + above)

    @property
    def _line_px(self) -> int:
        return self._theme.scaled(SECTION_PX)

    def _section(self, index: Index) -> str:
        found = None if self._section_role is None else index.data(self._section_role)
        return found if isinstance(found, str) else ""

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        look = self._look(index)
        if event.type() is not QEvent.Type.ToolTip or look is None:
            return False
        QToolTip.showText(event.globalPos(), plain_tooltip(look.tooltip or full_name(look)), view)
        return True
