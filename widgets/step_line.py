"""How far something in a few steps has come: each has its number or a tick, one is at hand."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.fitted import elided
from widgets.icons import icon_pixmap
from widgets.theme import Theme

_HEIGHT_PX, _MARK_PX, _GAP_PX, _TICK_PX = 34, 22, 8, 13


class StepLine(QWidget):
    """Read as one sentence; nothing in it takes the keyboard."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: list[tuple[str, bool]] = []
        self._current = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    def show_steps(self, steps: Sequence[tuple[str, bool]], current: int, spoken: str) -> None:
        """Show (name, done) pairs; `current` is -1 when none of them is at hand."""
        self._steps, self._current = list(steps), current
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(360), self._theme.scaled(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self._theme.scaled(_HEIGHT_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = self.width() / len(self._steps)
        for place, (name, is_done) in enumerate(self._steps):
            self._paint_step(
                painter, QRectF(place * share, 0, share, self.height()), place, name, is_done
            )

    def _paint_step(
        self, painter: QPainter, area: QRectF, place: int, name: str, is_done: bool
    ) -> None:
        theme, side = self._theme, float(self._theme.scaled(_MARK_PX))
        is_current = place == self._current
        mark = QRectF(area.left() + 1, area.center().y() - side / 2, side, side)
        painter.setPen(
            QPen(theme.colour("accent" if is_current or is_done else "border.strong"), 1.5)
        )
        painter.setBrush(theme.colour("accent") if is_current else theme.colour("bg.surface"))
        painter.drawEllipse(mark)
        if is_done and not is_current:
            tick = theme.scaled(_TICK_PX)
            pixmap = icon_pixmap(theme, "check-bold", tick, "accent", self.devicePixelRatioF())
            painter.drawPixmap(mark.center() - QPointF(tick / 2, tick / 2), pixmap)
        else:
            painter.setFont(theme.font("body_strong"))
            painter.setPen(theme.colour("on.accent" if is_current else "text.secondary"))
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, str(place + 1))
        role = "body_strong" if is_current else "body"
        left = mark.right() + theme.scaled(_GAP_PX)
        room = QRectF(left, area.top(), area.right() - left - theme.scaled(_GAP_PX), area.height())
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text.primary" if is_current else "text.secondary"))
        shown = elided(theme, role, name, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        used = theme.text_px(role, shown) + theme.scaled(_GAP_PX)
        if place < len(self._steps) - 1 and room.width() - used > 12:
            painter.setPen(QPen(theme.colour("border.subtle"), 1))
            middle = area.center().y()
            painter.drawLine(QPointF(room.left() + used, middle), QPointF(room.right(), middle))
