"""The dialog that invites people from a file, and what is said once nobody looks at it any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from console.errors import ConsoleError
from console.session import Session
from console.stores.desk import TriageDesk
from console.stores.staff_import import IMPORTS_STAFF
from services.contract.staff import ImportOutcome, StaffImportReport
from ui.accounts.import_dialog import ImportDialog
from ui.accounts.import_words import count_of, refusal
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell


class StaffImportDesk(QObject):
    """Makes the dialog each time it is wanted; what is on its way, or lost, is still there then."""

    def __init__(self, shell: Shell, desk: TriageDesk, session: Session, theme: Theme) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk = desk
        self._session = session
        self._theme = theme
        self._store = desk.staff_import
        self._dialog: ImportDialog | None = None
        self._store.done.connect(self._tell)
        self._store.failed.connect(self._complain)

    @property
    def is_offered(self) -> bool:
        """Whether this role invites from a file."""
        return self._session.may(IMPORTS_STAFF)

    @property
    def is_open(self) -> bool:
        """Whether the dialog covers the screen."""
        return self._dialog is not None

    def open(self) -> None:
        """Choose a file, or go on where an answer is still to come."""
        if self._dialog is not None or not self.is_offered:
            return
        self._dialog = ImportDialog(
            self._store, self._desk.connection, self._theme, self._shell.wording, self._shell
        )
        self._dialog.left.connect(self._close)
        self._dialog.said.connect(self._shell.toasts.show_toast)
        self._dialog.open_up()

    def _close(self) -> None:
        """Nothing of a file outlives its dialog, but what may be done already."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)
        self._store.proof.cancel()
        self._store.start_over()

    def _tell(self, report: StaffImportReport) -> None:
        if report.is_rehearsal:
            if self._dialog is None:
                self._store.start_over()
            return
        self._desk.approvals.refresh()
        text = self._shell.wording.text(
            "staffimport-toast",
            invited=count_of(report, ImportOutcome.INVITED),
            waiting=count_of(report, ImportOutcome.WAITS),
        )
        self._shell.toasts.show_toast(text)

    def _complain(self, error: ConsoleError) -> None:
        """Somebody may have left the dialog before."""
        if self._dialog is None:
            self._shell.toasts.show_toast(refusal(self._shell.wording, error))
            self._store.start_over()
