"""Looks at what a widget painted."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def painted(
    paint: Callable[[QPainter, QRectF], None], width: int, height: int, ratio: float = 1.0
) -> QImage:
    """Return what a paint function leaves on a white ground."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    try:
        paint(painter, QRectF(0, 0, width, height))
    finally:
        painter.end()
    return image


def picture_of(widget: QWidget) -> QImage:
    """Return what a widget looks like."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def count_of(image: QImage, colour: QColor | str) -> int:
    """Return how many pixels have exactly a colour."""
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width())
    )


def show_active(qtbot: QtBot, widget: QWidget) -> None:
    """Show a window and wait until the keyboard is in it."""
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
