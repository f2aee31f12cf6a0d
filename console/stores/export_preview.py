"""What an export would hold, before it is asked for: made like the file, and never kept."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.client.http import Write
from console.errors import ConsoleError
from console.jobs import Job, Jobs
from console.stores.export_acts import whole
from console.stores.exports import UNDER_WAY
from services.contract.export_fields import ExportFieldList
from services.contract.export_previews import ExportPreview
from services.contract.exports import Export, ExportAsk, ExportFailure, ExportState

if TYPE_CHECKING:
    from console.session import Session

ASK_AGAIN_MS: Final = 500


class PreviewState(StrEnum):
    """How far a preview came. NOTHING: none is asked for, or what was chosen is another since."""

    NOTHING = "nothing"
    WAITING = "waiting"
    SHOWN = "shown"
    FAILED = "failed"


class ExportPreviewStore(QObject):
    """One preview at a time, in memory. Signals: `changed()`; `fields_told()` when what the formats
    hold is known.
    """

    changed = Signal()
    fields_told = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._job: Job | None = None
        self._export_id: UUID | None = None
        self.state = PreviewState.NOTHING
        self.preview: ExportPreview | None = None
        self.error: ConsoleError | None = None
        self.failure: ExportFailure | None = None
        self.fields: ExportFieldList | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(ASK_AGAIN_MS)
        self._wait.timeout.connect(self._ask_state)

    def look(self, patient_id: UUID, ask: ExportAsk, *, is_whole: bool = False) -> None:
        """Have one made; another that is on its way is nobody's any more."""
        self._drop()
        session, write = self._session, Write()
        wanted = ask.model_copy(update={"preview": True})

        def _ask() -> Export:
            api = session.api
            told = whole(api, patient_id, wanted) if is_whole else wanted
            return api.exports.ask(patient_id, told, write)

        self._become(PreviewState.WAITING)
        self._job = self._jobs.submit(self, _ask, self._follow, self._fail)

    def drop(self) -> None:
        """What was looked at is not what is chosen now."""
        self._drop()
        self._become(PreviewState.NOTHING)

    def read_fields(self) -> None:
        """Ask once what the formats hold."""
        if self.fields is None:
            session = self._session
            self._jobs.submit(
                self, lambda: session.api.exports.read_fields(), self._take_fields, self._miss
            )

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.fields = None
        self.drop()

    def _follow(self, export: Export) -> None:
        self._export_id = export.id
        if export.state in UNDER_WAY:
            self._wait.start()
        elif export.state is ExportState.READY:
            session = self._session
            self._job = self._jobs.submit(
                self, lambda: session.api.exports.take_preview(export.id), self._take, self._fail
            )
        else:
            self.failure = export.failure or ExportFailure.INTERNAL
            self._become(PreviewState.FAILED)

    def _ask_state(self) -> None:
        session, export_id = self._session, self._export_id
        if export_id is not None:
            self._job = self._jobs.submit(
                self, lambda: session.api.exports.read(export_id), self._follow, self._fail
            )

    def _take(self, preview: ExportPreview) -> None:
        self.preview = preview
        self._become(PreviewState.SHOWN)

    def _fail(self, error: ConsoleError) -> None:
        self.error = error
        self._become(PreviewState.FAILED)

    def _take_fields(self, fields: ExportFieldList) -> None:
        self.fields = fields
        self.fields_told.emit()

    def _miss(self, _error: ConsoleError) -> None:
        """Asked again with the next dialog."""

    def _drop(self) -> None:
        self._wait.stop()
        if self._job is not None:
            self._job.cancel()
        self._job = self._export_id = self.preview = self.error = self.failure = None

    def _become(self, state: PreviewState) -> None:
        self.state = state
        self.changed.emit()
