"""What is wrong, under what it is about: an icon and a sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class FaultLine(QWidget):
    """Hidden while nothing is wrong."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = PlainLabel(theme, "", "supporting", "danger")
        self._text.set_wrapping()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(IconLabel(theme, "warning-circle-fill", "danger.strong", 14))
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, empty for nothing."""
        return self._text.text()

    def show_text(self, text: str) -> None:
        """Say what is wrong; an empty text takes it away."""
        self._text.setText(text)
        self.setVisible(bool(text))
