"""The row of commands under a detail: icon, key and word on each, the main one filled; one row of
icons when space is short.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from widgets.icons import icon_pixmap
from widgets.keycap import HEIGHT_PX as KEY_HEIGHT_PX
from widgets.keycap import keycap_width_px, paint_keycap
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

_ICON_PX = 17
_GAP_PX = 6
_KEY_GAP_PX = 12
_SPACING_PX = 5
_COMPACT_WIDTH_PX = 54


@dataclass(frozen=True, slots=True)
class ActionLook:
    """One command: `name` is what the bar emits, `key` the letter shown, `primary` the filled
    style.
    """

    name: str
    label: str
    icon: str
    key: str
    primary: bool = False


class ActionButton(QAbstractButton):
    """One button of the bar; a disabled one says why in its tooltip."""

    def __init__(self, theme: Theme, look: ActionLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._compact = False
        self._label_shown = True
        self._reason = ""
        # All alike: where there is room the main one is at least as wide as the others.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_look(look)
        theme.theme_changed.connect(self.updateGeometry)

    @property
    def look(self) -> ActionLook:
        """What the button shows."""
        return self._look

    def set_look(self, look: ActionLook) -> None:
        """Show another label, icon or key."""
        self._look = look
        self.setAccessibleName(look.label)
        self._describe()
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Use the lower height, without the label."""
        self._compact = compact
        self.set_label_shown(not compact)

    def set_label_shown(self, shown: bool) -> None:
        """Show the label, or icon and key only."""
        self._label_shown = shown
        self._describe()
        self.updateGeometry()
        self.update()

    def full_width_px(self) -> int:
        """Return the width that shows the whole label."""
        role = "button_primary" if self._look.primary else "button"
        width = round(self._theme.text_px(role, self._look.label))
        width += 18 if self._look.primary else 10
        return max(width, self._theme.scaled(64))

    def set_enabled_because(self, enabled: bool, reason: str) -> None:
        """Enable, or disable with a sentence that says why."""
        self._reason = "" if enabled else reason
        self.setEnabled(enabled)
        self._describe()

    def _describe(self) -> None:
        self.setToolTip(plain_tooltip(self._reason or f"{self._look.label} ({self._look.key})"))
        self.setAccessibleDescription(self._reason or self._look.key)

    def _paint_frame(self, painter: QPainter, face: QRectF) -> None:
        theme = self._theme
        if not self.isEnabled():
            edge, fill = "border.subtle", "bg.sunken"
        elif self._look.primary:
            edge = fill = "accent.hover" if self.isDown() or self.underMouse() else "accent"
        else:
            edge = "border.strong"
            fill = (
                "accent.subtle"
                if self.isDown()
                else "bg.hover"
                if self.underMouse()
                else "bg.surface"
            )
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(face, theme.radius_px("control"), theme.radius_px("control"))

    def _paint_icon_and_key(self, painter: QPainter, centre_y: float) -> None:
        theme, look = self._theme, self._look
        icon_token = (
            "text.disabled" if not self.isEnabled() else "on.accent" if look.primary else "accent"
        )
        icon_px, key_px = theme.scaled(_ICON_PX), keycap_width_px(theme, look.key)
        gap = _KEY_GAP_PX if self._label_shown else _GAP_PX
        left = round((self.width() - icon_px - gap - key_px) / 2)
        pixmap = icon_pixmap(theme, look.icon, icon_px, icon_token, self.devicePixelRatioF())
        painter.drawPixmap(left, round(centre_y - icon_px / 2), pixmap)
        key_height = theme.scaled(KEY_HEIGHT_PX)
        key = QRectF(left + icon_px + gap, round(centre_y - key_height / 2), key_px, key_height)
        paint_keycap(painter, theme, key, look.key, on_accent=look.primary and self.isEnabled())

    def sizeHint(self) -> QSize:
        theme = self._theme
        if self._compact:
            return QSize(
                theme.scaled(_COMPACT_WIDTH_PX),
                theme.scaled(theme.layout_px("action_height_compact")),
            )
        return QSize(self.full_width_px(), theme.scaled(theme.layout_px("action_height")))

    def minimumSizeHint(self) -> QSize:
        # The bar turns compact before it would clip a label.
        return QSize(self._theme.scaled(_COMPACT_WIDTH_PX), self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, look = self._theme, self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if not self._label_shown:
            self._paint_icon_and_key(painter, self.height() / 2)
            return
        self._paint_icon_and_key(painter, self.height() * 14 / 48)
        painter.setFont(theme.font("button_primary" if look.primary else "button"))
        token = (
            "text.disabled"
            if not self.isEnabled()
            else "on.accent"
            if look.primary
            else "text.primary"
        )
        painter.setPen(theme.colour(token))
        lower = QRectF(0, self.height() * 24 / 48, self.width(), self.height() * 20 / 48)
        painter.drawText(
            lower, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, look.label
        )


class ActionBar(QWidget):
    """A row of commands. Signals: `action_triggered(name)` on click or key press on a focused
    button.
    """

    action_triggered = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._compact = False
        self._buttons: dict[str, ActionButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_SPACING_PX)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._fit)

    def set_actions(self, looks: Sequence[ActionLook]) -> None:
        """Replace the commands; buttons whose name stays are kept, so that focus stays on them."""
        names = [look.name for look in looks]
        for name in [name for name in self._buttons if name not in names]:
            button = self._buttons.pop(name)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for position, look in enumerate(looks):
            kept = self._buttons.get(look.name) or self._make(look)
            kept.set_look(look)
            self._row.removeWidget(kept)
            self._row.insertWidget(position, kept)
        self._fit()

    def set_action_enabled(self, name: str, enabled: bool, reason: str = "") -> None:
        """Enable a command, or disable it with a sentence that says why."""
        self._buttons[name].set_enabled_because(enabled, reason)

    def set_compact(self, compact: bool) -> None:
        """Use one row of 36 px, icon and key only; a bar too narrow for its labels does so by
        itself.
        """
        self._compact = compact
        self._fit()

    def _fit(self) -> None:
        has_room = self.width() >= self._needed_px()
        for button in self._buttons.values():
            button.set_compact(self._compact)
            button.set_label_shown(has_room and not self._compact)
        # At once, so that no frame is painted with the old widths.
        self._row.activate()

    def _needed_px(self) -> int:
        spacing = _SPACING_PX * max(0, len(self._buttons) - 1)
        return sum(button.full_width_px() for button in self._buttons.values()) + spacing

    def button(self, name: str) -> ActionButton:
        """Return the button of a command, for focus and for a menu to open under."""
        return self._buttons[name]

    def _make(self, look: ActionLook) -> ActionButton:
        button = ActionButton(self._theme, look, self)
        button.setObjectName(f"action_{look.name}")
        button.clicked.connect(self._announce)
        self._buttons[look.name] = button
        return button

    def _announce(self) -> None:
        button = self.sender()
        if isinstance(button, ActionButton):
            self.action_triggered.emit(button.look.name)

    def sizeHint(self) -> QSize:
        return QSize(self._needed_px(), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
