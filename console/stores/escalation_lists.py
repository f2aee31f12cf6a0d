"""Who can be asked in a care unit, read once a unit and again when a form asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.errors import ConsoleError
from console.jobs import Jobs
from services.contract.units import EscalationList

if TYPE_CHECKING:
    from console.session import Session


class EscalationListsStore(QObject):
    """The lists of units. Signals: `changed(UUID)` when that of a unit came or could not be had."""

    changed = Signal(UUID)

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._known: dict[UUID, EscalationList] = {}
        self._errors: dict[UUID, ConsoleError] = {}

    def of(self, unit_id: UUID) -> EscalationList | None:
        """The list as it was last read."""
        return self._known.get(unit_id)

    def error_of(self, unit_id: UUID) -> ConsoleError | None:
        """Why the last reading failed."""
        return self._errors.get(unit_id)

    def read(self, unit_id: UUID) -> None:
        """Ask for the list of a unit; what was known stays until the answer."""
        session = self._session
        self._jobs.submit(
            self,
            lambda: session.api.read_escalation_list(unit_id),
            self._take,
            self._fail,
            key=f"escalation:{unit_id}",
            about=unit_id,
        )

    def forget(self) -> None:
        """The session is over."""
        self._known.clear()
        self._errors.clear()

    def _take(self, unit_id: UUID, found: EscalationList) -> None:
        self._errors.pop(unit_id, None)
        self._known[unit_id] = found
        self.changed.emit(unit_id)

    def _fail(self, unit_id: UUID, error: ConsoleError) -> None:
        self._errors[unit_id] = error
        self.changed.emit(unit_id)
