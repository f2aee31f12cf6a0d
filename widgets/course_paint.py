"""Paints a whole course, and over it what follows the mouse and the keyboard."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from widgets.course_frame import CourseFrame
from widgets.course_look import CourseLook, HeatRow
from widgets.heat_map import paint_cells, paint_ends, paint_names, paint_ring
from widgets.icons import icon_pixmap
from widgets.lane_marks import LaneMarks
from widgets.lanes import paint_cycle_lines, paint_lane_titles, paint_marks
from widgets.pixmaps import render
from widgets.theme import Theme
from widgets.time_cursor import paint_tag
from widgets.week_labels import paint_week_labels

_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_OVER_PX = 6
_PIN_PX = 13


@dataclass(frozen=True, slots=True)
class Laid:
    """A course laid out: its frame, its marks, and the text under each labelled week."""

    frame: CourseFrame
    marks: LaneMarks
    labels: Mapping[int, str]


def paint_board(theme: Theme, laid: Laid, look: CourseLook, size: QSize, ratio: float) -> QPixmap:
    """Return the picture of a course at the scale of its screen."""
    frame, marks, labels = laid.frame, laid.marks, laid.labels

    def paint(painter: QPainter) -> None:
        paint_lane_titles(painter, theme, frame, look.lanes)
        paint_names(painter, theme, frame, look)
        paint_ends(painter, theme, frame, look)
        # Half an icon or triangle may stand over the edge of the weeks, as those of the last day.
        painter.setClipRect(frame.plot.adjusted(-_OVER_PX, 0, _OVER_PX, 0))
        if look.rows:
            paint_cycle_lines(painter, theme, marks, frame.rows_top - _OVER_PX, frame.axis_top + 2)
        paint_marks(painter, theme, frame, marks)
        paint_week_labels(painter, theme, frame, labels)
        painter.setClipRect(frame.plot)
        paint_cells(painter, theme, frame, look)
        if not look.rows and look.empty_text:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.colour("text.muted"))
            box = frame.plot
            box.setTop(frame.rows_top)
            box.setBottom(frame.axis_top)
            painter.drawText(box, _CENTRE, look.empty_text)

    return render(size.width(), size.height(), ratio, paint)


def paint_cursor(
    painter: QPainter, theme: Theme, frame: CourseFrame, row: int, week: int, text: str
) -> None:
    """Paint the time cursor around a column, the ring of a row's cell, and the read-out."""
    column = frame.cell(0, week)
    left, right = column.left() - 1.5, column.right() + 1.5
    painter.save()
    painter.setClipRect(frame.plot.adjusted(-3, 0, 3, 0))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = round((left + right) / 2) + 0.5
    painter.setPen(QPen(theme.colour("chart.axis"), 1))
    painter.drawLine(QLineF(middle, 0, middle, frame.rows_top - 2))
    painter.setPen(QPen(theme.colour("text.primary"), 1))
    painter.drawRoundedRect(
        QRectF(left, frame.rows_top - 1.5, right - left, frame.axis_top - frame.rows_top + 1), 4, 4
    )
    if row >= 0 and row < frame.rows:
        paint_ring(painter, theme, frame.cell(row, week))
    painter.restore()
    tag_px = theme.line_px("axis_strong") + 4
    top = frame.axis_top + (frame.height - frame.axis_top - tag_px) / 2
    paint_tag(painter, theme, middle, top, text, QRectF(0, 0, frame.width, frame.height))


def paint_hovered_name(
    painter: QPainter, theme: Theme, frame: CourseFrame, shown: HeatRow, row: int
) -> None:
    """Paint the outline of a pin before the name under the mouse."""
    if shown.is_pinned:
        return
    side = theme.scaled(_PIN_PX)
    role = "heat_strong" if shown.is_strong else "body"
    left = max(0.0, frame.name_right - theme.text_px(role, shown.name) - side - 3)
    top = frame.rows_top + row * frame.row_px + (frame.row_px - 2 - side) / 2
    pixmap = icon_pixmap(theme, "push-pin", side, "accent", painter.device().devicePixelRatioF())
    painter.drawPixmap(QPointF(round(left), round(top)), pixmap)
