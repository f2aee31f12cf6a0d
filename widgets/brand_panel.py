"""The quiet petrol field beside the sign-in form; it holds whatever its owner lays out on it."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.theme import Theme


class BrandPanel(QWidget):
    """A plain coloured field; labels on it use the tone `rail`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.theme_changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("rail.bg"))
        painter.fillRect(self.width() - 4, 0, 4, self.height(), self._theme.colour("rail.marker"))
