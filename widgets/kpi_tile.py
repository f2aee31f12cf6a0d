"""One figure that sums a period up: its name, its change in words and sign, and a small trend.

It never turns green or red: whether a figure is good is for people to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.figure_text import NOTHING, FigureText, mark_size, paint_figure
from widgets.fitted import elided
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

_HEIGHT_PX, _TREND_WIDTH_PX, _TREND_HEIGHT_PX, _PADDING_PX = 84, 58, 26, 12
_NOWHERE: Final = -1
_NO_BREAK: Final = "\u00a0"
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class KpiLook:
    """A tile; `sign` goes before the change and `after` behind it, `trend` is oldest first with
    None where there is no number, and `points` says each of it; `sentence` says all.
    """

    name: str = ""
    figure: FigureText = NOTHING
    sign: str = ""
    change: FigureText = NOTHING
    after: str = ""
    trend: tuple[int | None, ...] = ()
    points: tuple[str, ...] = ()
    sentence: str = ""


class KpiTile(QWidget):
    """The tile."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.look = KpiLook()
        self._cursor = _NOWHERE
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    def set_look(self, look: KpiLook) -> None:
        """Show another figure."""
        self.look, self._cursor = look, _NOWHERE
        self.setAccessibleName(look.sentence)
        self.setToolTip(plain_tooltip(look.sentence))
        self.update()

    @property
    def pointed(self) -> str:
        """What is said of the place of the trend that is pointed at; empty for none."""
        points = self.look.points
        return points[self._cursor] if 0 <= self._cursor < len(points) else ""

    def set_cursor(self, place: int) -> None:
        """Say a place of the trend instead of the change, or none."""
        if place != self._cursor:
            self._cursor = place
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(180), self._theme.scaled(_HEIGHT_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, look = self._theme, self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        has_ring = self.hasFocus()
        painter.setPen(
            QPen(theme.colour("focus.ring" if has_ring else "border.subtle"), 2 if has_ring else 1)
        )
        painter.setBrush(theme.colour("bg.surface"))
        painter.drawRoundedRect(face, theme.radius_px("card"), theme.radius_px("card"))
        padding = theme.scaled(_PADDING_PX)
        inside = face.adjusted(padding, theme.scaled(7), -padding, -theme.scaled(7))
        line = theme.line_px("supporting")
        painter.setFont(theme.font("supporting"))
        painter.setPen(theme.colour("text.secondary"))
        top = QRectF(inside.left(), inside.top(), inside.width(), line)
        painter.drawText(top, _LEFT, elided(theme, "supporting", look.name, inside.width()))
        middle = QRectF(inside.left(), top.bottom(), inside.width(), theme.line_px("kpi"))
        self._paint_figure(painter, middle)
        below = QRectF(inside.left(), middle.bottom(), inside.width(), line)
        self._paint_change(painter, below)
        width, height = theme.scaled(_TREND_WIDTH_PX), theme.scaled(_TREND_HEIGHT_PX)
        if theme.text_px("kpi", look.figure.shown) + width + 8 < inside.width():
            box = QRectF(inside.right() - width, middle.top() + 2, width, height)
            _paint_trend(painter, theme, box, look.trend, self._cursor)

    def _paint_figure(self, painter: QPainter, rect: QRectF) -> None:
        theme, figure = self._theme, self.look.figure
        number, gap, unit = figure.shown.partition(_NO_BREAK)
        if figure.value is None or unit != "%":
            paint_figure(painter, theme, rect, figure, "kpi", right=False)
            return
        painter.setFont(theme.font("kpi"))
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(rect, _LEFT, number)
        painter.setFont(theme.font("body_strong"))
        room = rect.adjusted(theme.text_px("kpi", number), theme.scaled(5), 0, 0)
        painter.drawText(room, _LEFT, f"{gap}{unit}")

    def _paint_change(self, painter: QPainter, rect: QRectF) -> None:
        theme, look = self._theme, self.look
        if self.pointed:
            painter.setFont(theme.font("supporting_strong"))
            painter.setPen(theme.colour("text.primary"))
            text = elided(theme, "supporting_strong", self.pointed, rect.width())
            painter.drawText(rect, _LEFT, text)
            return
        left = rect.left()
        if look.sign:
            painter.setFont(theme.font("axis"))
            painter.setPen(theme.colour("text.primary"))
            painter.drawText(rect, _LEFT, look.sign)
            left += theme.text_px("axis", look.sign) + 4
        change = QRectF(left, rect.top(), rect.right() - left, rect.height())
        paint_figure(painter, theme, change, look.change, "supporting_strong", right=False)
        if look.after:
            role = "supporting_strong" if look.change.value is not None else "axis"
            shown = theme.text_px(role, look.change.shown)
            left += (mark_size(theme)[0] if look.change.is_masked else shown) + 4
            room = rect.right() - left
            painter.setFont(theme.font("supporting"))
            painter.setPen(theme.colour("text.secondary"))
            box = QRectF(left, rect.top(), room, rect.height())
            painter.drawText(box, _LEFT, elided(theme, "supporting", look.after, room))


def _paint_trend(
    painter: QPainter, theme: Theme, rect: QRectF, trend: Sequence[int | None], cursor: int
) -> None:
    """A line that breaks where there is no number, with a point at its end, or where somebody
    points, if that is known.
    """
    known = [value for value in trend if value is not None]
    if not known:
        return
    low, span = min(known), max(max(known) - min(known), 1)
    step = rect.width() / max(1, len(trend) - 1)
    points = [
        None
        if value is None
        else QPointF(
            rect.left() + place * step, rect.bottom() - (value - low) / span * rect.height()
        )
        for place, value in enumerate(trend)
    ]
    painter.setPen(QPen(theme.colour("spark.line"), 1.4))
    painter.drawLines(
        [QLineF(a, b) for a, b in pairwise(points) if a is not None and b is not None]
    )
    if 0 <= cursor < len(points):
        x = rect.left() + cursor * step
        painter.setPen(QPen(theme.colour("border.strong"), 1))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
    last = points[cursor if 0 <= cursor < len(points) else -1]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    if last is not None:
        painter.drawEllipse(last, 3, 3)
