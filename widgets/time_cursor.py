"""The one time cursor that crosses everything drawn on a time axis."""

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from widgets.theme import Theme

NOWHERE = -1
_TAG_RADIUS_PX = 4
_TAG_PADDING_PX = 7


class TimeCursor(QObject):
    """A week of the axis, by its index. Signals: `moved(week)`, -1 when it goes away."""

    moved = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._week = NOWHERE
        self._left_at = NOWHERE

    @property
    def week(self) -> int:
        """The week it stands on, -1 for none."""
        return self._week

    def move_to(self, week: int) -> None:
        """Put it on a week; -1 takes it away."""
        if week == self._week:
            return
        self._left_at = week if week != NOWHERE else self._week
        self._week = week
        self.moved.emit(week)

    def come_back(self, newest: int) -> None:
        """Put it where it was last, or else on the newest week."""
        if self._week == NOWHERE:
            self.move_to(self._left_at if 0 <= self._left_at <= newest else newest)

    def forget(self) -> None:
        """Take it away for good, as when another axis is shown."""
        self.move_to(NOWHERE)
        self._left_at = NOWHERE


def paint_tag(
    painter: QPainter, theme: Theme, centre: float, top: float, text: str, within: QRectF
) -> None:
    """Paint a read-out in a dark tag around a pixel, kept inside a rectangle."""
    width = min(theme.text_px("axis_strong", text) + 2 * _TAG_PADDING_PX, within.width())
    left = min(max(within.left(), centre - width / 2), within.right() - width)
    tag = QRectF(left, top, width, theme.line_px("axis_strong") + 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text.primary"))
    painter.drawRoundedRect(tag, _TAG_RADIUS_PX, _TAG_RADIUS_PX)
    painter.setFont(theme.font("axis_strong"))
    painter.setPen(theme.colour("bg.surface"))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, text)
