"""The five alert level shapes, painted by code so that they stay crisp at every size and screen
scale.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.pixmaps import render
from widgets.theme import Theme

LEVELS = ("technical", "critical", "high", "moderate", "info")
GRID = 20.0
OUTLINE = 1.3

_POLYGONS = {
    "critical": (
        (6.2, 1),
        (13.8, 1),
        (19, 6.2),
        (19, 13.8),
        (13.8, 19),
        (6.2, 19),
        (1, 13.8),
        (1, 6.2),
    ),
    "high": ((10, 1.8), (19, 18.5), (1, 18.5)),
    "moderate": ((10, 0.9), (19.1, 10), (10, 19.1), (0.9, 10)),
}
# Top and bottom of the exclamation mark's bar and centre of its dot, set optically for each shape.
_EXCLAMATION = {
    "critical": (4.9, 11.3, 14.6),
    "high": (7.2, 12.6, 15.5),
    "moderate": (5.2, 10.9, 14.1),
}


def level_pixmap(theme: Theme, level: str, size_px: int, ratio: float) -> QPixmap:
    """Return the shape of a level at a logical size, made once per size, ratio and theme."""

    def paint(painter: QPainter) -> None:
        paint_level(painter, theme, level, QRectF(0, 0, size_px, size_px))

    return theme.picture(
        ("level", level, size_px, ratio), lambda: render(size_px, size_px, ratio, paint)
    )


def paint_level(painter: QPainter, theme: Theme, level: str, rect: QRectF) -> None:
    """Paint a level's shape into a square."""
    colours = theme.level(level)
    scale = rect.width() / GRID
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(scale, scale)
    pen = QPen(QColor(colours.outline), max(OUTLINE, 1.0 / scale))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QColor(colours.fill))
    painter.drawPath(_shape(level))
    _paint_mark(painter, level, QColor(colours.glyph))
    painter.restore()


def _shape(level: str) -> QPainterPath:
    path = QPainterPath()
    match level:
        case "technical":
            path.addRoundedRect(QRectF(2, 2, 16, 16), 2, 2)
        case "info":
            path.addEllipse(QPointF(10, 10), 8.8, 8.8)
        case _:
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in _POLYGONS[level]]))
            path.closeSubpath()
    return path


def _paint_mark(painter: QPainter, level: str, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    match level:
        case "technical":
            _paint_question(painter, colour)
        case "info":
            painter.drawEllipse(QPointF(10, 6.1), 1.25, 1.25)
            painter.drawRoundedRect(QRectF(8.95, 8.6, 2.1, 6), 0.6, 0.6)
        case _:
            top, bottom, dot = _EXCLAMATION[level]
            painter.drawRoundedRect(QRectF(8.95, top, 2.1, bottom - top), 0.6, 0.6)
            painter.drawEllipse(QPointF(10, dot), 1.25, 1.25)


def _paint_question(painter: QPainter, colour: QColor) -> None:
    hook = QPainterPath(QPointF(7.2, 7.7))
    hook.arcTo(QRectF(7.2, 5.0, 5.6, 5.4), 180, -215)
    hook.quadTo(QPointF(10, 10.9), QPointF(10, 12.2))
    pen = QPen(colour, 1.9)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(hook)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(10, 14.9), 1.2, 1.2)


class LevelGlyph(QWidget):
    """One level shape as a widget; its accessible name is the level's word."""

    def __init__(
        self, theme: Theme, level: str, word: str, size_px: int = 28, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = level
        self._size_px = size_px
        self.setAccessibleName(word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def set_level(self, level: str, word: str) -> None:
        """Show another level."""
        self._level = level
        self.setAccessibleName(word)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size_px, self._size_px)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(
            0, 0, level_pixmap(self._theme, self._level, self._size_px, self.devicePixelRatioF())
        )
