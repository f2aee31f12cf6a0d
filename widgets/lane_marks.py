"""Places treatments, cycles and events on a time axis so that nothing lies on something else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF

from widgets.course_frame import CourseFrame
from widgets.course_look import CycleMark, EventMark, LanesLook, TreatmentBar
from widgets.theme import Theme

ICON_PX = 16
_TRIANGLE_PX = 10
CYCLE_GAP_PX = 1.5
_GAP_PX = 4
_CUT = "…"


@dataclass(frozen=True, slots=True)
class PlacedBar:
    """A treatment in pixels."""

    rect: QRectF
    bar: TreatmentBar


@dataclass(frozen=True, slots=True)
class PlacedCycle:
    """A cycle in pixels, its triangle `side` wide, with as much of its label as has room."""

    x: float
    side: float
    text: str
    rect: QRectF
    cycle: CycleMark


@dataclass(frozen=True, slots=True)
class PlacedEvents:
    """One icon in pixels for an event, or for several that would lie on each other."""

    x: float
    text: str
    rect: QRectF
    events: tuple[EventMark, ...]


@dataclass(frozen=True, slots=True)
class LaneMarks:
    """Everything in the lanes, from left to right."""

    bars: tuple[PlacedBar, ...]
    cycles: tuple[PlacedCycle, ...]
    events: tuple[PlacedEvents, ...]

    def sentence_at(self, x: float, y: float) -> str:
        """Return what is said of the mark under a pixel, nothing where there is none."""
        for event in self.events:
            if event.rect.contains(x, y):
                return "\n".join(mark.sentence for mark in event.events)
        for cycle in self.cycles:
            if cycle.rect.contains(x, y):
                return cycle.cycle.sentence or cycle.cycle.label
        for bar in self.bars:
            if bar.rect.contains(x, y):
                return bar.bar.sentence or bar.bar.label
        return ""


def bar_rows(bars: Sequence[TreatmentBar]) -> tuple[int, ...]:
    """Return the row of each treatment: the first one that is free when it starts."""
    free_from: list[float] = []
    rows = [0] * len(bars)
    for index in sorted(range(len(bars)), key=lambda index: bars[index].start):
        bar = bars[index]
        row = next((row for row, day in enumerate(free_from) if day <= bar.start), len(free_from))
        end = float("inf") if bar.end is None else bar.end
        free_from[row:] = [end, *free_from[row + 1 :]]
        rows[index] = row
    return tuple(rows)


def place_marks(theme: Theme, frame: CourseFrame, look: LanesLook, last_day: float) -> LaneMarks:
    """Place what touches the axis, which ends on `last_day`."""
    return LaneMarks(
        tuple(_placed_bars(frame, look.bars, last_day)),
        tuple(_placed_cycles(theme, frame, look.cycles, last_day)),
        tuple(_placed_events(theme, frame, look.events, last_day)),
    )


def _placed_bars(
    frame: CourseFrame, bars: Sequence[TreatmentBar], last_day: float
) -> Iterable[PlacedBar]:
    for bar, row in zip(bars, bar_rows(bars), strict=True):
        start = max(bar.start, frame.first_day)
        end = last_day if bar.end is None else min(bar.end, last_day)
        if end <= start:
            continue
        left, right = round(frame.x(start)), round(frame.x(end))
        rect = QRectF(left, row * frame.bar_px, max(right - left - 1, 3), frame.bar_px - 2)
        yield PlacedBar(rect, bar)


def _placed_cycles(
    theme: Theme, frame: CourseFrame, cycles: Sequence[CycleMark], last_day: float
) -> Iterable[PlacedCycle]:
    shown = sorted((c for c in cycles if frame.first_day <= c.day <= last_day), key=lambda c: c.day)
    if not shown:
        return
    steps = (frame.x(b.day) - frame.x(a.day) for a, b in pairwise(shown))
    side = max(min(theme.scaled(_TRIANGLE_PX), min(steps, default=99.0) - 1), 1.0)
    line_px = theme.line_px("axis_strong")
    ends = [frame.x(cycle.day) - side / 2 - 1 for cycle in shown[1:]]
    ends.append(max(frame.plot_right, frame.x(last_day)))
    for cycle, end in zip(shown, ends, strict=True):
        x = frame.x(cycle.day)
        left = x + side / 2 + CYCLE_GAP_PX
        text = _fitting(theme, cycle.label, end - left)
        width = side + (CYCLE_GAP_PX + theme.text_px("axis_strong", text) if text else 0)
        yield PlacedCycle(
            x, side, text, QRectF(x - side / 2, frame.cycles_top, width, line_px), cycle
        )


def _fitting(theme: Theme, label: str, room: float) -> str:
    """The label, or its first word with a sign that there is more, or without, or nothing."""
    first = label.split(" ", 1)[0]
    for text in (label, first + _CUT, first):
        if theme.text_px("axis_strong", text) <= room:
            return text
    return ""


def _placed_events(
    theme: Theme, frame: CourseFrame, events: Sequence[EventMark], last_day: float
) -> Iterable[PlacedEvents]:
    from_days = ((event.day_from(frame.first_day), event) for event in events)
    shown = [(day, event) for day, event in from_days if day is not None and day <= last_day]
    if not shown:
        return
    side = theme.scaled(ICON_PX)
    groups: list[list[EventMark]] = []
    middles: list[float] = []
    for day, event in sorted(shown, key=lambda each: each[0]):
        x = frame.x(day)
        if groups and x < middles[-1] + side + 1:
            groups[-1].append(event)
        else:
            groups.append([event])
            middles.append(x)
    limits = [x - side / 2 - _GAP_PX for x in middles[1:]]
    limits.append(max(frame.plot_right, frame.x(last_day)))
    for group, x, limit in zip(groups, middles, limits, strict=True):
        left = x + side / 2 + _GAP_PX
        text = group[0].label if len(group) == 1 else f"×{len(group)}"
        if left + theme.text_px("meta", text) > limit:
            text = ""
        width = side + (_GAP_PX + theme.text_px("meta", text) if text else 0)
        top = frame.events_top + (frame.rows_top - frame.events_top - side) / 2 - 2
        yield PlacedEvents(x, text, QRectF(x - side / 2, top, width, side), tuple(group))
