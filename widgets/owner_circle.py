"""The circle that says who holds an alert: dashed when free, filled when mine, a padlock beside it
when locked by another.
"""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap

from widgets.icons import paint_icon
from widgets.pixmaps import render
from widgets.theme import Theme

SIZE_PX = 34
_RADIUS = 13.0
_CENTRE = QPointF(SIZE_PX / 2, SIZE_PX / 2)
_LOCK = QRectF(SIZE_PX - 12, SIZE_PX - 13, 11, 11)
"""Below and right of the initials, which stay readable."""


class OwnerMark(StrEnum):
    """Who holds the row, as the circle at its right end shows it."""

    NOBODY = "nobody"
    MINE = "mine"
    OTHER = "other"
    LOCKED = "locked"


def owner_pixmap(theme: Theme, owner: OwnerMark, initials: str, ratio: float) -> QPixmap:
    """Return the circle on a transparent square of `SIZE_PX`, made once per owner and theme."""

    def paint(painter: QPainter) -> None:
        _paint_owner(painter, theme, owner, initials)

    return theme.picture(
        ("owner", owner, initials, ratio), lambda: render(SIZE_PX, SIZE_PX, ratio, paint)
    )


def _paint_owner(painter: QPainter, theme: Theme, owner: OwnerMark, initials: str) -> None:
    match owner:
        case OwnerMark.NOBODY:
            _paint_empty(painter, theme)
        case OwnerMark.MINE:
            _paint_initials(painter, theme, initials, "accent", "on.accent", "accent")
        case OwnerMark.OTHER:
            _paint_initials(painter, theme, initials, "owner.bg", "text.secondary", "owner.edge")
        case OwnerMark.LOCKED:
            _paint_initials(painter, theme, initials, "owner.bg", "text.secondary", "owner.edge")
            _paint_lock(painter, theme)


def _paint_empty(painter: QPainter, theme: Theme) -> None:
    pen = QPen(theme.colour("owner.edge"), 1)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawEllipse(_CENTRE, _RADIUS - 1, _RADIUS - 1)


def _paint_initials(
    painter: QPainter, theme: Theme, initials: str, fill: str, ink: str, edge: str
) -> None:
    painter.setPen(QPen(theme.colour(edge), 1.5))
    painter.setBrush(theme.colour(fill))
    painter.drawEllipse(_CENTRE, _RADIUS - 0.5, _RADIUS - 0.5)
    font = QFont(theme.font("badge"))
    font.setPixelSize(11)  # The circle does not grow with the text.
    painter.setFont(font)
    painter.setPen(theme.colour(ink))
    painter.drawText(QRectF(0, 0, SIZE_PX, SIZE_PX), Qt.AlignmentFlag.AlignCenter, initials)


def _paint_lock(painter: QPainter, theme: Theme) -> None:
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawRoundedRect(_LOCK.adjusted(-0.5, 0.5, 0.5, 0.5), 3, 3)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    paint_icon(painter, "lock-simple-fill", _LOCK, theme.colour("text.secondary"))
