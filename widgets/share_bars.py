"""Bars side by side under each other: a whole and, if there is one, the part of it that counts
double.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from widgets.figure_chart import LINE, RIGHT, FigureChart, Spot
from widgets.figure_text import FigureText, mark_size, paint_mark
from widgets.fitted import elided

_ROW_PX, _BAR_PX, _NAME_SHARE, _LEAST_ROOM_PX = 24, 15, 0.30, 40
_MILD, _SEVERE = 2, 3


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A name with its whole; `part` None where there is nothing to tell apart."""

    name: str
    whole: FigureText
    sentence: str
    part: FigureText | None = None


@dataclass(frozen=True, slots=True)
class ShareLook:
    """The rows, highest first, the words of the legend, and those around a part."""

    rows: tuple[ShareRow, ...] = ()
    legend: tuple[str, ...] = ()
    before_part: str = ""
    after_part: str = ""
    is_graded: bool = False


class ShareBars(FigureChart):
    """The chart; graded bars have the colours of grades, others that of statistics."""

    look = ShareLook()

    def set_look(self, title: str, look: ShareLook) -> None:
        """Show other rows."""
        self.look = look
        self.describe(title)

    def sizeHint(self) -> QSize:
        theme = self._theme
        legend = theme.line_px("axis") + 4 if self.look.legend else 0
        return QSize(theme.scaled(300), theme.scaled(_ROW_PX) * len(self.look.rows) + legend + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def spots(self) -> Sequence[Spot]:
        theme = self._theme
        top, height = self._top(), theme.scaled(_ROW_PX)
        return [
            Spot(QRectF(0, top + place * height, self.width(), height), row.sentence)
            for place, row in enumerate(self.look.rows)
        ]

    def paint(self, painter: QPainter) -> None:
        most = max((row.whole.value or 0 for row in self.look.rows), default=0) or 1
        self._paint_legend(painter)
        texts = max((self._text_px(row) for row in self.look.rows), default=0)
        for spot, row in zip(self.spots(), self.look.rows, strict=True):
            self._paint_row(painter, spot.area, row, most, texts)

    def _top(self) -> int:
        return self._theme.line_px("axis") + 4 if self.look.legend else 0

    def _fill(self, grade: int) -> QColor:
        theme = self._theme
        return QColor(theme.grade(grade).fill) if self.look.is_graded else theme.colour("chart.bar")

    def _edge(self) -> QPen:
        """Pale fills end in a line, so that the end of a bar is seen on white."""
        if not self.look.is_graded or self._theme.is_dark:
            return QPen(Qt.PenStyle.NoPen)
        return QPen(QColor(self._theme.level("moderate").outline), 0.8)

    def _paint_legend(self, painter: QPainter) -> None:
        theme = self._theme
        height, right = theme.line_px("axis"), float(self.width())
        painter.setFont(theme.font("axis"))
        for grade, word in reversed(list(enumerate(self.look.legend, _MILD))):
            width = theme.text_px("axis", word)
            painter.setPen(theme.colour("text.secondary"))
            painter.drawText(QRectF(right - width - 1, 0, width + 1, height), LINE, word)
            right -= width + 16
            painter.fillRect(QRectF(right, height / 2 - 5, 11, 10), self._fill(grade))
            right -= 14

    def _text_px(self, row: ShareRow) -> float:
        """How wide the figures behind a bar are, so that no bar pushes them out of sight."""
        theme, look = self._theme, self.look
        found = theme.text_px("supporting_strong", row.whole.shown)
        if row.part is None or row.whole.is_masked or row.whole.value is None:
            return found
        words = (look.before_part, row.part.shown, look.after_part)
        return found + 6 + sum(theme.text_px("supporting", each) + 4 for each in words)

    def _paint_row(
        self, painter: QPainter, area: QRectF, row: ShareRow, most: int, texts: float
    ) -> None:
        theme = self._theme
        name = QRectF(0, area.top(), area.width() * _NAME_SHARE, area.height())
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(name, RIGHT, elided(theme, "body", row.name, name.width()))
        left = name.right() + 8
        room = max(theme.scaled(_LEAST_ROOM_PX), area.width() - left - 8 - texts)
        middle, bar = area.center().y(), theme.scaled(_BAR_PX)
        width = room * (row.whole.value or 0) / most
        if row.whole.value:
            face = QRectF(left, middle - bar / 2, width, bar)
            painter.setPen(self._edge())
            painter.setBrush(self._fill(_MILD))
            painter.drawRect(face)
            if row.part is not None and row.part.value:
                painter.setBrush(self._fill(_SEVERE))
                part = min(row.part.value, row.whole.value)
                painter.drawRect(QRectF(left, face.top(), room * part / most, bar))
        self._paint_text(painter, row, QRectF(left + width + 8, area.top(), 0, area.height()))

    def _paint_text(self, painter: QPainter, row: ShareRow, at: QRectF) -> None:
        """The figures behind a bar: the whole, and in words the part of it."""
        theme = self._theme
        x = self._paint_one(painter, row.whole, at.left(), at, "supporting_strong") + 6
        if row.part is None or row.whole.is_masked or row.whole.value is None:
            return
        for text in (self.look.before_part, row.part, self.look.after_part):
            if isinstance(text, FigureText):
                x = self._paint_one(painter, text, x, at, "supporting") + 4
                continue
            painter.setFont(theme.font("supporting"))
            painter.setPen(theme.colour("text.secondary"))
            width = theme.text_px("supporting", text)
            painter.drawText(QRectF(x, at.top(), width + 2, at.height()), LINE, text)
            x += width + 4

    def _paint_one(
        self, painter: QPainter, text: FigureText, x: float, at: QRectF, role: str
    ) -> float:
        """One figure from the left; returns where it ends."""
        theme = self._theme
        if text.is_masked:
            mark = mark_size(theme)[0]
            paint_mark(painter, theme, x + mark / 2, at.center().y(), text.shown)
            return x + mark
        width = theme.text_px(role, text.shown)
        token = "text.secondary" if role == "supporting" else "text.primary"
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(token if text.value is not None else "text.muted"))
        painter.drawText(QRectF(x, at.top(), width + 2, at.height()), LINE, text.shown)
        return x + width
