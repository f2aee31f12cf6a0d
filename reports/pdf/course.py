"""The course of a period as one picture: treatments, events, and symptoms week by week."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from reports.colours import colour, grade_colours
from reports.pdf.buckets import Bucket, Cell, buckets, cell, weeks_answered
from reports.said.rows import Row
from reports.svg import Sheet, fitting, width_of
from reports.voice import event_name, line_name
from resources.wording import Wording
from services.contract.patient_file import FileEvent
from services.contract.record import RecordedLine
from services.contract.reports import ReportSummary

WIDTH: Final = 500.0
_LEFT, _RIGHT = 112.0, 82.0
_ROW, _CELL = 13.4, 12.0
_LANES_TOP, _EVENTS, _MAP = 2.0, 27.0, 48.0
_FOOT = 13.0
_NAMED_FROM: Final = 30.0
_MARKS_APART: Final = 5.0
_LONGEST_EVENT: Final = 105.0
_SMALL: Final = 6.5


class Course:
    """Draws one picture; the same axis of time for all that is in it."""

    def __init__(self, wording: Wording, summary: ReportSummary, rows: Sequence[Row]) -> None:
        self._wording, self._summary, self._rows = wording, summary, rows
        self._columns = buckets(summary.weeks)
        self._answered = weeks_answered(summary.symptoms, len(summary.weeks))
        self._top = _MAP if summary.events else _EVENTS + 2
        self._sheet = Sheet(WIDTH, self._top + len(rows) * _ROW + _FOOT)
        self._step = (WIDTH - _LEFT - _RIGHT) / max(1, len(self._columns))
        self._begins = summary.weeks[0] - timedelta(days=3)
        self._ends = summary.weeks[-1] + timedelta(days=4)

    def drawn(self) -> str:
        """The picture as SVG."""
        self._draw_lines()
        if self._summary.events:
            self._draw_events()
        for place, row in enumerate(self._rows):
            self._draw_row(place, row)
        self._draw_axis()
        return self._sheet.drawn()

    def _x(self, day: date) -> float:
        """Where a day is; outside of the period at its edge."""
        span = (self._ends - self._begins).days
        share = min(1.0, max(0.0, (day - self._begins).days / span))
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)

    def _label(self, y: float, text: str) -> None:
        self._sheet.words((_LEFT - 6, y), text, colour("text.muted"), anchor="end")

    def _draw_lines(self) -> None:
        self._label(_LANES_TOP + 9, self._wording.text("file-lane-treatment"))
        for line in self._summary.lines:
            if line.withdrawn_at is None and self._touches(line):
                self._draw_line(line)

    def _touches(self, line: RecordedLine) -> bool:
        return line.started_on <= self._ends and (line.ended_on or self._ends) >= self._begins

    def _draw_line(self, line: RecordedLine) -> None:
        left, right = self._x(line.started_on), self._x(line.ended_on or self._ends)
        is_past = line.ended_on is not None
        kind = "treatment.past" if is_past else "treatment"
        edge = colour("treatment.past.edge" if is_past else "treatment")
        width = max(3.0, right - left)
        self._sheet.box((left, _LANES_TOP), width, 13, colour(f"{kind}.bg"), edge=edge)
        ink = colour("text.secondary" if is_past else "treatment")
        # A narrow one has its name under the picture alone.
        if width > _NAMED_FROM:
            shown = fitting(line_name(self._wording, line), width - 6, 7)
            self._sheet.words((left + 4, _LANES_TOP + 9), shown, ink, weight=600)
        self._draw_cycles(line)

    def _draw_cycles(self, line: RecordedLine) -> None:
        ink, free, before = colour("treatment"), 0.0, 0.0
        foot = _LANES_TOP + 21
        for cycle in line.cycles:
            if cycle.withdrawn_at is not None or not self._begins <= cycle.started_on <= self._ends:
                continue
            x = self._x(cycle.started_on)
            if x - before < _MARKS_APART:
                continue
            before = x
            self._sheet.shape(((x, foot - 5), (x - 2.6, foot), (x + 2.6, foot)), ink)
            text = " ".join(filter(None, (f"C{cycle.number}", cycle.note)))
            if x + 4 >= free:
                shown = fitting(text, 60, 6.5)
                self._sheet.words((x + 4, foot), shown, ink, size=6.5, weight=500)
                free = x + 6 + width_of(shown, 6.5)

    def _draw_events(self) -> None:
        """Acts as hollow marks; what the record has with its words, where there is room."""
        self._label(_EVENTS + 7, self._wording.text("file-lane-events"))
        seen = [each for each in self._summary.events if self._begins <= each.on <= self._ends]
        seen.sort(key=lambda each: each.on)
        places = [self._x(each.on) for each in seen]
        below = 0.0
        for event, x, following in zip(seen, places, [*places[1:], WIDTH], strict=True):
            fill = "#FFFFFF" if event.event is None else colour("accent")
            self._sheet.dot((x, _EVENTS + 4.5), 2, fill, colour("accent"))
            if event.event is not None:
                below = self._name_event(event, x, following - x - 6, below)

    def _name_event(self, event: FileEvent, x: float, room: float, below: float) -> float:
        """Beside its mark, else below the marks; gives how far that line is taken."""
        text = fitting(event_name(self._wording, event), _LONGEST_EVENT, _SMALL)
        ink, width = colour("text.secondary"), width_of(text, _SMALL)
        if width <= room:
            self._sheet.words((x + 4.5, _EVENTS + 7), text, ink, size=_SMALL)
        elif x >= below:
            self._sheet.words((x - 2, _EVENTS + 15.5), text, ink, size=_SMALL)
            return x + width + 4
        return below

    def _draw_row(self, place: int, row: Row) -> None:
        y = self._top + place * _ROW
        weight = 600 if row.column.has_open_alert else 400
        name = fitting(row.name, _LEFT - 8, 7.2)
        ink = colour("text.primary")
        self._sheet.words((_LEFT - 6, y + 8.7), name, ink, size=7.2, weight=weight, anchor="end")
        for number, bucket in enumerate(self._columns):
            found = cell(row.column, bucket, self._answered)
            self._draw_cell((_LEFT + number * self._step, y), found)
        right = WIDTH - _RIGHT + 8
        self._sheet.words((right, y + 8.9), row.last, ink, size=8, weight=700)
        tone = colour("text.primary" if row.is_worse else "text.muted")
        bold = 600 if row.is_worse else 400
        self._sheet.words((right + 20, y + 8.9), row.change, tone, size=6.8, weight=bold)

    def _draw_cell(self, at: tuple[float, float], found: Cell) -> None:
        x, y = at
        width, middle = self._step - 1.2, (x + (self._step - 1.2) / 2, y + 8.6)
        if found.grade is not None:
            fill, ink = grade_colours(found.grade)
            edge = colour("grade.edge") if found.grade == 0 else None
            self._sheet.box((x, y), width, _CELL, fill, edge=edge)
            bold = 700 if found.grade >= 2 else 400
            self._sheet.words(middle, str(found.grade), ink, size=7, weight=bold, anchor="middle")
        elif found.presence is not None:
            self._draw_presence((x, y), width, is_there=found.presence)
        elif found.is_answered and not found.is_asked:
            self._sheet.box((x, y), width, _CELL, "#FFFFFF", edge=colour("grade.edge"))
            self._sheet.dot((middle[0], y + _CELL / 2), 0.7, colour("hatch"), colour("hatch"))
        else:
            self._sheet.box((x, y), width, _CELL, "#FFFFFF", edge=colour("grade.edge"))
            self._sheet.hatch((x, y), width, _CELL, colour("hatch"))
        if found.is_confirmed and width > 13:
            self._draw_tick((x + width - 6, y + 3.6))

    def _draw_presence(self, at: tuple[float, float], width: float, *, is_there: bool) -> None:
        fill, ink = grade_colours(1 if is_there else 0)
        edge = None if is_there else colour("grade.edge")
        self._sheet.box(at, width, _CELL, fill, edge=edge)
        text = self._wording.text("report-yes" if is_there else "report-no")
        self._sheet.words((at[0] + width / 2, at[1] + 8.4), text, ink, size=6.2, anchor="middle")

    def _draw_tick(self, at: tuple[float, float]) -> None:
        x, y = at
        points = ((x, y), (x + 1.5, y + 1.6), (x + 4.2, y - 1.8))
        self._sheet.line(points, colour("text.primary"), width=0.8)

    def _draw_axis(self) -> None:
        y, free = self._top + len(self._rows) * _ROW + 7, 0.0
        is_long = (self._ends - self._begins).days > 370
        self._label(y, self._wording.text("report-weeks-from"))
        previous: Bucket | None = None
        for number, bucket in enumerate(self._columns):
            x = _LEFT + number * self._step
            if x >= free:
                text = self._day(bucket, previous, is_long=is_long)
                self._sheet.words((x, y), text, colour("text.muted"), size=6.2)
                free, previous = x + width_of(text, 6.2) + 4, bucket

    def _day(self, bucket: Bucket, previous: Bucket | None, *, is_long: bool) -> str:
        if is_long:
            return self._wording.month(bucket.on)
        if previous is not None and previous.on.month == bucket.on.month:
            return str(bucket.on.day)
        return self._wording.day(bucket.on)
