"""A full-width notice under the top bar or at the head of a list: tint, icon, sentence, at most one
action.
"""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from widgets.button import Button
from widgets.elided_label import ElidedLabel
from widgets.icon_label import IconLabel
from widgets.keycap import KeyCap
from widgets.shown import set_shown
from widgets.theme import Theme

# Kind to (fill, ink).
BANNER_KINDS: dict[str, tuple[str, str]] = {
    "info": ("banner.bg", "text.primary"),
    "neutral": ("bg.sunken", "text.secondary"),
    "warning": ("warning.bg", "warning"),
    "danger": ("danger.bg", "danger"),
    "success": ("success.bg", "success"),
}


class Banner(QWidget):
    """One notice. Signals: `action_triggered` when its button is pressed."""

    action_triggered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = "info"
        self._icon = IconLabel(theme, "info", "text.primary")
        self._text = ElidedLabel(theme, role="notice")
        self._action = Button(theme, "", "quiet")
        self._key = KeyCap(theme, "", self)
        self._action.clicked.connect(self.action_triggered)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.layout_px("page_margin"), 0, theme.layout_px("page_margin"), 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._key)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)
        self.hide()

    def show_notice(
        self,
        text: str,
        kind: str = "info",
        icon: str = "info",
        action: str = "",
        key: str = "",
    ) -> None:
        """Show a sentence; `kind` is info, neutral, warning, danger or success; an empty action has
        no button, an empty key no key.
        """
        self._kind = kind
        self._icon.set_icon(icon, BANNER_KINDS[kind][1])
        self._text.set_full_text(text)
        self._action.set_label(action)
        self._action.setVisible(bool(action))
        self._key.set_text(key)
        self._key.setVisible(bool(key))
        self.setAccessibleName(text)
        set_shown(self, True)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self._theme.scaled(self._theme.layout_px("banner_height")))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(BANNER_KINDS[self._kind][0]))
        painter.setPen(self._theme.colour("border.subtle"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
