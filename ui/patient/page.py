"""What every tab of the file but the synthesis has in common."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from resources.wording import Wording


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
