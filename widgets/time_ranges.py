"""How long things took by level: a point at the median, a bar to the 90th percentile, a tick at the
time that is aimed at, over hours on a scale that narrows (said beside the title).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.figure_chart import CENTRE, LINE, FigureChart, Spot
from widgets.figure_text import FigureText, paint_mark
from widgets.level_glyph import level_pixmap

_GLYPH_PX, _BAR_PX, _POINT_PX = 18, 9, 6.0
_MARKS_PX = 12 + 22 + 8
"""The three marks of the legend."""
_HOURS: Final = (0, 1, 2, 4, 8, 24, 72, 240)
_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A level with its times in minutes; `target` is what is aimed at."""

    level: str
    word: str
    median: FigureText
    ninetieth: FigureText
    target: int
    sentence: str


@dataclass(frozen=True, slots=True)
class TimeRangesLook:
    """The levels, and what a point, a bar and a tick mean; `hour` is `{} h`."""

    rows: tuple[TimeRange, ...] = ()
    legend: tuple[str, str, str] = ("", "", "")
    hour: str = "h"


class TimeRanges(FigureChart):
    """The chart."""

    height_px = 196
    look = TimeRangesLook()

    def set_look(self, title: str, look: TimeRangesLook) -> None:
        """Show other times."""
        self.look = look
        self.describe(title)

    def spots(self) -> Sequence[Spot]:
        plot = self._plot()
        height = plot.height() / max(1, len(self.look.rows))
        return [
            Spot(QRectF(0, plot.top() + place * height, self.width(), height), row.sentence)
            for place, row in enumerate(self.look.rows)
        ]

    def paint(self, painter: QPainter) -> None:
        theme, plot = self._theme, self._plot()
        painter.setFont(theme.font("axis"))
        for hours in self._hours():
            x = self._x(plot, hours * _MINUTES)
            painter.setPen(QPen(theme.colour("chart.grid"), 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            painter.setPen(theme.colour("text.secondary"))
            under = QRectF(x - 30, plot.bottom() + 2, 60, theme.line_px("axis"))
            painter.drawText(under, CENTRE, f"{hours}\u00a0{self.look.hour}")
        self._paint_legend(painter)
        for spot, row in zip(self.spots(), self.look.rows, strict=True):
            self._paint_row(painter, spot.area, row)

    def _plot(self) -> QRectF:
        theme = self._theme
        words = [theme.text_px("body", row.word) for row in self.look.rows]
        left = theme.scaled(_GLYPH_PX) + 10 + max(words, default=0) + 12
        top, bottom = theme.line_px("axis") + 8, theme.line_px("axis") + 4
        return QRectF(left, top, self.width() - left - 24, self.height() - top - bottom)

    def _most(self) -> int:
        known = [
            each
            for row in self.look.rows
            for each in (row.target, row.ninetieth.value, row.median.value)
            if each is not None
        ]
        return max(known, default=_MINUTES)

    def _hours(self) -> list[int]:
        most = self._most() / _MINUTES
        last = next((hours for hours in _HOURS if hours >= most), math.ceil(most))
        return [hours for hours in _HOURS if hours < last] + [last]

    def _x(self, plot: QRectF, minutes: float) -> float:
        whole = math.log2(1 + self._hours()[-1])
        return plot.left() + math.log2(1 + minutes / _MINUTES) / whole * plot.width()

    def _paint_legend(self, painter: QPainter) -> None:
        theme = self._theme
        height, words = theme.line_px("axis"), self.look.legend
        whole = sum(theme.text_px("axis", word) + 10 for word in words) + _MARKS_PX
        left = max(0.0, min(self._plot().left(), self.width() - whole))
        middle = height / 2
        painter.setFont(theme.font("axis"))
        for place, word in enumerate(words):
            match place:
                case 0:
                    self._paint_point(painter, left + 4, middle, 4)
                    width = 12
                case 1:
                    painter.fillRect(QRectF(left, middle - 4, 18, 8), theme.colour("chart.bar"))
                    width = 22
                case _:
                    self._paint_tick(painter, left + 2, middle, 6)
                    width = 8
            painter.setPen(theme.colour("text.secondary"))
            left += width
            painter.drawText(QRectF(left, 0, self.width() - left, height), LINE, word)
            left += theme.text_px("axis", word) + 10

    def _paint_row(self, painter: QPainter, area: QRectF, row: TimeRange) -> None:
        theme, plot = self._theme, self._plot()
        side = theme.scaled(_GLYPH_PX)
        middle = area.bottom() - area.height() * 0.36
        pixmap = level_pixmap(theme, row.level, side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, round(middle - side / 2)), pixmap)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text.primary"))
        half = theme.line_px("body") / 2
        word = QRectF(side + 8, middle - half, plot.left() - side, 2 * half)
        painter.drawText(word, LINE, row.word)
        if row.ninetieth.value is not None:
            bar = theme.scaled(_BAR_PX)
            width = self._x(plot, row.ninetieth.value) - plot.left()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chart.bar"))
            painter.drawRect(QRectF(plot.left(), middle - bar / 2, width, bar))
        self._paint_tick(painter, self._x(plot, row.target), middle, theme.scaled(11))
        self._paint_median(painter, plot, middle, row)

    def _paint_median(self, painter: QPainter, plot: QRectF, middle: float, row: TimeRange) -> None:
        theme, median = self._theme, row.median
        if median.is_masked:
            paint_mark(painter, theme, plot.left() + 14, middle, median.shown)
            return
        height = theme.line_px("axis")
        top = middle - theme.scaled(8) - height
        if median.value is None:
            painter.setFont(theme.font("axis"))
            painter.setPen(theme.colour("text.muted"))
            box = QRectF(plot.left() + 4, middle - height / 2, plot.width(), height)
            painter.drawText(box, LINE, median.shown)
            return
        x = self._x(plot, median.value)
        self._paint_point(painter, x, middle, theme.scaled(6))
        painter.setFont(theme.font("axis_strong"))
        painter.setPen(theme.colour("text.primary"))
        width = theme.text_px("axis_strong", median.shown)
        left = max(plot.left(), x - width / 2)
        painter.drawText(QRectF(left, top, width + 2, height), LINE, median.shown)
        if row.ninetieth.is_masked:
            paint_mark(painter, theme, x + 26, middle, row.ninetieth.shown)

    def _paint_point(self, painter: QPainter, x: float, y: float, radius: float) -> None:
        painter.setPen(QPen(self._theme.colour("bg.surface"), 1.5))
        painter.setBrush(self._theme.colour("chart.line"))
        painter.drawEllipse(QPointF(x, y), radius, radius)

    def _paint_tick(self, painter: QPainter, x: float, y: float, half: float) -> None:
        painter.setPen(QPen(self._theme.colour("text.primary"), 2))
        painter.drawLine(QPointF(x, y - half), QPointF(x, y + half))
