"""The bar of the patient who is chosen in the calendar of retention."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from console.jobs import Jobs
from console.stores.chosen_block import ChosenBlock
from services.contract.retention import PatientRetention

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session


class RetentionBarStore(ChosenBlock[PatientRetention]):
    """Where one patient stands."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, _bar, parent)

    @property
    def patient_id(self) -> UUID | None:
        """Whose bar is on screen."""
        return None if self._key is None else self._key.patient_id


def _bar(api: Api, patient_id: UUID, _what: None) -> PatientRetention:
    return api.retention.read_bar(patient_id)
