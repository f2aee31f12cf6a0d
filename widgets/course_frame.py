"""Where the lanes and the heat map of a course lie: names on the left, weeks, last values."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from widgets.course_look import CourseLook
from widgets.theme import Theme
from widgets.time_axis import WEEK_DAYS

LEAST_WEEK_PX = 5
_MOST_WEEK_PX = 96
_WIDE_GAP_FROM_PX = 16
_ROW_PX = 20
_LEAST_ROWS = 2
_BAR_PX = 20
_CYCLES_PX = 14
_EVENTS_PX = 27
_AXIS_PX = 24
_NAME_GAP_PX = 11
_END_GAP_PX = 15
_LAST_PX = 18
_ARROW_PX = 16
_PIN_PX = 16
_NAME_SHARE, _END_SHARE = 0.3, 0.26
_LEAST_FOR_WORDS_PX = 300


@dataclass(frozen=True, slots=True)
class CourseFrame:
    """The pixels of one painting; `offset` is how far the weeks are scrolled."""

    width: float
    plot_left: float
    plot_width: float
    week_px: float
    weeks: int
    first_day: float
    offset: float
    bars: int
    bar_px: float
    cycles_top: float
    events_top: float
    rows_top: float
    row_px: float
    rows: int
    height: float
    shows_words: bool

    @property
    def plot_right(self) -> float:
        """The right end of what is visible of the weeks."""
        return self.plot_left + min(self.plot_width, self.content_px)

    @property
    def gap_px(self) -> int:
        """The room between two cells."""
        return 2 if self.week_px >= _WIDE_GAP_FROM_PX else 1

    @property
    def content_px(self) -> float:
        """The width of all weeks, seen or not."""
        return self.weeks * self.week_px

    @property
    def axis_top(self) -> float:
        """Where the week labels begin."""
        return self.rows_top + self.rows * self.row_px

    @property
    def end_left(self) -> float:
        """Where the last values begin."""
        return self.plot_right + _END_GAP_PX

    @property
    def name_right(self) -> float:
        """Where the names end."""
        return self.plot_left - _NAME_GAP_PX

    @property
    def plot(self) -> QRectF:
        """Everything between the names and the last values."""
        return QRectF(self.plot_left, 0, self.plot_right - self.plot_left, self.height)

    def x(self, day: float) -> float:
        """Return the pixel of a day."""
        return self.plot_left - self.offset + (day - self.first_day) / WEEK_DAYS * self.week_px

    def week_left(self, week: int) -> int:
        """Return the left edge of a column, on a whole pixel."""
        return round(self.plot_left - self.offset + week * self.week_px)

    def cell(self, row: int, week: int) -> QRectF:
        """Return the face of a cell."""
        left = self.week_left(week)
        top = self.rows_top + row * self.row_px
        return QRectF(left, top, self.week_left(week + 1) - left - self.gap_px, self.row_px - 2)

    def week_at(self, x: float) -> int:
        """Return the week under a pixel, -1 outside the weeks."""
        if not self.plot_left <= x < self.plot_right or self.week_px <= 0:
            return -1
        return min(int((x - self.plot_left + self.offset) // self.week_px), self.weeks - 1)

    def row_at(self, y: float) -> int:
        """Return the row under a pixel, -1 outside the rows."""
        inside = self.rows_top <= y < self.axis_top
        return int((y - self.rows_top) // self.row_px) if inside else -1

    def seen_weeks(self) -> range:
        """Return the weeks of which at least a part is visible."""
        if not self.weeks:
            return range(0)
        first = int(self.offset // self.week_px)
        last = int((self.offset + self.plot_right - self.plot_left - 1) // self.week_px)
        return range(max(0, first), min(self.weeks, last + 1))


def frame_of(theme: Theme, look: CourseLook, bars: int, width: float, offset: float) -> CourseFrame:
    """Lay a course out in a width; `bars` is how many rows its treatments need."""
    names = _names_px(theme, look, width)
    end = _end_px(theme, look)
    weeks = len(look.axis.weeks)
    shows_words = width - names - end - _END_GAP_PX >= _LEAST_FOR_WORDS_PX
    if not shows_words:
        end = theme.scaled(_LAST_PX + _ARROW_PX)
    end = min(end, width * _END_SHARE) if shows_words else end
    plot_width = max(width - names - end - _END_GAP_PX, 40.0)
    week_px = max(min(plot_width / max(weeks, 1), theme.scaled(_MOST_WEEK_PX)), LEAST_WEEK_PX)
    bar_px = theme.scaled(_BAR_PX)
    cycles_top = max(bars, 1) * bar_px
    events_top = cycles_top + (theme.scaled(_CYCLES_PX) if look.lanes.cycles else 0)
    rows_top = events_top + theme.scaled(_EVENTS_PX)
    row_px, rows = theme.scaled(_ROW_PX), max(len(look.rows), _LEAST_ROWS)
    most_offset = max(0.0, weeks * week_px - plot_width)
    return CourseFrame(
        width=width,
        plot_left=round(names),
        plot_width=plot_width,
        week_px=week_px,
        weeks=weeks,
        first_day=look.axis.first_day,
        offset=min(max(offset, 0.0), most_offset),
        bars=bars,
        bar_px=bar_px,
        cycles_top=cycles_top,
        events_top=events_top,
        rows_top=rows_top,
        row_px=row_px,
        rows=rows,
        height=rows_top + rows * row_px + theme.scaled(_AXIS_PX),
        shows_words=shows_words,
    )


def height_of(theme: Theme, look: CourseLook, bars: int) -> int:
    """Return the height that a course needs, whatever its width."""
    return round(frame_of(theme, look, bars, 1000, 0).height)


def _names_px(theme: Theme, look: CourseLook, width: float) -> float:
    titles = (look.lanes.treatment_title, look.lanes.events_title)
    widest = max(theme.text_px("body_strong", title) for title in titles)
    widest = max(widest, theme.text_px("axis", look.weeks_title))
    pin = theme.scaled(_PIN_PX)
    for row in look.rows:
        role = "heat_strong" if row.is_strong else "body"
        widest = max(widest, theme.text_px(role, row.name) + (pin if row.is_pinned else 0))
    return min(widest, width * _NAME_SHARE) + _NAME_GAP_PX + 2


def _end_px(theme: Theme, look: CourseLook) -> float:
    before = theme.scaled(_LAST_PX + _ARROW_PX)
    legend = theme.scaled(_ARROW_PX)
    widths = [
        theme.text_px("axis", look.end_title),
        theme.text_px("axis", look.missing_legend) + legend,
        theme.text_px("axis", look.lanes.treatment_note) + legend,
        *(before + theme.text_px("answer_worse", row.change_text) for row in look.rows),
    ]
    return max(widths) + 4
