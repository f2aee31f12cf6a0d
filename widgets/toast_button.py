"""The undo button on a toast, light on dark or dark on light."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from widgets.focus_ring import OWN_FOCUS_PROPERTY
from widgets.theme import Theme


class ToastButton(QPushButton):
    """A button on the toast's own ground."""

    def __init__(self, theme: Theme, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = label
        self.setAutoDefault(False)
        self.setProperty(OWN_FOCUS_PROPERTY, True)
        self.setAccessibleName(label)

    def sizeHint(self) -> QSize:
        return QSize(
            round(self._theme.text_px("button_primary", self._label)) + 20, self._theme.scaled(28)
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("bg.surface"), 2 if self.hasFocus() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.radius_px("control")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.setFont(theme.font("button_primary"))
        painter.setPen(theme.colour("bg.surface"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._label)
