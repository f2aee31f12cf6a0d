"""The accounts of the centre among the screens, the dialogs of acts, and what is said after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer

from console.errors import ConsoleError
from console.session import Session
from console.settings import Settings
from console.stores.account_acts import AccountAct
from console.stores.accounts import administers
from console.stores.desk import TriageDesk
from console.stores.staff_acts import Reset
from resources.wording import Wording
from services.contract.accounts import AccountRow, AccountState
from services.contract.sessions import SessionsEnded
from services.contract.staff import StaffImportReport
from ui.accounts.act_dialog import ActDialog
from ui.accounts.acts_row import AGAIN_KEY, KEYS, PERSON_KEY
from ui.accounts.screen import AccountsScreen
from ui.accounts.words import act_word, refusal
from ui.parts.accounts_tabs import AccountsTab
from ui.shell.pages import ACCOUNTS, TRIAGE
from ui.shell.palette_search import Command, Group
from ui.shell.screen_desk import ScreenDesk
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_LISTS = "list_accounts"


class AccountsDesk(ScreenDesk[AccountsScreen]):
    """Holds the screen, and makes a dialog each time one is wanted."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, settings: Settings, theme: Theme
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._settings = settings
        self._stores = desk.accounts
        self._acts = desk.accounts.acts
        self._dialog: ActDialog | None = None
        self._last: Callable[[], ActDialog] | None = None
        self._acts.done.connect(self._tell)
        desk.staff_acts.done.connect(self._stores.read_again)
        desk.staff_import.done.connect(self._read_imported)
        self._acts.failed.connect(self._complain)
        self._stores.session_acts.done.connect(self._tell_sessions)
        self._stores.session_acts.failed.connect(self._complain_of_sessions)

    @property
    def may_open(self) -> bool:
        """Whether accounts exist for this role."""
        return self._session.may(_LISTS)

    def open(self) -> None:
        """Bring the accounts to the front, for whoever has them."""
        if self.may_open:
            self._shell.go_to(ACCOUNTS)

    def open_tab(self, tab: AccountsTab) -> None:
        """Bring what stands behind one of the tabs to the front."""
        match tab:
            case AccountsTab.ACCOUNTS:
                self.open()
            case AccountsTab.APPROVALS:
                self._shell.approvals.open()
            case AccountsTab.REVIEW:
                self._shell.access_review.open()

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: the list is made for it, read, or left alone."""
        if page == ACCOUNTS and self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == ACCOUNTS)

    def commands(self, w: Wording, key_of: Callable[[str], str]) -> Iterator[Command]:
        """What the palette offers on this screen; `key_of` says how a letter is pressed."""
        screen = self.screen
        if screen is None or self._shell.page != ACCOUNTS:
            return
        group, row = Group.COMMANDS, screen.side.row
        if row is not None:
            for act in screen.offered():
                text = w.text(f"accounts-{act_word(act, row)}-title", name=row.person.name)
                does = partial(screen.want, act)
                yield Command(f"account-{act.value}", group, text, key_of(KEYS[act]), does)
        if row is not None and screen.guards.may_change_person(row):
            text = w.text("staffperson-title", name=row.person.name)
            yield Command("account-person", group, text, key_of(PERSON_KEY), screen.change_person)
        if row is not None and screen.guards.may_invite_again(row):
            text = w.text("invite-again-title", name=row.person.name)
            yield Command("account-again", group, text, key_of(AGAIN_KEY), screen.invite_again)
        if row is not None and screen.can_end_sessions:
            text = w.text("accounts-end-sessions-of", name=row.person.name)
            yield Command("account-sessions", group, text, key_of("C"), screen.end_sessions)
        if row is not None and not row.is_own and self._shell.staff.may_invite:
            yield from self._resets(w, row)
        yield Command("account-search", group, w.text("accounts-search"), "Ctrl+F", screen.search)

    def _resets(self, w: Wording, row: AccountRow) -> Iterator[Command]:
        """A new password or factor, which the owner completes."""
        if row.state is AccountState.ACTIVE:
            text = w.text("invite-role-title", name=row.person.name)
            does_it = partial(self._shell.staff.change_roles, row)
            yield Command("account-roles", Group.COMMANDS, text, "M", does_it)
        for what in Reset if row.state is AccountState.ACTIVE else ():
            text = w.text(f"invite-reset-{what.value}-title", name=row.person.name)
            does = partial(self._shell.staff.reset, what, row)
            yield Command(f"account-reset-{what.value}", Group.COMMANDS, text, "", does)

    def reveal(self, account_id: UUID) -> None:
        """Bring one account to the front, whatever the list shows."""
        self.open()
        if self.screen is not None:
            self.screen.reveal(account_id)

    def _make(self, wording: Wording) -> AccountsScreen:
        screen = AccountsScreen(
            self._desk, self._session, self._settings, self._theme, wording, self._shell.pages
        )
        screen.act_wanted.connect(self.open_act)
        screen.left.connect(self._leave)
        screen.invite_wanted.connect(self._shell.staff.invite)
        screen.roles_wanted.connect(self._shell.staff.change_roles)
        screen.again_wanted.connect(self._shell.staff.invite_again)
        screen.person_wanted.connect(self._shell.staff.change_person)
        screen.import_wanted.connect(self._shell.staff.import_file)
        screen.tab_wanted.connect(self.open_tab)
        return self._take_in(ACCOUNTS, screen)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)

    # Acts

    def open_act(self, act: AccountAct, row: AccountRow) -> None:
        """Open a dialog; one whose act is not settled comes first."""
        if self._dialog is not None:
            return
        if self._last is None or not (self._acts.is_busy or self._acts.is_unsettled):
            self._last = partial(self._dialog_of, act, row)
        self._dialog = self._last()
        self._dialog.left.connect(self._close)
        self._dialog.open_up()

    def _dialog_of(self, act: AccountAct, row: AccountRow) -> ActDialog:
        is_last = act is AccountAct.SUSPEND and self._stores.list.is_among_last_admins(row)
        return ActDialog(
            act, row, self._acts, self._desk.connection, self._theme, self._shell.wording,
            self._shell, leaves_one=is_last and administers(row),
        )  # fmt: skip

    def _close(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            self._acts.proof.cancel()
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)

    def _tell(self, result: object) -> None:
        if isinstance(result, AccountRow):
            self._close()
            said = "reactivated" if result.state is AccountState.ACTIVE else result.state.value
            text = self._shell.wording.text(f"accounts-done-{said}", name=result.person.name)
            self._shell.toasts.show_toast(text)

    def _complain(self, error: ConsoleError) -> None:
        """Somebody may have left the dialog before."""
        if self._dialog is None:
            self._shell.toasts.show_toast(refusal(self._shell.wording, error))

    def _read_imported(self, report: StaffImportReport) -> None:
        """A rehearsal changes nothing that is shown."""
        if not report.is_rehearsal:
            self._stores.read_again()

    def _tell_sessions(self, result: object) -> None:
        if isinstance(result, SessionsEnded):
            text = self._shell.wording.text("access-ended", count=result.count)
            self._shell.toasts.show_toast(text)

    def _complain_of_sessions(self, error: ConsoleError) -> None:
        """One whose answer was lost is asked about on the screen."""
        if not self._stores.session_acts.is_unsettled:
            self._shell.toasts.show_toast(refusal(self._shell.wording, error))
