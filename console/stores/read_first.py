"""Acts on a patient that are done on what was read of them just before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.settled_acts import SettledActs
from services.contract.patients import PatientLabel

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

T = TypeVar("T")
_OUTDATED: Final = frozenset({409, 412})


class ReadFirst(SettledActs, Generic[T]):
    """One patient at a time; `found` is None until it was read. `read` of the constructor runs in
    a worker.

    Signals, beside those of settled acts: `was_read()` when the reading came or failed.
    """

    was_read = Signal()

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        read: Callable[[Api, UUID], T],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(jobs, session, connection, parent)
        self._jobs = jobs
        self._session = session
        self._read = read
        self.patient: PatientLabel | None = None
        self.found: T | None = None
        self.read_error: ConsoleError | None = None

    def open(self, patient: PatientLabel) -> None:
        """Ask how this patient stands."""
        self.patient, self.found = patient, None
        self.read()

    def read(self) -> None:
        """Ask again: somebody was faster, or the first answer was lost."""
        if self.patient is None:
            return
        session, patient_id = self._session, self.patient.id
        self.read_error = None
        self._jobs.submit(
            self,
            lambda: self._read(session.api, patient_id),
            self._take,
            self._miss,
            about=patient_id,
            key="read",
        )

    def leave(self) -> None:
        """Nobody asks any more; what is on its way may still be done."""
        self.found = self.read_error = None
        if not self.is_busy and not self.is_unsettled:
            self.patient = None

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.patient = self.found = self.read_error = None
        super().forget()

    def _take(self, patient_id: UUID, found: T) -> None:
        if self.patient is not None and self.patient.id == patient_id:
            self.found = found
            self.was_read.emit()

    def _miss(self, patient_id: UUID, error: ConsoleError) -> None:
        if self.patient is not None and self.patient.id == patient_id:
            self.read_error = error
            self.was_read.emit()

    def _fail(self, error: ConsoleError) -> None:
        """Whatever stood in the way is read again: alerts that came, a version that moved."""
        super()._fail(error)
        if isinstance(error, Refused) and error.problem.status in _OUTDATED:
            self.read()
