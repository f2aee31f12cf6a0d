"""The plot of a trend chart on pyqtgraph; its items are made once and only their data change.

Imported by `trend_chart` when a first series is shown, because pyqtgraph takes most of a second to
load.
"""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QWidget

from widgets.theme import Theme
from widgets.trend_axes import (
    RIGHT_PX,
    TOP_PX,
    PlotFrame,
    bottom_px,
    left_px,
    paint_axes,
    paint_values,
)
from widgets.trend_look import TrendLook

Y_TOP = 3.285
Y_BOTTOM = -0.17
_EDGE_SHARE = 0.038
_POINT_PX = 9
_LAST_POINT_PX = 15


class TrendPlot(pg.PlotWidget):  # type: ignore[misc]
    """Draws a `TrendLook`. Signals: `cursor_moved(index)` when a key or the mouse moves the time
    cursor.
    """

    cursor_moved = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None, enableMenu=False)
        self._theme = theme
        self._look: TrendLook | None = None
        self._cursor = -1
        self._room = (0, 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        # pyqtgraph keeps the background between repaints; ours belongs to the patient shown.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()
        theme.theme_changed.connect(self._restyle)

    def set_look(self, look: TrendLook) -> None:
        """Show another series; the cursor goes away."""
        self._look = look
        self._cursor = -1
        self._line_at_cursor.hide()
        self._leave_room()
        self._show_series(look)
        self.setAccessibleName(look.description)
        self.viewport().update()

    def set_cursor(self, index: int) -> None:
        """Put the cursor on a week without a signal; -1 hides it."""
        self._cursor = index
        if self._look is None or not 0 <= index < len(self._look.points):
            self._line_at_cursor.hide()
        else:
            self._line_at_cursor.setValue(self._look.points[index].day)
            self._line_at_cursor.show()
        self.viewport().update()

    def frame(self) -> PlotFrame:
        """Return where grades and days fall on the widget, in pixels."""
        left, right = self._days()
        area = self.getPlotItem().getViewBox().sceneBoundingRect()
        return PlotFrame(QRectF(area), left, right, Y_BOTTOM, Y_TOP)

    def _build(self) -> None:
        item = self.getPlotItem()
        item.hideButtons()
        item.hideAxis("left")
        item.hideAxis("bottom")
        item.layout.setSpacing(0)
        box = item.getViewBox()
        box.setMouseEnabled(x=False, y=False)
        box.setDefaultPadding(0)
        box.disableAutoRange()
        box.setYRange(Y_BOTTOM, Y_TOP, padding=0)
        # Points at the top of the axis are wider than the room above them.
        box.setFlag(box.GraphicsItemFlag.ItemClipsChildrenToShape, False)
        self._curve = pg.PlotCurveItem(antialias=True, connect="finite")
        self._spots = pg.ScatterPlotItem(antialias=True, pxMode=True)
        self._line_at_cursor = pg.InfiniteLine(angle=90, movable=False)
        self._line_at_cursor.hide()
        for added in (self._line_at_cursor, self._curve, self._spots):
            item.addItem(added, ignoreBounds=True)
        self._restyle()

    def _restyle(self) -> None:
        self.setBackground(self._theme.colour("bg.surface"))
        self._curve.setPen(pg.mkPen(self._theme.colour("chart.line"), width=2))
        self._line_at_cursor.setPen(pg.mkPen(self._theme.colour("accent"), width=1))
        self._leave_room()
        if self._look is not None:
            self._show_series(self._look)
        self.viewport().update()

    def _leave_room(self) -> None:
        room = left_px(self._theme, self._look), bottom_px(self._theme)
        if room == self._room:
            return
        self._room = room
        layout = self.getPlotItem().layout
        layout.setContentsMargins(room[0], TOP_PX, RIGHT_PX, room[1])
        # At once: points and axes must move in the same frame.
        layout.activate()

    def _days(self) -> tuple[float, float]:
        points = self._look.points if self._look is not None else ()
        if not points:
            return 0.0, 1.0
        first, last = points[0].day, points[-1].day
        edge = max(1.0, (last - first) * _EDGE_SHARE)
        return first - edge, last + edge

    def _show_series(self, look: TrendLook) -> None:
        days = np.array([point.day for point in look.points], dtype=float)
        grades = np.array(
            [np.nan if p.grade is None else p.grade for p in look.points], dtype=float
        )
        self._curve.setData(days, grades)
        answered = look.answered
        last = answered[-1] if answered else -1
        outline = pg.mkPen(self._theme.colour("chart.line"), width=1.4)
        self._spots.setData(
            x=days[list(answered)],
            y=grades[list(answered)],
            size=[_LAST_POINT_PX if index == last else _POINT_PX for index in answered],
            brush=[pg.mkBrush(self._fill(int(grades[index]))) for index in answered],
            pen=outline,
        )
        self.getPlotItem().getViewBox().setXRange(*self._days(), padding=0)

    def _fill(self, grade: int) -> str:
        return (
            self._theme.colour("bg.surface").name() if grade == 0 else self._theme.grade(grade).fill
        )

    def _move(self, index: int) -> None:
        if self._look is None or not self._look.points:
            return
        index = max(0, min(len(self._look.points) - 1, index))
        if index != self._cursor:
            self.set_cursor(index)
            self.cursor_moved.emit(index)

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawBackground(painter, rect)
        if self._look is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_axes(painter, self._theme, self.frame(), self._look)
            painter.restore()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if self._look is None:
            return
        painter.save()
        paint_values(painter, self._theme, self.frame(), self._look, self._cursor)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._look.points) if self._look is not None else 0
        start = self._cursor if self._cursor >= 0 else count
        match Qt.Key(event.key()):
            case Qt.Key.Key_Left:
                self._move(start - 1)
            case Qt.Key.Key_Right:
                self._move(start + 1)
            case Qt.Key.Key_Home:
                self._move(0)
            case Qt.Key.Key_End:
                self._move(count - 1)
            case _:
                event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._look is not None and self._look.points:
            day = self.frame().day_at(QPointF(event.position()).x())
            self._move(
                min(range(len(self._look.points)), key=lambda i: abs(self._look_day(i) - day))
            )

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.set_cursor(-1)

    def _look_day(self, index: int) -> float:
        return self._look.points[index].day if self._look is not None else 0.0
