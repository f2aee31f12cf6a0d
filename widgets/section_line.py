"""Paints the line with which a part of a list begins."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from widgets.theme import Theme

SECTION_PX = 24
_LEFT_PX = 14


def paint_section(painter: QPainter, theme: Theme, rect: QRectF, text: str) -> None:
    """Paint the name of what follows on a sunken ground; the painter is left as it was found."""
    painter.save()
    painter.fillRect(rect, theme.colour("bg.sunken"))
    painter.setFont(theme.font("axis_strong"))
    painter.setPen(theme.colour("text.secondary"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(rect.adjusted(_LEFT_PX, 0, -_LEFT_PX, 0), flags, text)
    painter.restore()
