"""One fact on a line: an icon, what it is about, and its value at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.elided_label import ElidedLabel
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class FactLine(QWidget):
    """A label that may be cut, and a value that is not."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(theme, "info", "text.secondary", 16, self)
        self._label = ElidedLabel(theme, role="body", parent=self)
        self._value = PlainLabel(theme, role="body", tone="secondary", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        row.addWidget(self._value)

    def show_fact(self, label: str, value: str, icon: str = "info") -> None:
        """Show a value."""
        self._icon.set_icon(icon, "text.secondary")
        self._label.set_full_text(label)
        self._value.setText(value)
        self.setAccessibleName(f"{label}, {value}")
