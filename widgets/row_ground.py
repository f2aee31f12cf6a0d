"""What lies under the words of a row, alike in every list: selection, hover, focus, freshness."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from widgets.theme import Theme

_MARK_PX = 4
_FRESH_ALPHA = 0.22


@dataclass(frozen=True, slots=True)
class RowState:
    """How the view holds the row at this moment."""

    selected: bool = False
    hovered: bool = False
    focus_shown: bool = False


def row_state(option: QStyleOptionViewItem) -> RowState:
    """The state that a view tells its delegate."""
    flags = option.state
    return RowState(
        selected=bool(flags & QStyle.StateFlag.State_Selected),
        hovered=bool(flags & QStyle.StateFlag.State_MouseOver),
        focus_shown=bool(flags & QStyle.StateFlag.State_HasFocus)
        and bool(flags & QStyle.StateFlag.State_KeyboardFocusChange),
    )


def paint_row_ground(
    painter: QPainter, theme: Theme, rect: QRectF, state: RowState, freshness: float = 0.0
) -> None:
    """Paint the ground of a whole row."""
    token = "bg.selected" if state.selected else "bg.hover" if state.hovered else "bg.surface"
    painter.fillRect(rect, theme.colour(token))
    if freshness > 0:
        tint = QColor(theme.colour("accent"))
        tint.setAlphaF(_FRESH_ALPHA * min(1.0, freshness))
        painter.fillRect(rect, tint)
    painter.fillRect(
        QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("border.row")
    )
    if state.selected:
        painter.fillRect(
            QRectF(rect.left(), rect.top(), _MARK_PX, rect.height() - 1), theme.colour("accent")
        )
    if state.focus_shown:
        painter.setPen(QPen(theme.colour("focus.ring"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -2))
