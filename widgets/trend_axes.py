"""Paints what surrounds a trend: grade words, gridlines, alert zone, weeks, treatment cycles, last
values and cursor.
"""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from widgets.theme import Theme
from widgets.trend_look import TrendLook, TrendPoint

RIGHT_PX = 9
TOP_PX = 8
_TICK_PX = 5
_LEAST_FOR_PREVIOUS_PX = 110
_WORD_GAP_PX = 4
_AXIS_GAP_PX = 8
_HALO = ((-2, 0), (2, 0), (0, -2), (0, 2), (-1, -1), (1, -1), (-1, 1), (1, 1))
_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class PlotFrame:
    """The plotting area in pixels and the range of days and grades that it spans."""

    area: QRectF
    first_day: float
    last_day: float
    low: float
    high: float

    def x(self, day: float) -> float:
        """Return the pixel of a day."""
        return (
            self.area.left()
            + (day - self.first_day) / (self.last_day - self.first_day) * self.area.width()
        )

    def y(self, grade: float) -> float:
        """Return the pixel of a grade."""
        return self.area.bottom() - (grade - self.low) / (self.high - self.low) * self.area.height()

    def day_at(self, x: float) -> float:
        """Return the day under a pixel."""
        return self.first_day + (x - self.area.left()) / self.area.width() * (
            self.last_day - self.first_day
        )


def left_px(theme: Theme, look: TrendLook | None) -> int:
    """Return the room left of the plot for grade words and the word for cycles."""
    words = [*look.grade_words, look.cycles_word] if look is not None else []
    widest = max((theme.text_px("axis", word) for word in words), default=0.0)
    return round(widest + theme.text_px("axis_strong", "0") + _WORD_GAP_PX + _AXIS_GAP_PX + 2)


def bottom_px(theme: Theme) -> int:
    """Return the room under the plot for week labels and cycles."""
    return theme.scaled(46)


def paint_axes(painter: QPainter, theme: Theme, frame: PlotFrame, look: TrendLook) -> None:
    """Paint everything that lies under the line."""
    zone_bottom = _paint_zone(painter, theme, frame, look)
    _paint_grades(painter, theme, frame, look)
    _paint_zone_edge(painter, theme, frame, look, zone_bottom)
    _paint_cycles(painter, theme, frame, look, zone_bottom)
    _paint_weeks(painter, theme, frame, look)


def paint_values(
    painter: QPainter, theme: Theme, frame: PlotFrame, look: TrendLook, cursor: int
) -> None:
    """Paint the last value large, the previous one small, and the reading under the cursor."""
    _paint_zone_label(painter, theme, frame, look)
    answered = [look.points[index] for index in look.answered]
    if answered:
        _paint_last(painter, theme, frame, answered, look.zone_from)
    if len(answered) > 1 and frame.area.height() >= theme.scaled(_LEAST_FOR_PREVIOUS_PX):
        _paint_previous(painter, theme, frame, answered)
    if 0 <= cursor < len(look.points):
        _paint_reading(painter, theme, frame, look.points[cursor])


def _paint_zone(painter: QPainter, theme: Theme, frame: PlotFrame, look: TrendLook) -> float:
    """Paint the tinted band; return the pixel of its lower edge, or the top of the plot when there
    is none.
    """
    if look.zone_from is None:
        return frame.area.top()
    edge = round(frame.y(look.zone_from - 0.5)) + 0.5
    painter.fillRect(
        QRectF(frame.area.left(), frame.area.top(), frame.area.width(), edge - frame.area.top()),
        theme.colour("chart.zone"),
    )
    return edge


def _paint_zone_edge(
    painter: QPainter, theme: Theme, frame: PlotFrame, look: TrendLook, edge: float
) -> None:
    if look.zone_from is None:
        return
    pen = QPen(theme.colour("chart.zone.edge"), 1.4)
    pen.setDashPattern([5 / 1.4, 3 / 1.4])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QLineF(frame.area.left(), edge, frame.area.right(), edge))


