"""An icon as a widget, tinted by a colour token; decoration, so it has no accessible name unless
given one.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.icons import icon_pixmap
from widgets.theme import Theme


class IconLabel(QWidget):
    """One icon."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        token: str = "text.secondary",
        size_px: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._token = token
        self._size_px = size_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    def set_icon(self, name: str, token: str) -> None:
        """Show another icon or colour."""
        self._name = name
        self._token = token
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.scaled(self._size_px)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = self._theme.scaled(self._size_px)
        pixmap = icon_pixmap(self._theme, self._name, side, self._token, self.devicePixelRatioF())
        QPainter(self).drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, pixmap)
