"""What a list shows when there is nothing in it: icon, one sentence, the next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class EmptyState(QWidget):
    """Nothing to show, said kindly. Signals: `action_triggered` on its button."""

    action_triggered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(theme, "tray", "accent", 36)
        self._title = PlainLabel(theme, role="title")
        self._hint = PlainLabel(theme, role="body", tone="muted")
        self._action = Button(theme, "", "secondary")
        self._action.clicked.connect(self.action_triggered)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        for label in (self._title, self._hint):
            label.set_wrapping()
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_text(self, title: str, hint: str = "", icon: str = "tray", action: str = "") -> None:
        """Show a sentence, a next step and perhaps a button."""
        self._icon.set_icon(icon, "accent")
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._action.set_label(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(f"{title} {hint}".strip())
