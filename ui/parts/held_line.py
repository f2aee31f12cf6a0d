"""A line that names somebody: in full, or behind the mask until a button is held down (screens.md
1.10).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.wording import Wording
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class HeldLine(QWidget):
    """Before an act the whole identity can always be seen; it goes with the finger that asked."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = self._covered = ""
        self._line = PlainLabel(theme, role="body_strong", parent=self)
        self._line.set_wrapping()
        self._hold = Button(theme, wording.text("privacy-hold"), "quiet", "eye", parent=self)
        self._hold.setObjectName("hold_identity")
        self._hold.setAccessibleDescription(wording.text("privacy-hold-described"))
        self._hold.pressed.connect(self._reveal)
        self._hold.released.connect(self._cover)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._line, 1)
        row.addWidget(self._hold, 0, Qt.AlignmentFlag.AlignRight)

    @property
    def text(self) -> str:
        """What is shown now."""
        return self._line.text()

    def show_line(self, full: str, covered: str) -> None:
        """Show the covered text; the full one can be held where it is another."""
        self._full, self._covered = full, covered
        self._hold.setVisible(full != covered)
        self._cover()

    def _reveal(self) -> None:
        self._line.setText(self._full)

    def _cover(self) -> None:
        self._line.setText(self._covered)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays open behind a lock or another screen."""
        self._hold.setDown(False)
        self._cover()
        super().hideEvent(event)
