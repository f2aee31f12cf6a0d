"""Paints one cell of a table of people: two lines in the comfortable density, one in the compact
one.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from widgets.fitted import elided
from widgets.icons import icon_pixmap
from widgets.level_glyph import level_pixmap
from widgets.theme import Density, Theme

PADDING_PX = 12
GLYPH_PX = 19
ICON_PX = 15
GAP_PX = 6
TAG_PADDING_PX = 8
_TAG_PX = 18
_LEAST_CUT_PX = 28
_BAR_PX, _BAR_MOST_PX = 5, 150
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class CellLook:
    """`strong` is heavy and never cut, `text` follows it and is cut where room is short, `below` is
    the second line, which goes behind the first in the compact density where there is room.

    `level` is a shape in front; `icon` with its colour `ink` stands there otherwise. `tag` is a
    small label on the second line, or behind the words. `tone` is the colour of the first line.
    `done` is how far something is, in percent: a bar under the words, or behind them.
    """

    strong: str = ""
    text: str = ""
    below: str = ""
    level: str = ""
    icon: str = ""
    ink: str = "text.muted"
    tag: str = ""
    tone: str = "text.primary"
    done: int | None = None

    @property
    def is_only_words(self) -> bool:
        """Whether there is nothing in it that is never cut, other than words."""
        return not (self.tag or self.level or self.icon or self.done is not None)


def cell_px(theme: Theme, look: CellLook) -> float:
    """How wide a cell must be to show its first line whole."""
    lead = theme.scaled(GLYPH_PX) + GAP_PX if look.level else 0
    lead += theme.scaled(ICON_PX) + GAP_PX if look.icon else 0
    words = theme.text_px("row_name", look.strong) + theme.text_px("row_first", look.text)
    return 2 * PADDING_PX + lead + words


def paint_cell(painter: QPainter, theme: Theme, rect: QRectF, look: CellLook) -> None:
    """Paint the words of a cell; its ground is there already."""
    box = rect.adjusted(PADDING_PX, 0, -PADDING_PX, -1)
    box.setLeft(_paint_lead(painter, theme, box, look))
    has_rest = bool(look.below or look.tag or look.done is not None)
    if theme.density is Density.COMPACT or not has_rest:
        end = _paint_first(painter, theme, box, look, _tag_px(theme, look))
        if has_rest:
            _paint_rest(painter, theme, _from(box, end + GAP_PX), look)
        return
    first_px, second_px = theme.line_px("row_name"), theme.line_px("meta")
    top = box.top() + round((box.height() - first_px - second_px) / 2)
    _paint_first(painter, theme, QRectF(box.left(), top, box.width(), first_px), look, 0.0)
    second = QRectF(box.left(), top + first_px, box.width(), second_px)
    _paint_rest(painter, theme, second, look)


def _tag_px(theme: Theme, look: CellLook) -> float:
    return theme.text_px("pill", look.tag) + 2 * TAG_PADDING_PX + GAP_PX if look.tag else 0.0


def _paint_rest(painter: QPainter, theme: Theme, line: QRectF, look: CellLook) -> None:
    """Paint the second line and the label after it; the label is never cut."""
    left, tag_px = line.left(), _tag_px(theme, look)
    room = line.width() - tag_px
    if look.done is not None:
        width = min(room - GAP_PX, theme.scaled(_BAR_MOST_PX))
        if width > _LEAST_CUT_PX:
            _paint_bar(painter, theme, QRectF(left, line.top(), width, line.height()), look.done)
        return
    if look.below and room > _LEAST_CUT_PX:
        shown = elided(theme, "meta", look.below, room)
        left += _draw(painter, theme, "meta", "text.muted", line, shown) + GAP_PX
    if look.tag:
        height = min(float(theme.scaled(_TAG_PX)), line.height())
        face = QRectF(left, line.center().y() - height / 2, tag_px - GAP_PX, height)
        paint_tag(painter, theme, face, look.tag)


def _paint_bar(painter: QPainter, theme: Theme, line: QRectF, done: int) -> None:
    """Paint how far something is: its whole length is in sight from the beginning."""
    height = theme.scaled(_BAR_PX)
    whole = QRectF(line.left(), line.center().y() - height / 2, line.width(), height)
    part = QRectF(whole)
    part.setWidth(max(height, whole.width() * min(done, 100) / 100))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for face, token in ((whole, "border.subtle"), (part, "accent")):
        painter.setBrush(theme.colour(token))
        painter.drawRoundedRect(face, height / 2, height / 2)
    painter.restore()


def _paint_lead(painter: QPainter, theme: Theme, box: QRectF, look: CellLook) -> float:
    """Paint the shape or the icon; return where words begin."""
    if not look.level and not look.icon:
        return box.left()
    ratio = painter.device().devicePixelRatioF()
    side = theme.scaled(GLYPH_PX if look.level else ICON_PX)
    picture = (
        level_pixmap(theme, look.level, side, ratio)
        if look.level
        else icon_pixmap(theme, look.icon, side, look.ink, ratio)
    )
    painter.drawPixmap(QPointF(box.left(), box.top() + round((box.height() - side) / 2)), picture)
    return box.left() + side + GAP_PX


def _paint_first(
    painter: QPainter, theme: Theme, line: QRectF, look: CellLook, kept_px: float
) -> float:
    """Paint the first line and leave room for what stands behind it; return where it ends."""
    left = line.left()
    if look.strong:
        left += _draw(painter, theme, "row_name", look.tone, line, look.strong)
    room = line.right() - left - kept_px
    if look.text and room >= min(_LEAST_CUT_PX, theme.text_px("row_first", look.text)):
        shown = elided(theme, "row_first", look.text, room)
        left += _draw(painter, theme, "row_first", look.tone, _from(line, left), shown)
    return left


def paint_tag(painter: QPainter, theme: Theme, face: QRectF, text: str) -> None:
    """Paint a small rounded label."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("pill.bg"))
    painter.drawRoundedRect(face, face.height() / 2, face.height() / 2)
    painter.setFont(theme.font("pill"))
    painter.setPen(theme.colour("text.secondary"))
    painter.drawText(face, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _from(line: QRectF, left: float) -> QRectF:
    return QRectF(left, line.top(), max(0.0, line.right() - left), line.height())


def _draw(painter: QPainter, theme: Theme, role: str, token: str, line: QRectF, text: str) -> float:
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(token))
    painter.drawText(line, _FLAGS, text)
    return theme.text_px(role, text)
