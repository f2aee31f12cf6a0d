"""What is done after the end of a follow-up: the patient was told, or is followed again (3.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject

from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.read_first import ReadFirst
from services.contract.archiving import Archive, InformedAsk, RestoreAsk
from services.contract.schedule import SurveyPlan

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

INFORMS: Final = "record_informed"
RESTORES: Final = "restore_patient"


@dataclass(frozen=True)
class Ended:
    """How a follow-up that has ended stands; `plan` is the one they were asked by, None for none.

    `archive` None: it goes on, or was never begun.
    """

    patient_id: UUID
    archive: Archive | None
    plan: SurveyPlan | None


class ArchivedActs(ReadFirst[Ended]):
    """What is read first are the end and the plan of before."""

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(jobs, session, connection, _ended, parent)

    def may(self, operation: str) -> bool:
        """Whether this role does one of them."""
        return self._session.may(operation)

    def inform(self, ask: InformedAsk) -> None:
        """Somebody told the patient; `done` gives the `Archive`."""
        archive = self._standing
        if archive is not None:
            self.begin(
                lambda api, write: api.archiving.inform(
                    archive.patient_id, ask, replace(write, version=archive.version)
                )
            )

    def restore(self, ask: RestoreAsk) -> None:
        """Follow the patient again; `done` gives `Restored`."""
        archive = self._standing
        if archive is not None:
            self.begin(
                lambda api, write: api.archiving.restore(
                    archive.patient_id, ask, replace(write, version=archive.version)
                )
            )

    @property
    def _standing(self) -> Archive | None:
        return None if self.found is None or self.is_busy else self.found.archive


def standing_end(archives: list[Archive]) -> Archive | None:
    """The end that stands, of all there were; None: the follow-up goes on.

    By what became of it: where a clock was set back it need not be the last one by its time.
    """
    standing = (each for each in archives if each.undone_at is None and each.restored_at is None)
    return next(standing, None)


def _ended(api: Api, patient_id: UUID) -> Ended:
    archives = api.archiving.read(patient_id)
    plan = api.survey_plans.read(patient_id).plan
    return Ended(patient_id, standing_end(archives.items), plan)
