"""Which week labels have room under a course, and paints them."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from widgets.course_frame import CourseFrame
from widgets.theme import Theme
from widgets.time_axis import TimeAxis

_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
_GAP_PX = 3


def labels_with_room(theme: Theme, axis: TimeAxis, week_px: float) -> dict[int, str]:
    """Return the text under each labelled week: all weeks, or every second one, and so on."""
    step = 1
    while step < len(axis.weeks):
        labels = axis.labels(step)
        if all(gap <= step * week_px for gap in _gaps(theme, labels)):
            return labels
        # Of hundreds of weeks only steps that can differ are tried.
        step += max(1, step // 4)
    return axis.labels(step) if axis.weeks else {}


def paint_week_labels(painter: QPainter, theme: Theme, frame: CourseFrame, axis: TimeAxis) -> None:
    """Paint the labels in sight, the last week's bold."""
    last, seen = len(axis.weeks) - 1, frame.seen_weeks()
    for week, text in labels_with_room(theme, axis, frame.week_px).items():
        if week not in seen:
            continue
        is_last = week == last
        role = "axis_strong" if is_last else "axis"
        half = theme.text_px(role, text) / 2 + 1
        centre = (frame.week_left(week) + frame.week_left(week + 1) - frame.gap_px) / 2
        # A wide label of a narrow column would be cut at the right edge.
        centre = min(centre, max(frame.plot_right, frame.week_left(last + 1)) - half)
        box = QRectF(centre - half, frame.axis_top, 2 * half, frame.height - frame.axis_top)
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text.primary" if is_last else "text.secondary"))
        painter.drawText(box, _CENTRE, text)


def _gaps(theme: Theme, labels: dict[int, str]) -> Iterator[float]:
    """The room that each label needs to the next one, the last of which is moved to the left."""
    widths = [theme.text_px("axis_strong", text) for text in labels.values()]
    for index, (one, other) in enumerate(pairwise(widths)):
        is_last = index == len(widths) - 2
        yield one / 2 + (other if is_last else other / 2) + _GAP_PX
