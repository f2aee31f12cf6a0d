"""What somebody sees and changes of their own access: sessions and recovery codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.own_sessions import OwnSessionsStore
from console.stores.recovery_codes import RecoveryCodesStore

if TYPE_CHECKING:
    from console.session import Session


class OwnAccess(QObject):
    """The stores of the settings' section on security; nothing is read before it is shown."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sessions = OwnSessionsStore(jobs, session, self)
        self.codes = RecoveryCodesStore(jobs, session, self)

    def read(self) -> None:
        """Bring both up to date."""
        self.sessions.read()
        self.codes.read()

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.sessions.forget()
        self.codes.forget()
