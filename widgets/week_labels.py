"""Which week labels have room under a course, and paints them."""

from collections.abc import Iterator, Mapping
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
        if all(gap <= step * week_px for gap in _gaps(theme, labels, week_px)):
            return labels
        # Of hundreds of weeks only steps that can differ are tried.
        step += max(1, step // 4)
    return axis.labels(step) if axis.weeks else {}


def paint_week_labels(
    painter: QPainter, theme: Theme, frame: CourseFrame, labels: Mapping[int, str]
) -> None:
    """Paint the labels in sight, the last week's bold."""
    last, seen = frame.weeks - 1, frame.seen_weeks()
    for week, text in labels.items():
        if week not in seen:
            continue
        is_last = week == last
        role = "axis_strong" if is_last else "axis"
        half = theme.text_px(role, text) / 2 + 1
        centre = (frame.week_left(week) + frame.week_left(week + 1) - frame.gap_px) / 2
        # A wide label of a narrow column would be cut at either end.
        centre = min(centre, max(frame.plot_right, frame.week_left(last + 1)) - half)
        centre = max(centre, frame.week_left(0) + half)
        box = QRectF(centre - half, frame.axis_top, 2 * half, frame.height - frame.axis_top)
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text.primary" if is_last else "text.secondary"))
        painter.drawText(box, _CENTRE, text)


def _gaps(theme: Theme, labels: dict[int, str], week_px: float) -> Iterator[float]:
    """The room that each label needs to the next one; those at both ends may be moved inwards."""
    widths = [theme.text_px("axis_strong", text) for text in labels.values()]
    for index, (one, other) in enumerate(pairwise(widths)):
        moved = max(0.0, (one - week_px) / 2) if index == 0 else 0.0
        if index == len(widths) - 2:
            moved += max(0.0, (other - week_px) / 2)
        yield (one + other) / 2 + moved + _GAP_PX
