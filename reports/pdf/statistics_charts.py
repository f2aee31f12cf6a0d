"""The two charts by month of a page of statistics, drawn from what is shown of it: a masked number
has its mark and no height.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from reports.colours import colour, level_colours
from reports.svg import Point, Sheet, width_of
from resources.figures import day_of, figure_text
from resources.wording import Wording
from services.contract.statistics import AlertMonth, Figure, RateMonth, Statistics
from services.contract.statistics_enums import FigureState, FigureUnit

WIDTH: Final = 250.0
HEIGHT: Final = 140.0
_TOP, _FOOT, _LEFT, _RIGHT = 26.0, 14.0, 4.0, 4.0
_SMALL: Final = 6.4
_BAR_SHARE: Final = 0.7
_RATE_LEFT, _RATE_RIGHT = 26.0, 34.0
_HIGH, _FULL = 60, 100
_DOTTED: Final = "1 2"
_DASHED: Final = "3 2"


def alerts_chart(w: Wording, page: Statistics) -> str:
    """Alerts by level and month, stacked, with their total on top."""
    sheet = Sheet(WIDTH, HEIGHT)
    _draw_legend(sheet, w, page.alerts)
    most = max((_height(each) for each in page.alerts), default=1)
    scale = (HEIGHT - _TOP - _FOOT - 8) / most
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(page.alerts))
    for place, each in enumerate(page.alerts):
        _draw_month(sheet, w, each, _LEFT + place * step, step, scale)
    return sheet.drawn()


def _height(month: AlertMonth) -> int:
    return max(sum(each.figure.value or 0 for each in month.levels), month.total.value or 0, 1)


def _draw_legend(sheet: Sheet, w: Wording, months: Sequence[AlertMonth]) -> None:
    x = _LEFT
    for count in months[0].levels if months else ():
        word = w.text(f"word-level-{count.level.value}")
        _draw_part(sheet, count.level.value, (x, 3), 7, 7)
        sheet.words((x + 10, 9), word, colour("text.primary"), size=_SMALL)
        x += width_of(word, _SMALL) + 20


def _draw_month(
    sheet: Sheet, w: Wording, month: AlertMonth, left: float, step: float, scale: float
) -> None:
    width, foot = step * _BAR_SHARE, HEIGHT - _FOOT
    x, y = left + (step - width) / 2, foot
    for count in month.levels:
        height = (count.figure.value or 0) * scale
        if height:
            y -= height
            _draw_part(sheet, count.level.value, (x, y), width, height)
    middle = left + step / 2
    has_mark = any(each.figure.state is FigureState.MASKED for each in month.levels)
    if has_mark and month.total.state is not FigureState.MASKED:
        _draw_mark(sheet, w, (middle, y - 2))
        y -= 10
    _draw_figure(sheet, w, (middle, y - 3), month.total)
    name = w.month_name(day_of(month.month))
    at = (middle, HEIGHT - 4)
    sheet.words(at, name, colour("text.secondary"), size=5.6, anchor="middle")


def _draw_part(sheet: Sheet, level: str, at: Point, width: float, height: float) -> None:
    """In the colour and the pattern of its level."""
    look = level_colours(level)
    sheet.box(at, width, height, look["fill"], edge=look["outline"], radius=0)
    if level == "high":
        sheet.hatch(at, width, height, look["outline"])
    elif level == "info":
        middle = at[0] + width / 2
        rows = int(height // 4)
        for place in range(rows):
            sheet.dot((middle, at[1] + 2 + 4 * place), 0.5, look["glyph"], look["glyph"])


def _draw_figure(sheet: Sheet, w: Wording, at: Point, figure: Figure) -> None:
    if figure.state is FigureState.MASKED:
        _draw_mark(sheet, w, at)
    elif figure.value is not None:
        text, _ = figure_text(w, figure, FigureUnit.EVENTS)
        ink = colour("text.primary")
        sheet.words(at, text, ink, size=6, weight=600, anchor="middle")


def _draw_mark(sheet: Sheet, w: Wording, foot: Point) -> None:
    """The one mark, on a hatched pill, standing on a point."""
    left, top = foot[0] - 5, foot[1] - 7
    sheet.box((left, top), 10, 8, colour("bg.surface"), edge=colour("hatch"))
    sheet.hatch((left, top), 10, 8, colour("border.subtle"))
    mark = w.text("statistics-mark")
    ink = colour("text.primary")
    sheet.words((foot[0], foot[1] - 1), mark, ink, size=6, weight=600, anchor="middle")


def rate_chart(w: Wording, page: Statistics) -> str:
    """The answer rate by month, that of before dashed, the reference dotted."""
    return _Rate(w, page).drawn()


class _Rate:
    """One picture with an axis that begins at 60 % where everything lies above, else at zero."""

    def __init__(self, w: Wording, page: Statistics) -> None:
        self._w, self._months, self._reference = w, page.answer_rate, page.answer_rate_reference
        figures = [one for each in self._months for one in (each.figure, each.before)]
        known = [one.value for one in figures if one.value is not None]
        self._low = _HIGH if min([self._reference, *known]) >= _HIGH else 0
        self._sheet = Sheet(WIDTH, HEIGHT)
        self._step = (WIDTH - _RATE_LEFT - _RATE_RIGHT) / max(1, len(self._months))

    def drawn(self) -> str:
        """The picture as SVG."""
        self._draw_axis()
        before = [each.before for each in self._months]
        self._draw_line(before, colour("text.muted"), dash=_DASHED)
        now = [each.figure for each in self._months]
        self._draw_line(now, colour("accent"), dash=None)
        for place, each in enumerate(self._months):
            self._draw_point(place, each)
        return self._sheet.drawn()

    def _x(self, place: int) -> float:
        return _RATE_LEFT + (place + 0.5) * self._step

    def _y(self, value: int) -> float:
        share = (value - self._low) / (_FULL - self._low)
        return HEIGHT - _FOOT - share * (HEIGHT - _TOP - _FOOT)

    def _draw_axis(self) -> None:
        right, ink = WIDTH - _RATE_RIGHT, colour("text.secondary")
        for value in (self._low, _FULL):
            y = self._y(value)
            self._sheet.line(((_RATE_LEFT, y), (right, y)), colour("border.subtle"))
            words = f"{self._w.integer(value)}\u00a0%"
            self._sheet.words((_RATE_LEFT - 3, y + 2), words, ink, size=5.6, anchor="end")
        y = self._y(self._reference)
        self._sheet.line(((_RATE_LEFT, y), (right, y)), ink, dash=_DOTTED)
        percent = f"{self._w.integer(self._reference)}\u00a0%"
        words = self._w.text("statistics-rate-reference", percent=percent)
        self._sheet.words((_RATE_LEFT + 2, y - 2), words, ink, size=5.6)

    def _draw_line(self, figures: Sequence[Figure], ink: str, dash: str | None) -> None:
        points = [
            None if each.value is None else (self._x(place), self._y(each.value))
            for place, each in enumerate(figures)
        ]
        for a, b in pairwise(points):
            if a is not None and b is not None:
                self._sheet.line((a, b), ink, width=1.2 if dash is None else 0.8, dash=dash)

    def _draw_point(self, place: int, month: RateMonth) -> None:
        x, figure = self._x(place), month.figure
        if figure.state is FigureState.MASKED:
            _draw_mark(self._sheet, self._w, (x, HEIGHT - _FOOT - 3))
        elif figure.value is not None:
            y = self._y(figure.value)
            self._sheet.dot((x, y), 1.4, colour("accent"), colour("accent"))
            text = self._w.integer(figure.value)
            ink = colour("text.primary")
            self._sheet.words((x, y - 4), text, ink, size=5.6, anchor="middle")
        name = self._w.month_name(day_of(month.month))
        ink = colour("text.secondary")
        self._sheet.words((x, HEIGHT - 4), name, ink, size=5.6, anchor="middle")
