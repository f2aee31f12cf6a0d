"""A square button that shows one icon; its name is spoken and shown as a tooltip with its key."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.icons import icon_pixmap
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme


class IconButton(QAbstractButton):
    """An icon to press, for the top bar and small tools."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        key: str = "",
        size_px: int = 19,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon
        self._size_px = size_px
        self._key = key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)
        theme.theme_changed.connect(self.updateGeometry)

    def set_name(self, name: str) -> None:
        """Rename, as after a switch of language."""
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(f"{name} ({self._key})" if self._key else name))

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon_name = icon
        self.update()

    def sizeHint(self) -> QSize:
        side = max(24, self._theme.scaled(self._size_px) + 12)
        return QSize(side, side)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        if self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked()):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(
                theme.colour("accent.subtle" if self.isDown() or self.isChecked() else "bg.hover")
            )
            painter.drawRoundedRect(
                QRectF(self.rect()), theme.radius_px("control"), theme.radius_px("control")
            )
        token = "text.secondary" if self.isEnabled() else "text.disabled"
        side = theme.scaled(self._size_px)
        pixmap = icon_pixmap(theme, self._icon_name, side, token, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, pixmap)
