"""The small drawing of a keyboard key that stands beside each command."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import Theme

HEIGHT_PX = 18
_INSET = QPointF(3, 0)
_UP = QPointF(0, -1)


def keycap_width_px(theme: Theme, text: str) -> int:
    """Return how wide a key is: square for one letter, longer for a word."""
    return max(theme.scaled(HEIGHT_PX), round(theme.text_px("keycap", text)) + 10)


def paint_keycap(
    painter: QPainter, theme: Theme, rect: QRectF, text: str, on_accent: bool = False
) -> None:
    """Paint a key; `on_accent` is for a key on the primary button."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    face = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.colour("accent.cap.edge" if on_accent else "keycap.edge"), 1))
    painter.setBrush(theme.colour("accent.cap" if on_accent else "keycap.bg"))
    painter.drawRoundedRect(face, 4, 4)
    if not on_accent:
        painter.drawLine(face.bottomLeft() + _INSET, face.bottomRight() - _INSET)
        painter.drawLine(face.bottomLeft() + _INSET + _UP, face.bottomRight() - _INSET + _UP)
    painter.setFont(theme.font("keycap"))
    painter.setPen(theme.colour("on.accent" if on_accent else "text.secondary"))
    painter.drawText(rect.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyCap(QWidget):
    """A key as a widget; decoration beside a label, so it is silent for screen readers."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    def set_text(self, text: str) -> None:
        """Show another key."""
        self._text = text
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(keycap_width_px(self._theme, self._text), self._theme.scaled(HEIGHT_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_keycap(QPainter(self), self._theme, QRectF(self.rect()), self._text)
