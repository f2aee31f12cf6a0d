"""A push button: label, optional icon and key; primary, secondary, danger or quiet."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from widgets.icons import icon_pixmap
from widgets.keycap import HEIGHT_PX as KEY_HEIGHT_PX
from widgets.keycap import keycap_width_px, paint_keycap
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

KINDS = frozenset({"primary", "secondary", "danger", "quiet"})
_ICON_PX = 16
_GAP_PX = 8
_PADDING_PX = 12


class Button(QPushButton):
    """A button in the console's look; `kind` is primary, secondary, danger or quiet."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        kind: str = "secondary",
        icon: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if kind not in KINDS:
            raise KeyError(kind)
        self._theme = theme
        self._kind = kind
        self._icon_name = icon
        self._key = key
        self._icon_ink = ""
        self._height_px = 28 if kind == "quiet" else 32
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_label(label)
        theme.theme_changed.connect(self.updateGeometry)

    def set_label(self, label: str) -> None:
        """Show another word."""
        self.setText(label.replace("&", "&&"))
        self._label = label
        self.setAccessibleName(label)
        self.updateGeometry()

    @property
    def key(self) -> str:
        """The key that it shows beside the word; empty: none."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show another key beside the word, or none."""
        self._key = key
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon_name = icon
        self.update()

    def set_icon_ink(self, token: str) -> None:
        """Draw the icon in a colour of its own, as for a danger before a link."""
        self._icon_ink = token
        self.update()

    def set_low(self) -> None:
        """Use 28 px of height, for a button inside a header."""
        self._height_px = 28
        self.updateGeometry()

    def set_enabled_because(self, enabled: bool, reason: str = "") -> None:
        """Enable, or disable with a sentence that says why."""
        self.setEnabled(enabled)
        self.setToolTip("" if enabled else plain_tooltip(reason))
        self.setAccessibleDescription("" if enabled else reason)

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text.disabled"
        return {
            "primary": "on.accent",
            "secondary": "text.primary",
            "danger": "danger",
            "quiet": "link",
        }[self._kind]

    def _role(self) -> str:
        return "button_primary" if self._kind == "primary" else "button"

    def _content_px(self) -> int:
        width = round(self._theme.text_px(self._role(), self._label))
        width += self._theme.scaled(_ICON_PX) + _GAP_PX if self._icon_name else 0
        return width + (keycap_width_px(self._theme, self._key) + _GAP_PX if self._key else 0)

    def _paint_face(self, painter: QPainter) -> None:
        theme, hot = self._theme, self.underMouse() and self.isEnabled()
        if self._kind == "quiet":
            edge, fill = None, "bg.hover" if hot else None
        elif not self.isEnabled():
            edge, fill = "border.subtle", "bg.sunken"
        elif self._kind == "primary":
            edge = fill = "accent.hover" if hot or self.isDown() else "accent"
        else:
            edge = "danger" if self._kind == "danger" else "border.strong"
            fill = "accent.subtle" if self.isDown() else "bg.hover" if hot else "bg.surface"
        painter.setPen(QPen(theme.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
        radius = theme.radius_px("control")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def sizeHint(self) -> QSize:
        padding = 4 if self._kind == "quiet" else _PADDING_PX
        return QSize(
            self._content_px() + 2 * padding,
            self._theme.scaled(self._height_px),
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

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
        self._paint_face(painter)
        left = round((self.width() - self._content_px()) / 2)
        middle = self.height() / 2
        if self._icon_name:
            size = theme.scaled(_ICON_PX)
            pixmap = icon_pixmap(
                theme,
                self._icon_name,
                size,
                self._icon_ink or self._ink(),
                self.devicePixelRatioF(),
            )
            painter.drawPixmap(QPointF(left, round(middle - size / 2)), pixmap)
            left += size + _GAP_PX
        painter.setFont(theme.font(self._role()))
        painter.setPen(theme.colour(self._ink()))
        box = QRectF(left, 0, self.width() - left, self.height() - 1)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._label
        )
        if self._key:
            left += round(theme.text_px(self._role(), self._label)) + _GAP_PX
            height = theme.scaled(KEY_HEIGHT_PX)
            key = QRectF(
                left, round(middle - height / 2), keycap_width_px(theme, self._key), height
            )
            paint_keycap(
                painter,
                theme,
                key,
                self._key,
                on_accent=self._kind == "primary" and self.isEnabled(),
            )
