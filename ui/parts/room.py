"""The inside of a scrolling card: it takes the room that there is and scrolls only below its least
height.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Room(QWidget):
    """Asks its scroll area for its least height at a width; by default Qt asks for the preferred
    one.
    """

    def __init__(self, parent: QWidget | None = None, ground: str = "surface") -> None:
        super().__init__(parent)
        self.setProperty("ground", ground)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return -1 if layout is None else layout.minimumHeightForWidth(width)