def _paint_zone_label(painter: QPainter, theme: Theme, frame: PlotFrame, look: TrendLook) -> None:
    """Write the zone's name over the line, with a halo, at the end of the band that has fewer
    points in it.
    """
    if look.zone_from is None:
        return
    edge = frame.y(look.zone_from - 0.5)
    line_px = theme.line_px("axis")
    width = theme.text_px("axis_strong", look.zone_label)
    early = look.points[: max(1, len(look.points) // 2)]
    crowded = sum(point.grade is not None and point.grade >= look.zone_from for point in early) > 1
    left = frame.area.center().x() - width / 2 if crowded else frame.area.left() + 6
    box = QRectF(left, edge - line_px - 2, width, line_px)
    _draw_with_halo(
        painter, theme, box, look.zone_label, ("axis_strong", "chart.zone.text", "chart.zone")
    )


def _draw_with_halo(
    painter: QPainter, theme: Theme, box: QRectF, text: str, dress: tuple[str, str, str]
) -> None:
    """Draw centred text over a thin outline of the ground, so that lines under it do not cross the
    figures.
    """
    role, ink, ground = dress
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(ground))
    for dx, dy in _HALO:
        painter.drawText(box.translated(dx, dy), _CENTRE, text)
    painter.setPen(theme.colour(ink))
    painter.drawText(box, _CENTRE, text)


def _paint_grades(painter: QPainter, theme: Theme, frame: PlotFrame, look: TrendLook) -> None:
    line_px = theme.line_px("axis")
    digit_px = theme.text_px("axis_strong", "0")
    right = frame.area.left() - _AXIS_GAP_PX
    is_tight = abs(frame.y(0) - frame.y(1)) < line_px
    for grade, word in enumerate(look.grade_words):
        y = round(frame.y(grade)) + 0.5
        painter.setPen(QPen(theme.colour("chart.grid"), 1))
        painter.drawLine(QLineF(frame.area.left(), y, frame.area.right(), y))
        if is_tight and grade not in (0, len(look.grade_words) - 1):
            continue
        box = QRectF(0, y - line_px / 2, right, line_px)
        painter.setFont(theme.font("axis_strong"))
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(box, _RIGHT, str(grade))
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.colour("text.secondary"))
        painter.drawText(box.adjusted(0, 0, -digit_px - _WORD_GAP_PX, 0), _RIGHT, word)


def _paint_cycles(
    painter: QPainter, theme: Theme, frame: PlotFrame, look: TrendLook, top: float
) -> None:
    cycles = [cycle for cycle in look.cycles if frame.first_day <= cycle.day <= frame.last_day]
    if not cycles:
        return
    colour = theme.colour("treatment")
    line_px = theme.line_px("axis")
    middle = frame.area.bottom() + theme.scaled(34)
    dotted = QPen(colour, 1.3)
    dotted.setDashPattern([1.1, 2.3])
    label_left = 0.0
    for cycle in cycles:
        x = round(frame.x(cycle.day)) + 0.5
        painter.setPen(dotted)
        painter.drawLine(QLineF(x, top + 2, x, frame.area.bottom() - 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x, middle - 4),
                    QPointF(x + 4.5, middle + 3.5),
                    QPointF(x - 4.5, middle + 3.5),
                ]
            )
        )
        width = theme.text_px("axis_strong", cycle.label)
        if x + 7 >= label_left and x + 7 + width <= frame.area.right() + RIGHT_PX:
            painter.setFont(theme.font("axis_strong"))
            painter.setPen(colour)
            painter.drawText(
                QRectF(x + 7, middle - line_px / 2, width + 4, line_px), _LEFT, cycle.label
            )
            label_left = x + 7 + width
    painter.setFont(theme.font("axis"))
    painter.setPen(colour)
    painter.drawText(
        QRectF(0, middle - line_px / 2, frame.area.left() - _AXIS_GAP_PX, line_px),
        _RIGHT,
        look.cycles_word,
    )


