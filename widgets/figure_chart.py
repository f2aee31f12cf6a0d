"""What every chart of figures has: places with a text of their own, for mouse and arrow keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.announce import announce
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

LINE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
RIGHT: Final = LINE | Qt.AlignmentFlag.AlignRight
CENTRE: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
_NOWHERE: Final = -1
_RING_RADIUS_PX: Final = 5
_UPPER_SHARE: Final = 0.45
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a chart and what is said of it."""

    area: QRectF
    text: str


class FigureChart(QWidget):
    """A chart; whoever inherits paints it and says where its spots are.

    One that `has_cursor` shows a place that the mouse or the keyboard points at, with what is said
    of it; charts of the same months share it. Signals: `pointed(place)`, -1 for none.
    """

    pointed = Signal(int)
    height_px = 190
    has_cursor = False

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._at = self._cursor = _NOWHERE
        self.setMouseTracking(self.has_cursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        theme.theme_changed.connect(self.updateGeometry)

    def spots(self) -> Sequence[Spot]:
        """Where its figures are, in reading order."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Paint it; antialiased, on the ground of the card."""
        raise NotImplementedError

    @property
    def told(self) -> str:
        """What is said of the place at which the keyboard stands."""
        spots = self.spots()
        return spots[self._at].text if 0 <= self._at < len(spots) else ""

    @property
    def cursor_at(self) -> int:
        """The place that is pointed at, here or in another chart; -1 for none."""
        return self._cursor

    def set_cursor(self, place: int) -> None:
        """Show a place that is pointed at in another chart, or none."""
        if place != self._cursor:
            self._cursor = place
            self.update()

    def describe(self, title: str) -> None:
        """Name it; all that it shows is its description."""
        self._at = self._cursor = _NOWHERE
        self.setAccessibleName(title)
        self.setAccessibleDescription(". ".join(spot.text for spot in self.spots()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(300), self._theme.scaled(self.height_px))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._theme.scaled(self.height_px))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            if self.has_cursor:
                return True  # what is pointed at says so already
            point = QPointF(event.pos())
            text = next((s.text for s in self.spots() if s.area.contains(point)), "")
            QToolTip.showText(event.globalPos(), plain_tooltip(text), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.spots()) - 1
        match Qt.Key(event.key()):
            case Qt.Key.Key_Left:
                self._go(max(0, self._at - 1) if self._at != _NOWHERE else last)
            case Qt.Key.Key_Right:
                self._go(min(last, self._at + 1))
            case Qt.Key.Key_Home:
                self._go(0)
            case Qt.Key.Key_End:
                self._go(last)
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._at = _NOWHERE
        self._point(_NOWHERE)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        places = enumerate(self.spots())
        point = event.position()
        self._point(next((at for at, s in places if s.area.contains(point)), _NOWHERE))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(self._at)

    def _point(self, place: int) -> None:
        if self.has_cursor and place != self._cursor:
            self.set_cursor(place)
            self.pointed.emit(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)
        spots = self.spots()
        if 0 <= self._cursor < len(spots) and self._cursor != self._at:
            self._paint_cursor(painter, spots[self._cursor])
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus.ring"), 2))
            whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            area = spots[self._at].area if 0 <= self._at < len(spots) else whole
            painter.drawRoundedRect(area, _RING_RADIUS_PX, _RING_RADIUS_PX)
            if area is not whole and self._cursor in (_NOWHERE, self._at):
                self._paint_told(painter, spots[self._at])

    def _paint_cursor(self, painter: QPainter, spot: Spot) -> None:
        x = round(spot.area.center().x()) + 0.5
        painter.setPen(QPen(self._theme.colour("border.strong"), 1))
        painter.drawLine(QPointF(x, spot.area.top()), QPointF(x, spot.area.bottom()))
        self._paint_told(painter, spot)

    def _paint_told(self, painter: QPainter, spot: Spot) -> None:
        """What is said of the place, on the half of the chart that the place leaves free."""
        theme, room = self._theme, QRectF(self.rect()).adjusted(1, 2, -1, -2)
        painter.setFont(theme.font("axis_strong"))
        inside = room.adjusted(6, 3, -6, -3)
        text = painter.boundingRect(inside, _WRAPPED, spot.text)
        is_below = spot.area.center().y() < self.height() * _UPPER_SHARE
        top = inside.bottom() - text.height() if is_below else inside.top()
        box = QRectF(inside.left(), top, inside.width(), text.height())
        painter.setPen(QPen(theme.colour("border.strong"), 1))
        painter.setBrush(theme.colour("bg.surface"))
        painter.drawRoundedRect(box.adjusted(-6, -3, 6, 3), _RING_RADIUS_PX, _RING_RADIUS_PX)
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(box, _WRAPPED, spot.text)

    def _go(self, place: int) -> None:
        spots = self.spots()
        if not 0 <= place < len(spots):
            return
        self._at = place
        spot = spots[place]
        self._point(place)
        announce(self, spot.text)
        self.update()


def axis_top(most: int, steps: int = 3) -> tuple[int, int]:
    """The top of an axis from zero that holds a number, and the distance of its lines."""
    unit = 1
    while True:
        for factor in (1, 2, 5):
            step = unit * factor
            if step * steps >= most:
                return step * -(-max(most, 1) // step), step
        unit *= 10
