"""Who is signed in, at the right end of the top bar: initials, name and role; it opens the
user's menu.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

_AVATAR_PX = 28
_GAP_PX = 8
_PADDING_PX = 6


class UserButton(QAbstractButton):
    """The person as a button; `clicked` asks for the menu."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._initials = self._name = self._role = ""
        self._is_compact = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    def set_user(self, initials: str, name: str, role: str, spoken: str) -> None:
        """Show a person; `spoken` is the accessible name."""
        self._initials, self._name, self._role = initials, name, role
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def set_compact(self, is_compact: bool) -> None:
        """Show the initials alone; the name becomes the tooltip."""
        self._is_compact = is_compact
        self.setToolTip(plain_tooltip(self._name) if is_compact else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        if self._is_compact:
            return QSize(2 * _PADDING_PX + theme.scaled(_AVATAR_PX), theme.scaled(38))
        text = max(theme.text_px("user_name", self._name), theme.text_px("axis", self._role))
        width = 2 * _PADDING_PX + theme.scaled(_AVATAR_PX) + _GAP_PX + round(text) + 1
        return QSize(width, theme.scaled(38))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(theme.colour("bg.hover"))
            radius = theme.radius_px("control")
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        side = theme.scaled(_AVATAR_PX)
        circle = QRectF(_PADDING_PX, (self.height() - side) / 2, side, side)
        painter.setBrush(theme.colour("accent.subtle"))
        painter.drawEllipse(QPointF(circle.center()), side / 2, side / 2)
        painter.setFont(theme.font("badge"))
        painter.setPen(theme.colour("accent"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._initials)
        if not self._is_compact:
            self._paint_texts(painter, circle.right() + _GAP_PX)

    def _paint_texts(self, painter: QPainter, left: float) -> None:
        theme = self._theme
        name_px, role_px = theme.line_px("user_name"), theme.line_px("axis")
        top = (self.height() - name_px - role_px) / 2
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(theme.font("user_name"))
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(QRectF(left, top, self.width() - left, name_px), flags, self._name)
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.colour("text.muted"))
        line = QRectF(left, top + name_px, self.width() - left, role_px)
        painter.drawText(line, flags, self._role)
