"""What every tab of the file but the synthesis has in common."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from widgets.empty_state import EmptyState
from widgets.theme import Theme


class FilePage(QWidget):
    """One tab; it reads what it shows when it is entered, and not before."""

    def set_wording(self, w: Wording) -> None:
        """Speak another language, or hide identities."""
        raise NotImplementedError

    def enter(self, patient_id: UUID) -> None:
        """The tab is in front, on the file of a patient."""
        raise NotImplementedError

    def clear(self) -> None:
        """Another file, or none: leave nothing of the one before."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read again (F5)."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        raise NotImplementedError


class ComingPage(FilePage):
    """A tab that is true about holding nothing yet: it says what it will hold."""

    def __init__(
        self, theme: Theme, w: Wording, name: str, icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._icon = icon
        self._empty = EmptyState(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        self.setObjectName(f"patient_{name}")
        self.set_wording(w)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        title, body = w.text(f"file-{self._name}-none"), w.text(f"file-{self._name}-none-body")
        self._empty.show_text(title, body, self._icon)

    def enter(self, _patient_id: UUID) -> None:
        """There is nothing to read."""

    def clear(self) -> None:
        """There is nothing of anybody here."""

    def refresh(self) -> None:
        """There is nothing to read."""

    def take_focus(self) -> None:
        """There is nothing to act on."""
