"""Paints one small chart: axis, alert zone, cycles, line with points, last value."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from widgets.fitted import elided
from widgets.lanes import LINE
from widgets.pixmaps import render
from widgets.small_chart_look import Scale, SmallChartLook, SmallChartsLook, SmallPoint
from widgets.theme import Theme
from widgets.time_cursor import paint_tag

_GRADES = Scale(0, 3, "0", "3", (0, 1, 2, 3))
# Room over the highest line and under the lowest one, in shares of what lies between.
_OVER_SHARE, _UNDER_SHARE = 0.47 / 3, 0.33 / 3
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
    """The plotting area of a chart in pixels, the days from its left to its right edge, and its
    scale.
    """

    area: QRectF
    first_day: float
    last_day: float
    scale: Scale

    def x(self, day: float) -> float:
        """Return the pixel of a day."""
        span = max(self.last_day - self.first_day, 1.0)
        return self.area.left() + (day - self.first_day) / span * self.area.width()

    def y(self, number: float) -> float:
        """Return the pixel of a number, the middle of one so that level lines are sharp."""
        span = self.scale.high - self.scale.low
        above = (number - self.scale.low) / span + _UNDER_SHARE
        share = above / (1 + _OVER_SHARE + _UNDER_SHARE)
        return round(self.area.bottom() - share * self.area.height()) + 0.5

    @property
    def middle(self) -> float:
        """The pixel half way up the scale."""
        return self.y((self.scale.low + self.scale.high) / 2)

    def day_at(self, x: float) -> float:
        """Return the day under a pixel."""
        share = (x - self.area.left()) / max(self.area.width(), 1.0)
        return self.first_day + share * (self.last_day - self.first_day)


def frame_of(
    theme: Theme,
    size: QSize,
    days: tuple[float, float],
    widest: tuple[str, str],
    scale: Scale | None,
) -> SmallFrame:
    """Lay a chart out in a size; `days` and `widest` are the same for all charts of a page."""
    label, last = widest
    left = _EDGE_PX + theme.text_px("axis", label) + _AXIS_GAP_PX
    right = size.width() - _LAST_GAP_PX - theme.text_px("small_last", last) - _EDGE_PX
    top = theme.scaled(_TITLE_PX) + _TITLE_GAP_PX
    area = QRectF(round(left), top, max(right - left, 20.0), max(size.height() - top - 6, 20))
    return SmallFrame(area, *days, scale or _GRADES)


def days_of(look: SmallChartsLook) -> tuple[float, float]:
    """Return the first and the last day on which something is drawn in any chart."""
    weeks = look.axis.weeks
    days = [week.middle for week in (weeks[:1] + weeks[-1:])]
    days += [p.day for chart in look.charts for p in (*chart.points, *chart.compared)]
    return (min(days), max(days)) if days else (0.0, 7.0)


def widest_of(look: SmallChartsLook) -> tuple[str, str]:
    """Return the longest label of the scales of a page, and the longest of its last values."""
    scales = [chart.scale for chart in look.charts if chart.scale is not None]
    labels = [label for scale in scales for label in (scale.low_label, scale.high_label)]
    lasts = [chart.last for chart in look.charts if chart.scale is not None]
    return max((_GRADES.high_label, *labels), key=len), max((_GRADES.high_label, *lasts), key=len)


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
        _paint_series(painter, theme, frame, look)
        _paint_last_values(painter, theme, frame, look, size.width())
        if not any(point.number is not None for point in (*look.points, *look.compared)):
            painter.setFont(theme.font("axis"))
            painter.setPen(theme.colour("text.muted"))
            painter.drawText(frame.area, _CENTRE, page.empty_text)

    return render(size.width(), size.height(), ratio, paint)


def paint_chart_cursor(
    painter: QPainter, theme: Theme, frame: SmallFrame, day: float, number: float | None, text: str
) -> None:
    """Paint the time cursor on a day, around the point there, with its read-out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("text.primary"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x = round(frame.x(day)) + 0.5
    painter.drawLine(QLineF(x, frame.area.top(), x, frame.area.bottom()))
    if number is not None:
        painter.setPen(QPen(theme.colour("text.primary"), 1.6))
        painter.drawEllipse(QPointF(x, frame.y(number)), _LAST_POINT_PX + 1.5, _LAST_POINT_PX + 1.5)
    tag_px = theme.line_px("axis_strong") + 4
    below = number is None or frame.y(number) < frame.middle
    top = frame.y(frame.scale.low) - tag_px / 2 if below else frame.area.top()
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
    scale = frame.scale
    painter.drawLines([QLineF(left, frame.y(at), right, frame.y(at)) for at in scale.lines])
    painter.setFont(theme.font("axis"))
    painter.setPen(theme.colour("text.muted"))
    line_px = theme.line_px("axis")
    for at, label in ((scale.low, scale.low_label), (scale.high, scale.high_label)):
        box = QRectF(0, frame.y(at) - line_px / 2, left - _AXIS_GAP_PX, line_px)
        painter.drawText(box, _RIGHT, label)


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
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLines(_lines(frame, points))
    painter.setPen(QPen(theme.colour("spark.missing"), 1.2))
    painter.setBrush(theme.colour("bg.surface"))
    for point in points:
        if point.number is not None:
            at = QPointF(frame.x(point.day), frame.y(point.number))
            painter.drawRect(QRectF(at.x() - 2, at.y() - 2, 4, 4))


def _paint_series(painter: QPainter, theme: Theme, frame: SmallFrame, look: SmallChartLook) -> None:
    points, is_measured = look.points, look.scale is not None
    line = theme.colour("chart.line")
    painter.setPen(QPen(line, 1.5))
    painter.drawLines(_lines(frame, points))
    answered = [point for point in points if point.number is not None]
    step = frame.area.width() / max(len(points) - 1, 1)
    unit = theme.scaled(10) / 10
    small, large = min(_POINT_PX * unit, max(1.2, step / 3)), _LAST_POINT_PX * unit
    ratio = painter.device().devicePixelRatioF()
    for index, point in enumerate(answered):
        at = QPointF(frame.x(point.day), frame.y(point.number or 0))
        radius = large if index == len(answered) - 1 else small
        fill = _fill(theme, point, is_measured=is_measured)
        dot = _dot(theme, fill, radius, ratio)
        half = dot.deviceIndependentSize().width() / 2
        painter.drawPixmap(at - QPointF(half, half), dot)
        if point.is_confirmed and not is_measured:
            _paint_tick(painter, theme, at - QPointF(0, radius + 5))


def _fill(theme: Theme, point: SmallPoint, *, is_measured: bool) -> QColor:
    """The colour of a grade; of measures those of the team are full, what was said is hollow."""
    if is_measured:
        return theme.colour("chart.line" if point.is_confirmed else "bg.surface")
    return (
        QColor(theme.grade(int(point.number)).fill) if point.number else theme.colour("bg.surface")
    )


def _dot(theme: Theme, fill: QColor, radius: float, ratio: float) -> QPixmap:
    """Return a point, made once for all that look the same."""
    side = 2 * (int(radius) + 2)

    def paint(painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour("chart.line"), 1.3))
        painter.setBrush(fill)
        painter.drawEllipse(QPointF(side / 2, side / 2), radius, radius)

    key = ("dot", fill.name(), round(radius, 2), ratio)
    return theme.picture(key, lambda: render(side, side, ratio, paint))


