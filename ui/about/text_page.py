"""One text to read and to print."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.about_texts import AboutText, about_text
from resources.wording import Wording
from ui.parts.print_button import PrintButton


class TextPage(QWidget):
    """Shows a text of the product in the language of the screen."""

    def __init__(
        self, which: AboutText, printing: PrintButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._which = which
        self._printing = printing
        self.text = printing.reading
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(printing)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.text, 1)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._printing.set_wording(w)
        self.text.show_text(*about_text(self._which, w.language))

    def take_focus(self) -> None:
        """Put the keyboard where reading begins."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