def _paint_weeks(painter: QPainter, theme: Theme, frame: PlotFrame, look: TrendLook) -> None:
    axis_y = round(frame.area.bottom()) + 0.5
    pen = QPen(theme.colour("chart.axis"), 1)
    painter.setPen(pen)
    painter.drawLine(QLineF(frame.area.left(), axis_y, frame.area.right(), axis_y))
    last = len(look.points) - 1
    room_right = frame.area.right() + RIGHT_PX
    # From the newest to the oldest, so that the newest label stays when they would touch.
    for index, point in reversed(list(enumerate(look.points))):
        x = round(frame.x(point.day)) + 0.5
        painter.setPen(pen)
        painter.drawLine(QLineF(x, axis_y, x, axis_y + _TICK_PX))
        if point.grade is None:
            _paint_missing(painter, theme, QPointF(x, frame.y(0)))
        half = theme.text_px("axis_strong", point.tick_label) / 2
        centre = min(x, frame.area.right() + RIGHT_PX - half - 1)
        if point.tick_label and centre + half <= room_right:
            _paint_tick(
                painter, theme, QPointF(centre, axis_y + 6), point.tick_label, index == last
            )
            room_right = centre - half - 4


def _paint_missing(painter: QPainter, theme: Theme, at: QPointF) -> None:
    painter.setPen(QPen(theme.colour("spark.missing"), 1.4))
    x, y = at.x(), at.y()
    painter.drawLines([QLineF(x - 3, y - 3, x + 3, y + 3), QLineF(x - 3, y + 3, x + 3, y - 3)])


def _paint_tick(painter: QPainter, theme: Theme, top: QPointF, text: str, strong: bool) -> None:
    painter.setFont(theme.font("axis_strong" if strong else "axis"))
    painter.setPen(theme.colour("text.primary" if strong else "text.secondary"))
    painter.drawText(QRectF(top.x() - 30, top.y(), 60, theme.line_px("axis")), _CENTRE, text)


def _paint_last(
    painter: QPainter,
    theme: Theme,
    frame: PlotFrame,
    answered: list[TrendPoint],
    zone_from: float | None,
) -> None:
    point = answered[-1]
    flat = len(answered) > 1 and answered[-2].grade == point.grade
    x, y = frame.x(point.day), frame.y(point.grade or 0)
    box = QRectF(x - 20, y - 32, 40, 22) if flat else QRectF(x - 38, y - 11, 38, 22)
    in_zone = zone_from is not None and (point.grade or 0) >= zone_from
    ground = "chart.zone" if in_zone else "bg.surface"
    _draw_with_halo(painter, theme, box, str(point.grade), ("chart_last", "text.primary", ground))


def _paint_previous(
    painter: QPainter, theme: Theme, frame: PlotFrame, answered: list[TrendPoint]
) -> None:
    point, last = answered[-2], answered[-1]
    grade = point.grade or 0
    above = grade == 0 or (last.grade or 0) < grade
    x, y = frame.x(point.day), frame.y(grade)
    centre = y - 15 if above else y + 16
    box = QRectF(x - 20, centre - 9, 40, 18)
    _draw_with_halo(painter, theme, box, str(point.grade), ("meta", "text.secondary", "bg.surface"))


def _paint_reading(painter: QPainter, theme: Theme, frame: PlotFrame, point: TrendPoint) -> None:
    """Paint date and value in a tag at the cursor, kept inside the plot."""
    text = f"{point.date} : {point.value}"
    width = theme.text_px("axis_strong", text) + 14
    left = min(max(frame.area.left(), frame.x(point.day) - width / 2), frame.area.right() - width)
    tag = QRectF(left, frame.y(1.5) - 10, width, 20)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text.primary"))
    painter.drawRoundedRect(tag, 4, 4)
    painter.setFont(theme.font("axis_strong"))
    painter.setPen(theme.colour("bg.surface"))
    painter.drawText(tag, _CENTRE, text)
