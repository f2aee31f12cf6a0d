"""A rate by month: now as a line with points, before as a dashed one, and a dotted reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.figure_chart import CENTRE, LINE, RIGHT, FigureChart, Spot
from widgets.figure_text import FigureText, paint_mark

_LEFT_PX, _RIGHT_PX, _POINT_PX = 40, 64, 3.2
_FULL, _HIGH, _STEP_HIGH, _STEP_WHOLE = 100, 60, 10, 25
_DASHES: Final = [4.0, 3.0]
_DOTS: Final = [1.0, 2.5]


@dataclass(frozen=True, slots=True)
class RateMonth:
    """A month with its rate, that of the month that it is compared with, and what is said of it."""

    label: str
    now: FigureText
    before: FigureText
    sentence: str


@dataclass(frozen=True, slots=True)
class RateLook:
    """Months, oldest first; the reference in percent; words for the reference and for before."""

    months: tuple[RateMonth, ...] = ()
    reference: int = 0
    reference_word: str = ""
    before_word: str = ""


class RateLines(FigureChart):
    """The chart. The axis begins at 60 % where everything lies above, else at zero: its numbers
    stand beside it.
    """

    height_px = 196
    has_cursor = True
    look = RateLook()

    def set_look(self, title: str, look: RateLook) -> None:
        """Show other months."""
        self.look = look
        self.describe(title)

    def spots(self) -> Sequence[Spot]:
        plot = self._plot()
        slot = plot.width() / max(1, len(self.look.months))
        return [
            Spot(
                QRectF(plot.left() + place * slot, plot.top(), slot, plot.height()), month.sentence
            )
            for place, month in enumerate(self.look.months)
        ]

    def paint(self, painter: QPainter) -> None:
        theme, plot, low = self._theme, self._plot(), self._low()
        step = _STEP_HIGH if low else _STEP_WHOLE
        painter.setFont(theme.font("axis"))
        half = theme.line_px("axis") / 2
        for value in range(low, _FULL + 1, step):
            y = self._y(plot, value)
            token = "chart.axis" if value == low else "chart.grid"
            painter.setPen(QPen(theme.colour(token), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.colour("text.secondary"))
            box = QRectF(0, y - half, plot.left() - 6, 2 * half)
            painter.drawText(box, RIGHT, f"{value}\u00a0%")
        self._paint_months(painter, plot)
        self._paint_reference(painter, plot)
        before = [month.before for month in self.look.months]
        now = [month.now for month in self.look.months]
        pen = QPen(theme.colour("chart.axis"), 1.4)
        pen.setDashPattern(_DASHES)
        self._paint_line(painter, plot, before, pen, has_points=False)
        self._paint_line(painter, plot, now, QPen(theme.colour("accent"), 2), has_points=True)
        self._paint_ends(painter, plot)

    def _plot(self) -> QRectF:
        theme = self._theme
        left = theme.scaled(_LEFT_PX)
        right = max(theme.scaled(_RIGHT_PX), theme.text_px("axis", self._before_text()) + 6)
        top, bottom = theme.line_px("axis"), theme.line_px("axis") + 6
        return QRectF(left, top, self.width() - left - right, self.height() - top - bottom)

    def _before_text(self) -> str:
        last = self.look.months[-1].before if self.look.months else None
        return "" if last is None else f"{last.shown} {self.look.before_word}"

    def _low(self) -> int:
        known = [self.look.reference] + [
            each.value
            for month in self.look.months
            for each in (month.now, month.before)
            if each.value is not None
        ]
        return _HIGH if min(known) >= _HIGH else 0

    def _y(self, plot: QRectF, value: float) -> float:
        low = self._low()
        return plot.bottom() - (value - low) / (_FULL - low) * plot.height()

    def _x(self, plot: QRectF, place: int) -> float:
        return plot.left() + (place + 0.5) * plot.width() / max(1, len(self.look.months))

    def _paint_months(self, painter: QPainter, plot: QRectF) -> None:
        theme, months = self._theme, self.look.months
        painter.setPen(theme.colour("text.secondary"))
        slot = plot.width() / max(1, len(months))
        width = max((theme.text_px("axis", each.label) for each in months), default=0) + 8
        # The last month is always named, and none is cut.
        for place in range(len(months) - 1, -1, -max(1, ceil(width / max(1, slot)))):
            box = QRectF(self._x(plot, place) - width / 2, plot.bottom() + 4, width,
                         theme.line_px("axis"))  # fmt: skip
            painter.drawText(box, CENTRE, months[place].label)

    def _paint_reference(self, painter: QPainter, plot: QRectF) -> None:
        theme, look = self._theme, self.look
        if not look.reference_word:
            return
        y = self._y(plot, look.reference)
        pen = QPen(theme.colour("text.primary"), 1)
        pen.setDashPattern(_DOTS)
        painter.setPen(pen)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(theme.colour("text.secondary"))
        box = QRectF(plot.left() + 4, y + 1, plot.width(), theme.line_px("axis"))
        painter.drawText(box, LINE, look.reference_word)

    def _paint_line(
        self,
        painter: QPainter,
        plot: QRectF,
        figures: Sequence[FigureText],
        pen: QPen,
        *,
        has_points: bool,
    ) -> None:
        points = [
            None if each.value is None else QPointF(self._x(plot, place), self._y(plot, each.value))
            for place, each in enumerate(figures)
        ]
        painter.setPen(pen)
        painter.drawLines(
            [QLineF(a, b) for a, b in pairwise(points) if a is not None and b is not None]
        )
        if not has_points:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        for place, (point, figure) in enumerate(zip(points, figures, strict=True)):
            if point is not None:
                painter.drawEllipse(point, _POINT_PX, _POINT_PX)
            elif figure.is_masked:
                y = plot.bottom() - self._theme.scaled(12)
                paint_mark(painter, self._theme, self._x(plot, place), y, figure.shown)

    def _paint_ends(self, painter: QPainter, plot: QRectF) -> None:
        """The last value in large type beside the line, that of before below it in small type."""
        if not self.look.months:
            return
        theme, last = self._theme, self.look.months[-1]
        left = plot.right() + 2
        room = self.width() - left
        large, small = theme.line_px("title"), theme.line_px("axis")
        top = plot.top()
        if last.now.value is not None:
            top = self._y(plot, last.now.value) - large / 2
            painter.setFont(theme.font("title"))
            painter.setPen(theme.colour("accent"))
            painter.drawText(QRectF(left, top, room, large), LINE, last.now.shown)
        if last.before.value is not None:
            painter.setFont(theme.font("axis"))
            painter.setPen(theme.colour("text.secondary"))
            below = QRectF(left, top + large, room, small)
            painter.drawText(below, LINE, self._before_text())
