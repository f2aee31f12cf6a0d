"""What the list can be filtered by now, asked for each time somebody is about to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from console.errors import ConsoleError
from console.jobs import Jobs
from services.contract.filters import WorklistFilters

if TYPE_CHECKING:
    from console.session import Session


class FilterChoicesStore(QObject):
    """Signals: `changed()` when the choices came or could not be had; what was known stays."""

    changed = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: WorklistFilters | None = None
        self.error: ConsoleError | None = None
        self._jobs = jobs
        self._session = session

    def read(self) -> None:
        """Ask what there is to choose from."""
        session = self._session
        self._jobs.submit(
            self,
            lambda: session.api.read_worklist_filters(),
            self._take,
            self._fail,
            key="filter choices",
        )

    def forget(self) -> None:
        """The session is over."""
        self.choices = self.error = None

    def _take(self, choices: WorklistFilters) -> None:
        self.choices, self.error = choices, None
        self.changed.emit()

    def _fail(self, error: ConsoleError) -> None:
        self.error = error
        self.changed.emit()
