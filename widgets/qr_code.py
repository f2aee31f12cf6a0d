"""A QR code, drawn dark on white in both themes: that is what cameras read."""

from __future__ import annotations

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import Theme

_SIDE_PX = 176
_QUIET = 4
"""Modules of white around it, as ISO/IEC 18004 asks for."""


class QrCode(QWidget):
    """A picture of a text; whoever cannot see it is given the text beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[bytearray, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    @property
    def modules(self) -> int:
        """Modules of one side, 0 while there is nothing."""
        return len(self._rows)

    def show_text(self, text: str) -> None:
        """Draw a text; an empty one draws nothing."""
        self._rows = segno.make(text, error="m", micro=False).matrix if text else ()
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.scaled(_SIDE_PX)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        count = len(self._rows)
        if not count:
            return
        # Whole pixels: a module that is cut is a module that a camera misreads.
        step = max(1, min(self.width(), self.height()) // (count + 2 * _QUIET))
        left = (self.width() - step * count) / 2
        top = (self.height() - step * count) / 2
        for y, row in enumerate(self._rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    square = QRectF(int(left) + x * step, int(top) + y * step, step, step)
                    painter.fillRect(square, QColor(Qt.GlobalColor.black))
