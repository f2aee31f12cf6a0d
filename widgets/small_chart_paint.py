"""Paints one small chart: fixed axis 0 to 3, alert zone, cycles, line with points, last value."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from widgets.fitted import elided
from widgets.lanes import LINE
from widgets.pixmaps import render
from widgets.small_chart_look import SmallChartLook, SmallChartsLook, SmallPoint
from widgets.theme import Theme
from widgets.time_cursor import paint_tag

_TOP_GRADE, _BOTTOM_GRADE = 3.47, -0.33
_TITLE_PX = 19
_TITLE_GAP_PX = 1
_AXIS_GAP_PX = 4
_LAST_GAP_PX = 12
_EDGE_PX = 6
_POINT_PX, _LAST_POINT_PX = 2.6, 5.0
_ZONE_DASH = (5.0, 3.0)
_CYCLE_DOTS = (1.2, 3.2)
_COMPARED_DASH = (3.0, 2.4)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class SmallFrame:
    """The plotting area of a chart in pixels, and the days from its left to its right edge."""

    area: QRectF
    first_day: float
    last_day: float

    def x(self, day: float) -> float:
        """Return the pixel of a day."""
        span = max(self.last_day - self.first_day, 1.0)
        return self.area.left() + (day - self.first_day) / span * self.area.width()

    def y(self, grade: float) -> float:
        """Return the pixel of a grade, the middle of one so that level lines are sharp."""
        share = (grade - _BOTTOM_GRADE) / (_TOP_GRADE - _BOTTOM_GRADE)
        return round(self.area.bottom() - share * self.area.height()) + 0.5

    def day_at(self, x: float) -> float:
        """Return the day under a pixel."""
        share = (x - self.area.left()) / max(self.area.width(), 1.0)
        return self.first_day + share * (self.last_day - self.first_day)


def frame_of(theme: Theme, size: QSize, days: tuple[float, float]) -> SmallFrame:
    """Lay a chart out in a size; `days` are the same for all charts of a page."""
    left = _EDGE_PX + theme.text_px("axis", "3") + _AXIS_GAP_PX
    right = size.width() - _LAST_GAP_PX - theme.text_px("small_last", "3") - _EDGE_PX
    top = theme.scaled(_TITLE_PX) + _TITLE_GAP_PX
    area = QRectF(round(left), top, max(right - left, 20.0), max(size.height() - top - 6, 20))
    return SmallFrame(area, *days)


def days_of(look: SmallChartsLook) -> tuple[float, float]:
    """Return the first and the last day on which something is drawn in any chart."""
    weeks = look.axis.weeks
    days = [week.middle for week in (weeks[:1] + weeks[-1:])]
    days += [p.day for chart in look.charts for p in (*chart.points, *chart.compared)]
    return (min(days), max(days)) if days else (0.0, 7.0)


def paint_chart(
    theme: Theme,
    frame: SmallFrame,
    page: SmallChartsLook,
    look: SmallChartLook,
    size: QSize,
    ratio: float,
) -> QPixmap:
    """Return the picture of a chart at the scale of its screen."""

    def paint(painter: QPainter) -> None:
        _paint_title(painter, theme, frame, look.title, size.width())
        _paint_grid(painter, theme, frame)
        _paint_zones(painter, theme, frame, look)
        _paint_cycles(painter, theme, frame, page)
        _paint_compared(painter, theme, frame, look.compared)
        _paint_series(painter, theme, frame, look.points)
        _paint_last_values(painter, theme, frame, look)
        if not any(point.grade is not None for point in (*look.points, *look.compared)):
            painter.setFont(theme.font("axis"))
            painter.setPen(theme.colour("text.muted"))
            painter.drawText(frame.area, _CENTRE, page.empty_text)

    return render(size.width(), size.height(), ratio, paint)


def paint_chart_cursor(
    painter: QPainter, theme: Theme, frame: SmallFrame, day: float, grade: int | None, text: str
) -> None:
    """Paint the time cursor on a day, around the point there, with its read-out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("text.primary"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x = round(frame.x(day)) + 0.5
    painter.drawLine(QLineF(x, frame.area.top(), x, frame.area.bottom()))
    if grade is not None:
        painter.setPen(QPen(theme.colour("text.primary"), 1.6))
        painter.drawEllipse(QPointF(x, frame.y(grade)), _LAST_POINT_PX + 1.5, _LAST_POINT_PX + 1.5)
    tag_px = theme.line_px("axis_strong") + 4
    below = grade is None or grade >= 2
    top = frame.y(0) - tag_px / 2 if below else frame.area.top()
    within = frame.area.adjusted(-_EDGE_PX, 0, _EDGE_PX, 0)
    paint_tag(painter, theme, x, top, text, within)


def _paint_title(
    painter: QPainter, theme: Theme, frame: SmallFrame, title: str, width: int
) -> None:
    painter.setFont(theme.font("body_strong"))
    painter.setPen(theme.colour("text.primary"))
    room = width - frame.area.left()
    box = QRectF(frame.area.left(), 0, room, theme.scaled(_TITLE_PX))
    painter.drawText(box, LINE, elided(theme, "body_strong", title, room))


def _paint_grid(painter: QPainter, theme: Theme, frame: SmallFrame) -> None:
    painter.setPen(QPen(theme.colour("chart.grid"), 1))
    left, right = frame.area.left(), frame.area.right()
    painter.drawLines([QLineF(left, frame.y(g), right, frame.y(g)) for g in range(4)])
    painter.setFont(theme.font("axis"))
    painter.setPen(theme.colour("text.muted"))
    line_px = theme.line_px("axis")
    for grade in (0, 3):
        box = QRectF(0, frame.y(grade) - line_px / 2, left - _AXIS_GAP_PX, line_px)
        painter.drawText(box, _RIGHT, str(grade))


def _paint_zones(painter: QPainter, theme: Theme, frame: SmallFrame, look: SmallChartLook) -> None:
    pen = QPen(theme.colour("chart.zone.edge"), 1)
    pen.setDashPattern(list(_ZONE_DASH))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    for zone in look.zones:
        left = round(frame.x(max(zone.start, frame.first_day)))
        right = round(frame.x(min(zone.end, frame.last_day)))
        if right <= left:
            continue
        edge = min(int(frame.y(zone.from_grade - 0.5)), round(frame.area.bottom()))
        band = QRectF(left, frame.area.top(), right - left, edge - frame.area.top())
        painter.fillRect(band, theme.colour("chart.zone"))
        painter.setPen(pen)
        painter.drawLine(QLineF(left, edge + 0.5, right, edge + 0.5))


def _paint_cycles(
    painter: QPainter, theme: Theme, frame: SmallFrame, page: SmallChartsLook
) -> None:
    pen = QPen(theme.colour("treatment"), 1)
    pen.setDashPattern(list(_CYCLE_DOTS))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    top, bottom = frame.area.top() + 2, frame.area.bottom()
    days = [c.day for c in page.cycles if frame.first_day <= c.day <= frame.last_day]
    xs = [round(frame.x(day)) + 0.5 for day in days]
    painter.drawLines([QLineF(x, top, x, bottom) for x in xs])


def _paint_compared(
    painter: QPainter, theme: Theme, frame: SmallFrame, points: Sequence[SmallPoint]
) -> None:
    if not points:
        return
    pen = QPen(theme.colour("spark.missing"), 1.4)
    pen.setDashPattern(list(_COMPARED_DASH))
    painter.setPen(pen)
    painter.drawLines(_lines(frame, points))
    painter.setPen(QPen(theme.colour("spark.missing"), 1.2))
    painter.setBrush(theme.colour("bg.surface"))
    for point in points:
        if point.grade is not None:
            at = QPointF(frame.x(point.day), frame.y(point.grade))
            painter.drawRect(QRectF(at.x() - 2, at.y() - 2, 4, 4))


def _paint_series(
    painter: QPainter, theme: Theme, frame: SmallFrame, points: Sequence[SmallPoint]
) -> None:
    line = theme.colour("chart.line")
    painter.setPen(QPen(line, 1.5))
    painter.drawLines(_lines(frame, points))
    answered = [point for point in points if point.grade is not None]
    step = frame.area.width() / max(len(points) - 1, 1)
    unit = theme.scaled(10) / 10
    small, large = min(_POINT_PX * unit, max(1.2, step / 3)), _LAST_POINT_PX * unit
    ratio = painter.device().devicePixelRatioF()
    for index, point in enumerate(answered):
        grade = point.grade or 0
        at = QPointF(frame.x(point.day), frame.y(grade))
        radius = large if index == len(answered) - 1 else small
        dot = _dot(theme, grade, radius, ratio)
        half = dot.deviceIndependentSize().width() / 2
        painter.drawPixmap(at - QPointF(half, half), dot)
        if point.is_confirmed:
            _paint_tick(painter, theme, at - QPointF(0, radius + 5))


def _dot(theme: Theme, grade: int, radius: float, ratio: float) -> QPixmap:
    """Return the point of a grade, made once for all that look the same."""
    side = 2 * (int(radius) + 2)

    def paint(painter: QPainter) -> None:
        fill = QColor(theme.grade(grade).fill) if grade else theme.colour("bg.surface")
        painter.setPen(QPen(theme.colour("chart.line"), 1.3))
        painter.setBrush(fill)
        painter.drawEllipse(QPointF(side / 2, side / 2), radius, radius)

    key = ("dot", grade, round(radius, 2), ratio)
    return theme.picture(key, lambda: render(side, side, ratio, paint))


def _lines(frame: SmallFrame, points: Sequence[SmallPoint]) -> list[QLineF]:
    """A missing week is a point without a grade, and no line goes over it."""
    return [
        QLineF(frame.x(a.day), frame.y(a.grade), frame.x(b.day), frame.y(b.grade))
        for a, b in pairwise(points)
        if a.grade is not None and b.grade is not None
    ]


def _paint_tick(painter: QPainter, theme: Theme, middle: QPointF) -> None:
    pen = QPen(theme.colour("text.primary"), 1.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corners = (QPointF(-3, -0.2), QPointF(-1, 1.8), QPointF(3, -2.4))
    painter.drawPolyline(QPolygonF([middle + corner for corner in corners]))


def _paint_last_values(
    painter: QPainter, theme: Theme, frame: SmallFrame, look: SmallChartLook
) -> None:
    left = frame.area.right() + _LAST_GAP_PX
    middle = frame.y(1.5)
    last_px, line_px = theme.line_px("small_last"), theme.line_px("meta")
    painter.setFont(theme.font("small_last"))
    painter.setPen(theme.colour("text.primary"))
    painter.drawText(QRectF(left, middle - last_px / 2, last_px, last_px), LINE, look.last)
    painter.setFont(theme.font("meta"))
    painter.setPen(theme.colour("text.muted"))
    top = middle + last_px / 2 - 1
    painter.drawText(QRectF(left + 1, top, last_px, line_px), LINE, look.previous)
