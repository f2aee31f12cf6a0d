"""A measure over a period: points, a line that a long gap breaks, and its bounds as numbers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from reports.colours import colour
from reports.svg import Point, Sheet
from resources.wording import Wording
from resources.words import FEVER_FROM_C
from services.contract.patient_file import Measurement

WIDTH: Final = 242.0
HEIGHT: Final = 74.0
_LEFT, _RIGHT, _TOP, _FOOT = 28.0, 6.0, 6.0, 13.0
_GAP: Final = timedelta(days=21)
_MOST_POINTS: Final = 60
Show = Callable[[float], str]


class MeasureChart:
    """Draws one series of a period; `least` is the smallest span of its axis."""

    def __init__(
        self, wording: Wording, period: tuple[date, date], series: Sequence[Measurement]
    ) -> None:
        self._wording = wording
        self._first, self._last = period
        self._series = sorted(series, key=lambda each: each.on)
        self._sheet = Sheet(WIDTH, HEIGHT)

    def drawn(self, show: Show, least: float, *, has_fever_line: bool = False) -> str:
        """The picture as SVG."""
        values = [each.value for each in self._series]
        if has_fever_line:
            values.append(FEVER_FROM_C)
        low, high = min(values), max(values)
        middle, half = (low + high) / 2, max(high - low, least) / 2 * 1.15
        self._low, self._high = middle - half, middle + half
        self._draw_axes(show, low, high)
        if has_fever_line:
            y = self._y(FEVER_FROM_C)
            self._sheet.line(
                ((_LEFT, y), (WIDTH - _RIGHT, y)), colour("chart.zone.edge"), dash="4 2.5"
            )
        points = [(each, self._point(each)) for each in self._series]
        for run in _runs(points):
            self._sheet.line(run, colour("chart.line"), width=1)
        if len(points) <= _MOST_POINTS:
            for each, at in points:
                fill = "#FFFFFF" if each.by_patient else colour("chart.line")
                self._sheet.dot(at, 1.8, fill, colour("chart.line"))
        return self._sheet.drawn()

    def _point(self, each: Measurement) -> Point:
        span = max(1, (self._last - self._first).days)
        share = min(1.0, max(0.0, (each.on - self._first).days / span))
        return _LEFT + 3 + share * (WIDTH - _LEFT - _RIGHT - 6), self._y(each.value)

    def _y(self, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        return HEIGHT - _FOOT - share * (HEIGHT - _FOOT - _TOP)

    def _draw_axes(self, show: Show, low: float, high: float) -> None:
        ink, grid = colour("text.muted"), colour("chart.grid")
        # Two numbers on top of each other say less than one.
        for value in (low, high) if self._y(low) - self._y(high) > 8 else (high,):
            y = self._y(value)
            self._sheet.line(((_LEFT, y), (WIDTH - _RIGHT, y)), grid)
            self._sheet.words((_LEFT - 4, y + 2.3), show(value), ink, size=6.5, anchor="end")
        foot = HEIGHT - _FOOT + 2
        self._sheet.line(((_LEFT, foot), (WIDTH - _RIGHT, foot)), colour("chart.axis"))
        is_long = (self._last - self._first).days > 370
        say = self._wording.month if is_long else self._wording.day
        self._sheet.words((_LEFT, HEIGHT - 2), say(self._first), ink, size=6.2)
        self._sheet.words(
            (WIDTH - _RIGHT, HEIGHT - 2), say(self._last), ink, size=6.2, anchor="end"
        )


def _runs(points: Iterable[tuple[Measurement, Point]]) -> Iterator[list[Point]]:
    """Points without a long gap between them; what stands alone makes no line."""
    run: list[Point] = []
    before: date | None = None
    for each, at in points:
        if before is not None and each.on - before > _GAP:
            if len(run) > 1:
                yield run
            run = []
        run.append(at)
        before = each.on
    if len(run) > 1:
        yield run
