"""What exports need: the list, asking and cancelling, the way to a disk, and finding a patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.cohort_saving import CohortSaving
from console.stores.connection import ConnectionStore
from console.stores.export_acts import (
    ASKS,
    ASKS_COHORT,
    LISTS,
    CohortAsking,
    ExportAsking,
    ExportCancelling,
)
from console.stores.export_preview import ExportPreviewStore
from console.stores.export_saving import ExportSaving
from console.stores.exports import ExportListStore, Listed
from console.stores.patient_search import PatientSearchStore

if TYPE_CHECKING:
    from console.session import Session


class ExportStores(QObject):
    """Connected once: what one of them learns the list shows."""

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.list = ExportListStore(jobs, session, self)
        self.asking = ExportAsking(jobs, session, connection, self)
        self.asking_unit = CohortAsking(jobs, session, connection, self)
        self.saving_unit = CohortSaving(jobs, session, self)
        self.cancelling = ExportCancelling(jobs, session, connection, self)
        self.saving = ExportSaving(jobs, session, self)
        self.preview = ExportPreviewStore(jobs, session, self)
        self.search = PatientSearchStore(jobs, session, self)
        self.asking.done.connect(self.list.begin_with)
        self.asking_unit.done.connect(self.list.begin_with)
        self.saving_unit.moved.connect(self.list.show_saving)
        for ended in (self.saving_unit.saved, self.saving_unit.lost, self.saving_unit.failed):
            ended.connect(self.list.refresh)
        self.cancelling.done.connect(self.list.settle)
        self.cancelling.failed.connect(self._doubt)
        self.saving.saved.connect(self.list.refresh)
        self.saving.failed.connect(self.list.refresh)

    @property
    def may_list(self) -> bool:
        """Whether exports exist for this role."""
        return self._session.may(LISTS)

    @property
    def may_ask(self) -> bool:
        """Whether this role has exports made."""
        return self._session.may(ASKS)

    @property
    def may_ask_unit(self) -> bool:
        """Whether this role asks for whole units."""
        return self._session.may(ASKS_COHORT)

    def start(self) -> None:
        """What was asked for of a unit may wait from before: it is made when its owner is there."""
        if self.may_ask_unit:
            self.list.wait()

    def cancel(self, shown: Listed) -> bool:
        """Cancel one; it is shown as cancelled at once."""
        is_begun = self.cancelling.cancel(shown)
        if is_begun and self.cancelling.is_busy:
            self.list.believe(shown.cancelled())
        return is_begun

    def forget(self) -> None:
        """The session is over."""
        self.list.leave()
        for store in (self.list, self.asking, self.asking_unit, self.cancelling, self.saving,
                      self.saving_unit, self.search, self.preview):  # fmt: skip
            store.forget()

    @Slot(ConsoleError)
    def _doubt(self, _error: ConsoleError) -> None:
        about = self.cancelling.about
        if about is not None:
            self.list.doubt(about.id)
