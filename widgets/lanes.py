"""Paints the lanes of a course: treatments, their cycles, events, and the cycles' dotted lines."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from widgets.course_frame import CourseFrame
from widgets.course_look import LanesLook
from widgets.fitted import elided
from widgets.icons import icon_pixmap
from widgets.lane_marks import (
    CYCLE_GAP_PX,
    ICON_PX,
    LaneMarks,
    PlacedBar,
    PlacedCycle,
    PlacedEvents,
)
from widgets.theme import Theme

LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_BAR_RADIUS_PX = 3
_PADDING_PX = 8
_LEAST_TEXT_PX = 24
_DOTS = (1.2, 3.2)


def paint_lane_titles(painter: QPainter, theme: Theme, frame: CourseFrame, look: LanesLook) -> None:
    """Paint the names of the lanes, left of the weeks, and the note on the treatments, right."""
    painter.setFont(theme.font("supporting_strong"))
    painter.setPen(theme.colour("text.secondary"))
    events_px = frame.rows_top - frame.events_top
    for text, top, height in (
        (look.treatment_title, 0.0, frame.bar_px - 2),
        (look.events_title, frame.events_top, events_px - 4),
    ):
        shown = elided(theme, "supporting_strong", text, frame.name_right)
        painter.drawText(QRectF(0, top, frame.name_right, height), _RIGHT, shown)
    if look.treatment_note and frame.shows_words:
        _paint_note(painter, theme, frame, look.treatment_note)


def paint_marks(painter: QPainter, theme: Theme, frame: CourseFrame, marks: LaneMarks) -> None:
    """Paint treatments, cycles and events."""
    for bar in marks.bars:
        _paint_bar(painter, theme, frame, bar)
    for cycle in marks.cycles:
        _paint_cycle(painter, theme, cycle)
    for event in marks.events:
        _paint_events(painter, theme, event)


def paint_cycle_lines(
    painter: QPainter, theme: Theme, marks: LaneMarks, top: float, bottom: float
) -> None:
    """Paint a dotted vertical for each cycle."""
    pen = QPen(theme.colour("treatment"), 1)
    pen.setDashPattern(list(_DOTS))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLines(
        [QLineF(round(c.x) + 0.5, top, round(c.x) + 0.5, bottom) for c in marks.cycles]
    )


def _paint_note(painter: QPainter, theme: Theme, frame: CourseFrame, note: str) -> None:
    side = theme.scaled(13)
    top = round((frame.bar_px - 2 - side) / 2)
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(
        QPointF(frame.end_left, top), icon_pixmap(theme, "clock", side, "warning", ratio)
    )
    left = frame.end_left + side + 3
    painter.setFont(theme.font("axis"))
    painter.setPen(theme.colour("warning"))
    text = elided(theme, "axis", note, frame.width - left)
    painter.drawText(QRectF(left, 0, frame.width - left, frame.bar_px - 2), LINE, text)


def _paint_bar(painter: QPainter, theme: Theme, frame: CourseFrame, placed: PlacedBar) -> None:
    in_force = placed.bar.is_in_force
    fill, edge, ink, role = (
        ("treatment.force.bg", "treatment", "treatment.force.text", "supporting_strong")
        if in_force
        else ("treatment.past.bg", "treatment.past.edge", "text.secondary", "supporting")
    )
    painter.setPen(QPen(theme.colour(edge), 1))
    painter.setBrush(theme.colour(fill))
    face = placed.rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(face, _BAR_RADIUS_PX, _BAR_RADIUS_PX)
    seen = face.intersected(frame.plot).adjusted(_PADDING_PX, 0, -_PADDING_PX, 0)
    if seen.width() >= _LEAST_TEXT_PX:
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(ink))
        painter.drawText(seen, LINE, elided(theme, role, placed.bar.label, seen.width()))


def _paint_cycle(painter: QPainter, theme: Theme, placed: PlacedCycle) -> None:
    side = placed.side
    middle = placed.rect.center().y()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("treatment"))
    top, base = middle - side * 0.45, middle + side * 0.4
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(placed.x, top),
                QPointF(placed.x + side / 2, base),
                QPointF(placed.x - side / 2, base),
            ]
        )
    )
    if placed.text:
        painter.setFont(theme.font("axis_strong"))
        painter.setPen(theme.colour("treatment"))
        painter.drawText(placed.rect.adjusted(side + CYCLE_GAP_PX, 0, 0, 0), LINE, placed.text)


def _paint_events(painter: QPainter, theme: Theme, placed: PlacedEvents) -> None:
    side = theme.scaled(ICON_PX)
    ratio = painter.device().devicePixelRatioF()
    mark = placed.events[0]
    pixmap = icon_pixmap(theme, mark.icon, side, mark.token, ratio)
    painter.drawPixmap(QPointF(round(placed.rect.left()), round(placed.rect.top())), pixmap)
    if placed.text:
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text.secondary"))
        painter.drawText(placed.rect.adjusted(side + 4, 0, 0, 0), LINE, placed.text)
