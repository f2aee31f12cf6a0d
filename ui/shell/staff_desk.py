"""The dialogs with which an administrator gives or changes something: an invitation, a reset."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QObject, QTimer

from console.errors import ACCESS, ConsoleError
from console.session import Session
from console.stores.desk import TriageDesk
from console.stores.error_words import error_with_code
from console.stores.staff_acts import CHANGES_PEOPLE, INVITES, Reset
from services.contract.accounts import AccountDetail, AccountRow
from services.contract.staff import Asked
from ui.accounts.again_dialog import AgainDialog
from ui.accounts.invite_dialog import InviteDialog
from ui.accounts.person_dialog import PersonDialog
from ui.accounts.reset_dialog import ResetDialog
from ui.accounts.role_dialog import RoleDialog
from ui.shell.staff_import_desk import StaffImportDesk
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell


_Dialog: TypeAlias = AgainDialog | InviteDialog | ResetDialog | RoleDialog | PersonDialog
_DONE: Final[dict[type, str]] = {
    AgainDialog: "invite-again-done",
    ResetDialog: "invite-reset-done",
    RoleDialog: "invite-role-done",
    PersonDialog: "staffperson-done",
}


class StaffDesk(QObject):
    """Makes a dialog each time one is wanted; one whose act is not settled comes first."""

    def __init__(self, shell: Shell, desk: TriageDesk, session: Session, theme: Theme) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk = desk
        self._session = session
        self._theme = theme
        self._acts = desk.staff_acts
        self._dialog: _Dialog | None = None
        self._last: Callable[[], _Dialog] | None = None
        self._imports = StaffImportDesk(shell, desk, session, theme)
        self._acts.done.connect(self._tell)
        self._acts.failed.connect(self._complain)

    @property
    def may_invite(self) -> bool:
        """Whether this role invites."""
        return self._session.may(INVITES)

    def invite(self) -> None:
        """Invite somebody."""
        if self.may_invite:
            self._open(self._invitation)

    def reset(self, what: Reset, row: AccountRow) -> None:
        """Begin a new password or factor."""
        if self.may_invite:
            self._open(partial(self._resetting, what, row))

    def invite_again(self, row: AccountRow) -> None:
        """Send the invitation of somebody once more."""
        if self.may_invite:
            self._open(partial(self._again, row))

    def change_roles(self, row: AccountRow) -> None:
        """Change a role of somebody, give a further one, or end one of several."""
        if self.may_invite:
            self._open(partial(self._roles, row))

    def change_person(self, known: AccountDetail) -> None:
        """Change who an account belongs to."""
        if self._session.may(CHANGES_PEOPLE):
            self._open(partial(self._person, known))

    @property
    def may_import(self) -> bool:
        """Whether this role invites from a file."""
        return self._imports.is_offered

    def import_file(self) -> None:
        """Invite many people from a file."""
        if self._dialog is None:
            self._imports.open()

    def _open(self, make: Callable[[], _Dialog]) -> None:
        if self._dialog is not None or self._imports.is_open:
            return
        if self._last is None or not (self._acts.is_busy or self._acts.is_unsettled):
            self._last = make
        self._dialog = self._last()
        self._dialog.left.connect(self._close)
        self._dialog.open_up()

    def _invitation(self) -> InviteDialog:
        shell, desk = self._shell, self._desk
        return InviteDialog(self._acts, desk.connection, self._theme, shell.wording, shell)

    def _resetting(self, what: Reset, row: AccountRow) -> ResetDialog:
        shell, desk = self._shell, self._desk
        return ResetDialog(
            what, row, self._acts, desk.connection, self._theme, shell.wording, shell
        )

    def _again(self, row: AccountRow) -> AgainDialog:
        shell, connection = self._shell, self._desk.connection
        return AgainDialog(row, self._acts, connection, self._theme, shell.wording, shell)

    def _roles(self, row: AccountRow) -> RoleDialog:
        shell, connection = self._shell, self._desk.connection
        return RoleDialog(row, self._acts, connection, self._theme, shell.wording, shell)

    def _person(self, known: AccountDetail) -> PersonDialog:
        shell, connection = self._shell, self._desk.connection
        return PersonDialog(
            known, self._acts, self._session, connection, self._theme, shell.wording, shell
        )

    def _close(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)

    def _tell(self, result: object) -> None:
        if not isinstance(result, Asked):
            return
        key = _DONE.get(type(self._dialog), "invite-done")
        self._close()
        waits = result.approval_id is not None
        self._shell.toasts.show_toast(self._shell.wording.text("invite-waits" if waits else key))
        self._desk.approvals.refresh()

    def _complain(self, error: ConsoleError) -> None:
        """Somebody may have left the dialog before."""
        if self._dialog is None:
            self._shell.toasts.show_toast(error_with_code(self._shell.wording, error, ACCESS))
