"""What exports need: the list, asking and cancelling, the way to a disk, and finding a patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.export_acts import ASKS, LISTS, ExportAsking, ExportCancelling
from console.stores.export_preview import ExportPreviewStore
from console.stores.export_saving import ExportSaving
from console.stores.exports import ExportListStore
from console.stores.patient_search import PatientSearchStore
from services.contract.exports import Export, ExportState

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
        self.cancelling = ExportCancelling(jobs, session, connection, self)
        self.saving = ExportSaving(jobs, session, self)
        self.preview = ExportPreviewStore(jobs, session, self)
        self.search = PatientSearchStore(jobs, session, self)
        self.asking.done.connect(self.list.begin_with)
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

    def cancel(self, export: Export) -> bool:
        """Cancel one; it is shown as cancelled at once."""
        is_begun = self.cancelling.cancel(export)
        if is_begun and self.cancelling.is_busy:
            self.list.believe(export.model_copy(update={"state": ExportState.CANCELLED}))
        return is_begun

    def forget(self) -> None:
        """The session is over."""
        self.list.set_shown(False)
        for store in (self.list, self.asking, self.cancelling, self.saving, self.search,
                      self.preview):  # fmt: skip
            store.forget()

    @Slot(ConsoleError)
    def _doubt(self, _error: ConsoleError) -> None:
        about = self.cancelling.about
        if about is not None:
            self.list.doubt(about.id)
