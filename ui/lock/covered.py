"""What a lock covers: the frame of a session, as far as the lock knows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class LockedLook:
    """What a locked screen may tell: whether answers are watched, and how much waits."""

    watch_icon: str = ""
    watch_token: str = ""
    watch: str = ""
    counts: str = ""


class Covered(QWidget):
    """Signals: `lock_wanted()` when somebody asks for the lock there."""

    lock_wanted = Signal()

    def locked_look(self) -> LockedLook:
        """What may be told of the work behind a lock."""
        raise NotImplementedError

    def set_locked(self, is_locked: bool) -> None:
        """The screen is locked, or open again."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        raise NotImplementedError
