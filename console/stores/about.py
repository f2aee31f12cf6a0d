"""What the screen *À propos* reads and does beside the notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.readiness import ReadinessStore
from console.stores.support import SupportStore
from console.stores.support_acts import SupportActs

if TYPE_CHECKING:
    from console.session import Session


class AboutStores(QObject):
    """Requests for help, what is done with them, and whether the service can serve."""

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.support = SupportStore(jobs, session, self)
        self.acts = SupportActs(jobs, session, connection, self)
        self.readiness = ReadinessStore(jobs, session, self)
        self.acts.done.connect(self.support.hear)

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        for store in (self.support, self.acts, self.readiness):
            store.forget()
