"""Beside the list: who is chosen there, what they may do, where they are signed in, and why."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from console.errors import ACCOUNTS
from console.session import Session
from console.settings import LetterKeys
from console.stores.account_detail import KnownAccount
from console.stores.account_stores import AccountStores
from console.stores.accounts import Account
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.accounts import AccountRow
from ui.accounts.acts_row import ActsRow
from ui.accounts.guards import Guards
from ui.accounts.known_part import KnownPart
from ui.accounts.side_head import SideHead
from ui.letters import written
from ui.parts.loading import Loading
from widgets.focus_ring import RING_PROPERTY
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme

_ENDS_SESSIONS = "end_account_session"


class AccountSide(QScrollArea):
    """Scrolled with the keyboard where it is longer than its room. Signals:
    `act_wanted(AccountAct)`; `roles_wanted()`; `person_wanted()`; `again_wanted()`.
    """

    act_wanted = Signal(object)
    roles_wanted = Signal()
    person_wanted = Signal()
    again_wanted = Signal()

    def __init__(
        self,
        stores: AccountStores,
        connection: ConnectionStore,
        guards: Guards,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = stores.detail
        self._session_acts = stores.session_acts
        self._connection = connection
        self._session = session
        self._wording = wording
        self._account: Account | None = None
        inside = QWidget()
        self._nobody = PlainLabel(theme, role="body", tone="muted", parent=inside)
        self._head = SideHead(guards, theme, inside)
        self.acts = ActsRow(guards, theme, inside)
        self._notice = Strip(theme, inside)
        self._loading = Loading(theme, wording, inside)
        self.known = KnownPart(theme, inside)
        self._build(inside)
        self._connect()
        self.set_wording(wording)

    @property
    def detail(self) -> KnownAccount | None:
        """What is known of whoever is chosen, None before it was read."""
        account, key = self._account, self._store.key
        if account is None or key is None or key.patient_id != account.key:
            return None
        return self._store.shown.value

    @property
    def row(self) -> AccountRow | None:
        """Whoever is chosen as they were read last, the version that an act is of."""
        known = self.detail
        return None if known is None else known.detail.account

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or behind the mask."""
        self._wording = w = wording
        self._nobody.setText(w.text("accounts-side-nobody"))
        self._loading.set_wording(w)
        self.setAccessibleName(w.text("accounts-side"))
        self.show_told()

    def set_letters(self, letters: LetterKeys) -> None:
        """Name letters only while they work."""
        self.acts.set_letters(letters)
        self.known.sessions.set_key(written("C", letters))

    def show_account(self, account: Account | None) -> None:
        """Somebody else is chosen in the list, or nobody."""
        is_other = (account and account.key) != (self._account and self._account.key)
        self._account = account
        if is_other:
            self.verticalScrollBar().setValue(0)
        self.show_told()

    def show_told(self) -> None:
        """What is known of whoever is chosen."""
        w, account, known = self._wording, self._account, self.detail
        self._nobody.setVisible(account is None)
        row = None if account is None else account.row
        self._head.show_row(w, row)
        if known is not None:
            row = known.detail.account
            self.acts.show_acts(w, row)
            self.known.show_known(w, known, self._session.server_now(), may_end=self._may_end(row))
        self.acts.setVisible(self.acts.has_acts and known is not None)
        self.known.setVisible(known is not None)
        self._show_contact()
        is_waiting = account is not None and known is None
        is_waiting = is_waiting and self._store.shown.state is StoreState.LOADING
        self._loading.setVisible(is_waiting)
        if is_waiting:
            self._loading.start()
        else:
            self._loading.stop()
        self._show_notice()

    def _may_end(self, row: AccountRow) -> bool:
        return not row.is_own and self._session.may(_ENDS_SESSIONS)

    def _show_contact(self) -> None:
        self.known.sessions.show_contact(
            self._wording,
            is_offline=self._connection.shows_offline,
            is_busy=self._session_acts.is_busy,
        )

    def _show_notice(self) -> None:
        w, block, account = self._wording, self._store.shown, self._account
        if self._session_acts.is_unsettled:
            text = w.text("accounts-sessions-unsettled")
            self._notice.ask(text, accept=w.text("forms-check"), kind="danger")
        elif account is not None and self._store.lost == account.key:
            self._notice.ask(w.text("accounts-side-lost"))
        elif account is not None and block.error is not None:
            said = error_with_code(w, block.error, ACCOUNTS)
            text = f"{w.text('accounts-side-error')} {said}"
            self._notice.ask(text, accept=w.text("triage-retry"), kind="danger")
        else:
            self._notice.hide()

    def _answer(self) -> None:
        """What was lost is found out first; else what could not be read is read again."""
        if self._session_acts.is_unsettled:
            self._session_acts.ask_again()
        else:
            self._store.read()

    def _end_sessions(self, session_ids: list[UUID]) -> None:
        row = self.row
        if row is not None and self._may_end(row) and not self._connection.shows_offline:
            self._session_acts.end(row.person.id, session_ids)

    def _connect(self) -> None:
        self._notice.accepted.connect(self._answer)
        self._loading.stopped.connect(self._store.give_up)
        self._store.changed.connect(self.show_told)
        self._session_acts.changed.connect(self.show_told)
        self._session_acts.failed.connect(self.show_told)
        self._connection.changed.connect(self.show_told)
        self.acts.wanted.connect(self.act_wanted)
        self.acts.roles_wanted.connect(self.roles_wanted)
        self.acts.person_wanted.connect(self.person_wanted)
        self.acts.again_wanted.connect(self.again_wanted)
        self.known.sessions.end_wanted.connect(self._end_sessions)

    def _build(self, inside: QWidget) -> None:
        self.setObjectName("accounts_side")
        self._notice.setObjectName("accounts_side_notice")
        inside.setProperty("ground", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING_PROPERTY, True)
        self._nobody.set_wrapping()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        parts = (self._nobody, self._head, self.acts, self._notice, self._loading, self.known)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
