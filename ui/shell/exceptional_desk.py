"""Asking for the record of a patient of another unit, over whatever screen; then its file opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from console.session import Session
from console.stores.desk import TriageDesk
from resources.wording import Wording
from services.contract.exceptional_access import ExceptionalAccess
from ui.exceptional.dialog import AccessDialog
from ui.shell.pages import PATIENTS, TRIAGE
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell


class ExceptionalDesk(QObject):
    """Makes a dialog each time one is wanted, and ends it with everything that was typed."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, theme: Theme, wording: Wording
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._store = desk.exceptional
        self._connection = desk.connection
        self._session = session
        self._theme = theme
        self._wording = wording
        self._dialog: AccessDialog | None = None
        self._store.opened.connect(self._open_file)

    @property
    def may_ask(self) -> bool:
        """Whether this role may open a record outside its units."""
        return self._store.is_offered

    @property
    def is_asking(self) -> bool:
        """Whether the dialog lies over the screen: nothing else is reached before it is left."""
        return self._dialog is not None

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not; the language does not change while the dialog is open."""
        self._wording = wording
        if self._dialog is not None:
            self._dialog.set_wording(wording)

    def ask(self) -> None:
        """Open the dialog."""
        if not self.may_ask or self._dialog is not None:
            return
        self._store.give_up()
        self._dialog = AccessDialog(
            self._store,
            self._connection,
            self._session.server_now,
            self._theme,
            self._wording,
            self._shell,
        )
        self._dialog.left.connect(self._end)
        self._dialog.open_up()

    def _end(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)

    def _open_file(self, access: ExceptionalAccess) -> None:
        """Whoever left the dialog meanwhile is told, and finds the file in the settings; also who
        asks for somebody else by now: no file opens in the place of that one's.
        """
        if self._dialog is None or self._store.was_left:
            until = self._wording.time(access.until)
            said = self._wording.text("exceptional-opened-elsewhere", until=until)
            self._shell.toasts.show_toast(said)
            return
        self._end()
        came_from = PATIENTS if self._shell.page == PATIENTS else TRIAGE
        self._shell.open_file(access.patient.id, came_from)
