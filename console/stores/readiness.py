"""Whether the service says that it can serve, asked when somebody looks."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Jobs

if TYPE_CHECKING:
    from console.session import Session


class ReadinessStore(QObject):
    """Signals: `changed()` with every answer. `asked_at` None: never asked; `error` None: ready."""

    changed = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self.asked_at: datetime | None = None
        self.error: ConsoleError | None = None

    def ask(self) -> None:
        """Ask now."""
        session = self._session
        self._jobs.submit(self, lambda: session.api.ask_ready(), self._take, self._miss, key="ask")

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.asked_at = self.error = None
        self.changed.emit()

    def _take(self, _nothing: None) -> None:
        self._hear(None)

    def _miss(self, error: ConsoleError) -> None:
        self._hear(error)

    def _hear(self, error: ConsoleError | None) -> None:
        self.asked_at, self.error = self._session.server_now(), error
        self.changed.emit()
