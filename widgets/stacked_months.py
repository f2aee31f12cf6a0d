"""Counts by level and month, stacked: pattern and colour, with all of them on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from widgets.figure_chart import CENTRE, LINE, RIGHT, FigureChart, Spot, axis_top
from widgets.figure_text import FigureText, mark_size, paint_mark
from widgets.fitted import elided
from widgets.level_glyph import level_pixmap
from widgets.theme import Theme

_GLYPH_PX, _LEFT_PX, _BAR_SHARE = 13, 34, 0.66
_PATTERNS: Final = {
    "high": Qt.BrushStyle.BDiagPattern,
    "info": Qt.BrushStyle.Dense6Pattern,
}


@dataclass(frozen=True, slots=True)
class StackedMonth:
    """A month: its label, its counts worst level first, all of them, and what is said of it."""

    label: str
    counts: tuple[FigureText, ...]
    total: FigureText
    sentence: str


@dataclass(frozen=True, slots=True)
class StackedLook:
    """Months, oldest first, and the levels as (level, word), worst first."""

    levels: tuple[tuple[str, str], ...] = ()
    months: tuple[StackedMonth, ...] = ()


class StackedMonths(FigureChart):
    """The chart."""

    height_px = 196
    has_cursor = True
    look = StackedLook()

    def set_look(self, title: str, look: StackedLook) -> None:
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
        theme = self._theme
        plot = self._plot()
        top, step = axis_top(max((_height(month) for month in self.look.months), default=1))
        painter.setFont(theme.font("axis"))
        for value in range(0, top + 1, step):
            y = plot.bottom() - value / top * self._reach(plot)
            token = "chart.axis" if value == 0 else "chart.grid"
            painter.setPen(QPen(theme.colour(token), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.colour("text.secondary"))
            half = theme.line_px("axis") / 2
            painter.drawText(QRectF(0, y - half, plot.left() - 6, 2 * half), RIGHT, str(value))
        self._paint_legend(painter)
        for spot, month in zip(self.spots(), self.look.months, strict=True):
            self._paint_month(painter, spot.area, month, top)

    def _plot(self) -> QRectF:
        theme = self._theme
        top, bottom = theme.scaled(22), theme.line_px("axis") + 4
        left = theme.scaled(_LEFT_PX)
        return QRectF(left, top, self.width() - left - 2, self.height() - top - bottom)

    def _reach(self, plot: QRectF) -> float:
        """How high the highest bar may be: the number on it has its room above."""
        return plot.height() - self._theme.line_px("axis") - 4

    def _paint_legend(self, painter: QPainter) -> None:
        theme = self._theme
        left, side = 0.0, theme.scaled(_GLYPH_PX)
        height = theme.line_px("axis") + 2
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.colour("text.primary"))
        for level, word in self.look.levels:
            pixmap = level_pixmap(theme, level, side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(round(left), round((height - side) / 2)), pixmap)
            left += side + 4
            painter.drawText(QRectF(left, 0, self.width() - left, height), LINE, word)
            left += theme.text_px("axis", word) + 14

    def _paint_month(self, painter: QPainter, area: QRectF, month: StackedMonth, top: int) -> None:
        theme = self._theme
        width = round(area.width() * _BAR_SHARE)
        left, bottom = round(area.center().x() - width / 2), area.bottom()
        scale = self._reach(self._plot()) / top
        for (level, _word), count in zip(self.look.levels, month.counts, strict=True):
            if count.value:
                height = count.value * scale
                _paint_part(painter, theme, level, QRectF(left, bottom - height, width, height))
                bottom -= height
        half = theme.line_px("axis") / 2 + 2
        label = QRectF(area.left(), bottom - 2 * half, area.width(), 2 * half)
        if any(count.is_masked for count in month.counts) and not month.total.is_masked:
            centre = label.center()
            sign = next(count.shown for count in month.counts if count.is_masked)
            paint_mark(painter, theme, centre.x(), centre.y(), sign)
            label.translate(0, -mark_size(theme)[1])
        self._paint_total(painter, label, month.total)
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.colour("text.secondary"))
        under = QRectF(area.left(), area.bottom() + 3, area.width(), theme.line_px("axis"))
        painter.drawText(under, CENTRE, elided(theme, "axis", month.label, area.width()))

    def _paint_total(self, painter: QPainter, label: QRectF, total: FigureText) -> None:
        theme = self._theme
        if total.is_masked:
            paint_mark(painter, theme, label.center().x(), label.center().y(), total.shown)
            return
        role = "axis_strong" if total.value is not None else "axis"
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text.primary" if total.value is not None else "text.muted"))
        painter.drawText(label, CENTRE, elided(theme, role, total.shown, label.width()))


def _height(month: StackedMonth) -> int:
    known = sum(count.value or 0 for count in month.counts)
    return max(known, month.total.value or 0, 1)


def _paint_part(painter: QPainter, theme: Theme, level: str, rect: QRectF) -> None:
    """A part of a bar in the colour and the pattern of its level."""
    colours = theme.level(level)
    face = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(colours.outline), 0.8))
    painter.setBrush(QColor(colours.fill))
    painter.drawRect(face)
    pattern = _PATTERNS.get(level)
    if pattern is not None:
        ink = QColor(colours.outline if level == "high" else colours.glyph)
        ink.setAlphaF(0.55)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(ink, pattern))
        painter.drawRect(face)
