"""A small rounded label of state, as an identity status or an owner; it says and does nothing
more.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.icons import icon_pixmap
from widgets.theme import Theme

# Kind to (fill, ink, edge, dashed edge).
_KINDS: dict[str, tuple[str, str, str, bool]] = {
    "neutral": ("pill.bg", "text.secondary", "", False),
    "success": ("success.bg", "success", "", False),
    "danger": ("danger.bg", "danger", "", False),
    "neutral_clear": ("bg.surface", "text.secondary", "", False),
    "success_clear": ("bg.surface", "success", "", False),
    "danger_clear": ("bg.surface", "danger", "", False),
    "accent": ("accent", "on.accent", "", False),
    "outline": ("bg.surface", "text.primary", "owner.edge", False),
    "dashed": ("bg.surface", "text.primary", "owner.edge", True),
}
_ICON_PX = 14


class Pill(QWidget):
    """A state in one word; `kind` is neutral, success, danger, each of them `_clear` on a coloured
    ground, accent, outline or dashed.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        kind: str = "neutral",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(text, kind, icon)
        theme.theme_changed.connect(self.updateGeometry)

    def set_state(self, text: str, kind: str = "neutral", icon: str = "") -> None:
        """Show another state."""
        self._text = text
        self._look = _KINDS[kind]
        self._icon_name = icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        icon = self._theme.scaled(_ICON_PX) + 4 if self._icon_name else 0
        tall = 22 if self._look[2] else 18
        return QSize(
            round(self._theme.text_px("pill", self._text)) + icon + 16, self._theme.scaled(tall)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        fill, ink, edge, dashed = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(Qt.PenStyle.NoPen)
        if edge:
            pen = QPen(theme.colour(edge), 1)
            if dashed:
                pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(theme.colour(fill))
        face = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(face, face.height() / 2, face.height() / 2)
        left = 8
        if self._icon_name:
            side = theme.scaled(_ICON_PX)
            pixmap = icon_pixmap(theme, self._icon_name, side, ink, self.devicePixelRatioF())
            painter.drawPixmap(left - 1, (self.height() - side) // 2, pixmap)
            left += side + 3
        painter.setFont(theme.font("pill"))
        painter.setPen(theme.colour(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(left, 0, self.width() - left, self.height() - 1), flags, self._text)
