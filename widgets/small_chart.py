"""One small chart as a widget: it reads, follows the time cursor and moves it."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from widgets.announce import announce
from widgets.plain_text import plain_tooltip
from widgets.small_chart_look import SmallChartLook, SmallChartsLook, SmallPoint
from widgets.small_chart_paint import (
    SmallFrame,
    days_of,
    frame_of,
    paint_chart,
    paint_chart_cursor,
    widest_of,
)
from widgets.theme import Theme
from widgets.time_cursor import NOWHERE, TimeCursor

LEAST_WIDTH_PX = 210
LEAST_HEIGHT_PX = 84
_RING_RADIUS_PX = 5
_KEPT = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})


class SmallChart(QWidget):
    """The chart. It is given the whole page, because all its charts share axis and scale."""

    def __init__(self, theme: Theme, cursor: TimeCursor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cursor = cursor
        self._page: SmallChartsLook | None = None
        self._look: SmallChartLook | None = None
        self._in_week: dict[int, SmallPoint] = {}
        self._compared: dict[int, SmallPoint] = {}
        self._days = (0.0, 7.0)
        self._widest = ("", "")
        self._face: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        cursor.moved.connect(self.update)
        theme.theme_changed.connect(self._repaint)

    def set_look(self, page: SmallChartsLook, look: SmallChartLook) -> None:
        """Show a chart of a page."""
        self._page, self._look = page, look
        self._days, self._widest = days_of(page), widest_of(page)
        self._in_week = {page.axis.week_at(point.day): point for point in look.points}
        self._compared = {page.axis.week_at(point.day): point for point in look.compared}
        self.setAccessibleName(look.description or look.title)
        self._repaint()

    @property
    def frame(self) -> SmallFrame:
        """Where the plot lies, in pixels."""
        scale = None if self._look is None else self._look.scale
        return frame_of(self._theme, self.size(), self._days, self._widest, scale)

    def _repaint(self) -> None:
        self._face = None
        self.update()

    def _newest(self) -> int:
        return len(self._page.axis.weeks) - 1 if self._page is not None else NOWHERE

    def _move(self, week: int) -> None:
        if self._page is None or self._look is None or self._newest() < 0:
            return
        week = max(0, min(week, self._newest()))
        self._cursor.move_to(week)
        announce(self, f"{self._look.title} · {self._readout(week)}")

    def _readout(self, week: int) -> str:
        if self._page is None:
            return ""
        date = self._page.axis.weeks[week].full_text
        return " · ".join(filter(None, (date, self._values(week))))

    def _values(self, week: int) -> str:
        """The value of a week, and behind it the one it is compared with."""
        said = "" if self._look is None else self._look.readouts.get(week, "")
        if said:
            return said
        points = (self._in_week.get(week), self._compared.get(week))
        return " / ".join(point.value for point in points if point is not None)

    def _tooltip_at(self, at: QPoint) -> str:
        if self._page is None or self._look is None:
            return ""
        frame = self.frame
        if at.x() < frame.area.left():
            return "\n".join(self._axis_words(self._page, self._look))
        day = frame.day_at(at.x())
        zones = (zone.label for zone in self._look.zones if zone.start <= day <= zone.end)
        return "\n".join((self._look.description or self._look.title, *zones))

    @staticmethod
    def _axis_words(page: SmallChartsLook, look: SmallChartLook) -> tuple[str, ...]:
        if look.scale is not None:
            return look.scale.words
        return tuple(f"{grade}  {page.grade_words[grade]}" for grade in reversed(range(4)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        week = self._cursor.week
        match Qt.Key(event.key()):
            case Qt.Key.Key_Left:
                self._move(self._newest() if week == NOWHERE else week - 1)
            case Qt.Key.Key_Right:
                self._move(self._newest() if week == NOWHERE else week + 1)
            case Qt.Key.Key_Home:
                self._move(0)
            case Qt.Key.Key_End:
                self._move(self._newest())
            case _:
                event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        frame = self.frame
        x = event.position().x()
        if self._newest() >= 0 and self._page is not None and x >= frame.area.left() - 4:
            self._cursor.move_to(self._page.axis.week_at(frame.day_at(x)))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._cursor.move_to(NOWHERE)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._newest() >= 0:
            self._cursor.come_back(self._newest())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEPT:
            self._cursor.move_to(NOWHERE)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tooltip(self._tooltip_at(event.pos())), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._face = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        page, look = self._page, self._look
        if page is None or look is None:
            return
        frame, theme = self.frame, self._theme
        if self._face is None:
            self._face = paint_chart(
                theme, frame, page, look, self.size(), self.devicePixelRatioF()
            )
        painter = QPainter(self)
        painter.drawPixmap(QPoint(0, 0), self._face)
        week = self._cursor.week
        if 0 <= week <= self._newest():
            self._paint_cursor(painter, frame, page, week)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, _RING_RADIUS_PX, _RING_RADIUS_PX)

    def _paint_cursor(
        self, painter: QPainter, frame: SmallFrame, page: SmallChartsLook, week: int
    ) -> None:
        point = self._in_week.get(week)
        day = page.axis.weeks[week].middle if point is None else point.day
        # The date stands where the eye is; elsewhere the value alone hides less.
        whole = self.hasFocus() or self.underMouse()
        text = self._readout(week) if whole else self._values(week)
        number = None if point is None else point.number
        paint_chart_cursor(painter, self._theme, frame, day, number, text)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(LEAST_WIDTH_PX), self._theme.scaled(LEAST_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
