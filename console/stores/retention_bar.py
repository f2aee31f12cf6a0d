"""The bar of the patient who is chosen in the calendar of retention."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.file_parts import BlockPart, PartKey
from services.contract.retention import PatientRetention

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session


class RetentionBarStore(BlockPart[PatientRetention]):
    """What was read last of some patients, and whether the one on screen is there at all."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, _bar, parent)
        self.lost: UUID | None = None
        """Of whom the service said that they are not there, or not for this person."""
        self.gone.connect(self._lose)

    @property
    def patient_id(self) -> UUID | None:
        """Whose bar is on screen."""
        return None if self._key is None else self._key.patient_id

    def choose(self, patient_id: UUID | None) -> None:
        """Show somebody's, or nobody's; whoever is on screen is not read again for that."""
        if patient_id is None:
            self.lost = None
            self.hide()
        elif self._key != PartKey(patient_id, None):
            self.lost = None
            self.show(patient_id, None)

    @Slot(object)
    def _lose(self, patient_id: UUID) -> None:
        self.lost = patient_id
        self.drop(patient_id)


def _bar(api: Api, patient_id: UUID, _what: None) -> PatientRetention:
    return api.retention.read_bar(patient_id)
