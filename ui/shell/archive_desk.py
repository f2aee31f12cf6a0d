"""The end of a follow-up and the way back, over whatever screen: ending it, for half a minute
taking that back, saying that the patient was told, following them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from console.errors import ConsoleError
from console.session import Session
from console.stores.archived_acts import INFORMS, RESTORES
from console.stores.desk import TriageDesk
from console.stores.read_first import ReadFirst
from resources.wording import Wording
from services.contract.archiving import FOLLOWED, Archive, Restored
from services.contract.patients import PatientHeader, PatientLabel
from services.contract.week_enums import MessageChannel
from ui.archive.act_dialog import ActDialog
from ui.archive.dialog import ArchiveDialog
from ui.archive.informed_dialog import InformedDialog
from ui.archive.restore_dialog import RestoreDialog
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
        self._acts = desk.archived_acts
        self._session = session
        self._theme = theme
        self._wording = wording
        self._dialog: ActDialog | None = None
        self._store.done.connect(self._tell)
        self._acts.done.connect(self._tell_after)
        for store in (self._store, self._acts):
            store.failed.connect(self._complain)

    def offers(self, header: PatientHeader) -> bool:
        """Whether this person may end this follow-up: one that runs."""
        return header.monitoring in FOLLOWED and self._store.is_offered

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not; the language does not change while a dialog is open."""
        self._wording = wording
        if self._dialog is not None:
            self._dialog.set_wording(wording)

    def open(self, patient: PatientLabel) -> None:
        """Ask how the follow-up of a patient ends."""
        if self._begin(self._store, patient):
            me = self._session.me
            role = None if me is None else me.role
            dialog = ArchiveDialog(
                self._store, self._desk.connection, role, self._theme, self._wording, self._shell
            )
            self._cover(dialog)
            dialog.open_up()

    def say_told(self, patient: PatientLabel) -> None:
        """Ask how a patient was told that the follow-up has ended."""
        if self._acts.may(INFORMS) and self._begin(self._acts, patient):
            dialog = InformedDialog(
                self._acts, self._desk.connection, self._theme, self._wording, self._shell
            )
            self._cover(dialog)
            dialog.open_up()

    def restore(self, patient: PatientLabel) -> None:
        """Ask how a patient is followed again."""
        if self._acts.may(RESTORES) and self._begin(self._acts, patient):
            today = self._wording.local(self._session.server_now()).date()
            dialog = RestoreDialog(
                self._acts, self._desk.connection, today, self._theme, self._wording, self._shell
            )
            self._cover(dialog)
            dialog.open_up()

    @property
    def may_undo(self) -> bool:
        """Whether the last follow-up that was ended here can still go on."""
        return self._store.undo_left_ms > 0

    def undo(self) -> None:
        """Take the last one back."""
        self._store.undo()

    def undo_if_possible(self) -> None:
        """The same by a key, which may be pressed when nothing was done."""
        if self.may_undo:
            self.undo()

    def _begin(self, store: ReadFirst[Any], patient: PatientLabel) -> bool:
        """One whose act is not settled comes first."""
        if self._dialog is not None:
            return False
        if not store.is_busy and not store.is_unsettled:
            store.open(patient)
            return True
        is_same = store.patient is not None and store.patient.id == patient.id
        if not is_same:
            self._shell.toasts.show_toast(self._wording.text("archive-other-first"))
        return is_same

    def _cover(self, dialog: ActDialog) -> None:
        self._dialog = dialog
        dialog.left.connect(self._end)

    def _end(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)

    def _end_of(self, store: ReadFirst[Any]) -> None:
        """Its act is done; a dialog of another act stays with what was typed."""
        if self._dialog is not None and self._dialog.is_of(store):
            self._end()

    def _tell(self, result: object) -> None:
        """The follow-up has ended, or goes on as before: everything on screen is read again."""
        if not isinstance(result, Archive):
            return
        self._end_of(self._store)
        w, toasts = self._wording, self._shell.toasts
        # Only the last one can be taken back: a button beside an older one would reverse this.
        toasts.clear()
        if result.undone_at is not None:
            toasts.show_toast(w.text("archive-undone"))
        else:
            key = "archive-done" if result.is_told is not None else "archive-done-silent"
            is_outside = any(each.channel is not MessageChannel.APP for each in result.messages)
            if result.is_told is not None and not is_outside:
                key = "archive-done-untold"
            text, undo, left_ms = w.text(key), w.text("shell-toast-undo"), self._store.undo_left_ms
            if left_ms > 0:
                toasts.show_toast(text, undo, ARCHIVE, left_ms)
            else:
                toasts.show_toast(text)
        self._read_again(result.patient_id)

    def _tell_after(self, result: object) -> None:
        """The patient is known to know, or is followed again; who needs an enrolment gets it."""
        self._end_of(self._acts)
        w, toasts = self._wording, self._shell.toasts
        if isinstance(result, Archive):
            toasts.show_toast(w.text("informed-done"))
            self._read_again(result.patient_id)
        elif isinstance(result, Restored):
            self._read_again(result.patient_id)
            key = "restore-done-enrol" if result.needs_enrolment else "restore-done"
            toasts.show_toast(w.text(key))
            if result.needs_enrolment:
                self._shell.enrolment.resume(result.patient_id, False)

    def _read_again(self, patient_id: UUID) -> None:
        desk = self._desk
        desk.file.hear_of_others({patient_id})
        for rows in (desk.patients, desk.archives, desk.silence):
            rows.refresh()
        desk.worklist.refresh()

    def _complain(self, error: ConsoleError) -> None:
        """Without its dialog nobody else says that an act was not done."""
        store = self._store if self.sender() is self._store else self._acts
        if self._dialog is None or not self._dialog.is_of(store):
            self._shell.toasts.show_toast(refusal(self._wording, error, None))