def _lines(frame: SmallFrame, points: Sequence[SmallPoint]) -> list[QLineF]:
    """A missing week is a point without a grade, and no line goes over it."""
    return [
        QLineF(frame.x(a.day), frame.y(a.number), frame.x(b.day), frame.y(b.number))
        for a, b in pairwise(points)
        if a.number is not None and b.number is not None
    ]


def _paint_tick(painter: QPainter, theme: Theme, middle: QPointF) -> None:
    pen = QPen(theme.colour("text.primary"), 1.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corners = (QPointF(-3, -0.2), QPointF(-1, 1.8), QPointF(3, -2.4))
    painter.drawPolyline(QPolygonF([middle + corner for corner in corners]))


def _paint_last_values(
    painter: QPainter, theme: Theme, frame: SmallFrame, look: SmallChartLook, width: int
) -> None:
    left = frame.area.right() + _LAST_GAP_PX
    middle, room = frame.middle, width - left
    last_px, line_px = theme.line_px("small_last"), theme.line_px("meta")
    painter.setFont(theme.font("small_last"))
    painter.setPen(theme.colour("text.primary"))
    painter.drawText(QRectF(left, middle - last_px / 2, room, last_px), LINE, look.last)
    painter.setFont(theme.font("meta"))
    painter.setPen(theme.colour("text.muted"))
    top = middle + last_px / 2 - 1
    painter.drawText(QRectF(left + 1, top, room, line_px), LINE, look.previous)
