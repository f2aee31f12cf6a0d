"""Paints into a picture of a logical size, at the resolution of the screen that will show it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap


def render(
    width_px: int, height_px: int, ratio: float, paint: Callable[[QPainter], None]
) -> QPixmap:
    """Return a transparent picture on which `paint` worked in logical pixels, antialiased."""
    pixmap = QPixmap(max(1, round(width_px * ratio)), max(1, round(height_px * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter)
    finally:
        # A painter that outlives its picture ends the process, also when an error is on its way.
        painter.end()
    return pixmap
