"""Ending a follow-up, over whatever screen; then, for half a minute, taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from console.errors import ConsoleError
from console.session import Session
from console.stores.desk import TriageDesk
from resources.wording import Wording
from services.contract.archiving import Archive
from services.contract.enums import Monitoring
from services.contract.patients import PatientHeader, PatientLabel
from ui.archive.dialog import ArchiveDialog
from ui.archive.words import refusal
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

ARCHIVE: Final = "archive"
"""What the button beside the sentence takes back."""


class ArchiveDesk(QObject):
    """Makes a dialog each time one is wanted, and ends it with everything that was typed."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, theme: Theme, wording: Wording
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk = desk
        self._store = desk.archiving
        self._session = session
        self._theme = theme
        self._wording = wording
        self._dialog: ArchiveDialog | None = None
        self._store.done.connect(self._tell)
        self._store.failed.connect(self._complain)

    def offers(self, header: PatientHeader) -> bool:
        """Whether this person may end this follow-up: one that runs."""
        is_followed = header.monitoring in (Monitoring.ACTIVE, Monitoring.PAUSED)
        return is_followed and self._store.is_offered

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not; the language does not change while the dialog is open."""
        self._wording = wording
        if self._dialog is not None:
            self._dialog.set_wording(wording)

    def open(self, patient: PatientLabel) -> None:
        """Open the dialog for a patient; one whose act is not settled comes first."""
        if self._dialog is not None:
            return
        if not self._store.is_busy and not self._store.is_unsettled:
            self._store.open(patient)
        self._dialog = ArchiveDialog(
            self._store, self._desk.connection, self._theme, self._wording, self._shell
        )
        self._dialog.left.connect(self._end)
        self._dialog.open_up()

    def undo(self) -> None:
        """Take the last one back."""
        self._store.undo()

    def _end(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)

    def _tell(self, result: object) -> None:
        """The follow-up has ended, or goes on as before: everything on screen is read again."""
        if not isinstance(result, Archive):
            return
        self._end()
        w, toasts = self._wording, self._shell.toasts
        if result.undone_at is not None:
            toasts.show_toast(w.text("archive-undone"))
        else:
            left_s = 0.0
            if result.undo_until is not None:
                left_s = (result.undo_until - self._session.server_now()).total_seconds()
            key = "archive-done" if result.is_told is not None else "archive-done-silent"
            text, undo = w.text(key), w.text("shell-toast-undo")
            if left_s > 0:
                toasts.show_toast(text, undo, ARCHIVE, int(left_s * 1000))
            else:
                toasts.show_toast(text)
        self._read_again(result)

    def _read_again(self, archive: Archive) -> None:
        desk = self._desk
        desk.file.hear_of_others({archive.patient_id})
        for rows in (desk.patients, desk.archives, desk.silence):
            rows.refresh()
        desk.worklist.refresh()

    def _complain(self, error: ConsoleError) -> None:
        """Without the dialog it was an undo that did not happen."""
        if self._dialog is None:
            self._shell.toasts.show_toast(refusal(self._wording, error, None))
