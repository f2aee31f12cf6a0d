"""The accounts of a centre: who may do what, where they are signed in, and taking that back
(screens.md 3.9).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.models.accounts_model import AccountsModel
from console.session import Session
from console.settings import LetterKeys, Settings
from console.stores.account_acts import AccountAct
from console.stores.account_filters import AccountFilters
from console.stores.desk import TriageDesk
from console.stores.staff_acts import INVITES
from console.stores.staff_import import IMPORTS_STAFF
from console.stores.states import StoreState
from resources.wording import Wording
from ui.accounts.acts_row import AGAIN_KEY, KEYS, PERSON_KEY, ROLES_KEY
from ui.accounts.columns import WIDTHS
from ui.accounts.foot import AccountsFoot
from ui.accounts.guards import Guards
from ui.accounts.head import AccountsHead
from ui.accounts.looks import cell_looks
from ui.accounts.side import AccountSide
from ui.accounts.states import AccountStates
from ui.letters import written
from ui.parts.accounts_tabs import AccountsTab, AccountsTabs, offered_tabs
from ui.parts.keys import bind
from ui.parts.list_and_side import ListAndSide
from ui.parts.list_screen import ListScreen
from widgets.table_cell import CellLook
from widgets.theme import Theme

IMPORT_KEY: Final = "L"
_TABLE: Final = "accounts"
_SIDE_PX: Final = 372
_CALM_MS: Final = 150
"""Whoever holds a key passes by accounts that nobody looks at: each reading is journalled."""


class AccountsScreen(ListScreen):
    """Signals: `act_wanted(AccountAct, AccountRow)`; `invite_wanted()`; `import_wanted()`;
    `roles_wanted(AccountRow)`; `person_wanted(AccountDetail)`; `again_wanted(AccountRow)`;
    `tab_wanted(AccountsTab)`;
    `left()` on Esc.
    """

    act_wanted = Signal(object, object)
    invite_wanted = Signal()
    import_wanted = Signal()
    roles_wanted = Signal(object)
    person_wanted = Signal(object)
    again_wanted = Signal(object)
    tab_wanted = Signal(object)
    left = Signal()

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        settings: Settings,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk.accounts.list, desk.connection, settings, theme, wording, parent)
        self._store = desk.accounts.list
        self._detail = desk.accounts.detail
        self.guards = Guards(self._store, desk.connection, session)
        self._model = AccountsModel(self._store, session, wording, self)
        self._tabs = AccountsTabs(
            AccountsTab.ACCOUNTS, offered_tabs(session), theme=theme, wording=wording, screen=self
        )  # fmt: skip
        self.head = AccountsHead(
            self._store, session.may(INVITES), session.may(IMPORTS_STAFF), theme, wording, self
        )
        self._make_table(self._model)
        self._states = AccountStates(self.table, theme, wording, self)
        self.side = AccountSide(
            desk.accounts, desk.connection, self.guards, session, theme, wording, self
        )  # fmt: skip
        self._foot = AccountsFoot(self._store, theme, wording, self)
        self._calm = QTimer(self)
        self._owes_keyboard = False
        self._wanted: UUID | None = None
        self._build()
        self._connect()
        self._bind_keys()
        self._begin()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection and scroll stay."""
        self._wording = w = wording
        self.setAccessibleName(w.text("accounts-screen"))
        self.table.setAccessibleName(w.text("accounts-list"))
        self.table.setAccessibleDescription(w.text("accounts-list-described"))
        self._model.set_wording(w)
        for part in (self._tabs, self.head, self._stale, self._states, self.side, self._foot):
            part.set_wording(w)
        self._show_state()
        self._columns.measure()

    def take_focus(self) -> None:
        """Put the keyboard on the list; right after signing in, once it is there."""
        self._owes_keyboard = not self.table.isVisibleTo(self)
        super().take_focus()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self._tabs, self.head, self.table, self.side)

    # What a person asks for

    def offered(self) -> list[AccountAct]:
        """What may be done now with whoever is chosen."""
        row = self.side.row
        if row is None:
            return []
        acts = self.guards.offered(row)
        return [act for act in acts if not self.guards.why_not(self._wording, act, row)]

    def want(self, act: AccountAct) -> None:
        """Ask to do something with whoever is chosen; what cannot be done says why."""
        row = self.side.row
        self._foot.say("")
        if row is None or act not in self.guards.offered(row):
            return
        why = self.guards.why_not(self._wording, act, row)
        if why:
            self._foot.say(why)
        else:
            self.act_wanted.emit(act, row)

    @property
    def can_end_sessions(self) -> bool:
        """Whether sessions of whoever is chosen may be closed now."""
        return self.side.known.sessions.can_end and not self._connection.shows_offline

    def end_sessions(self) -> None:
        """Close every session of whoever is chosen (C)."""
        if self.side.row is not None:
            self.side.known.sessions.end_all()

    def search(self) -> None:
        """Type a name (Ctrl+F)."""
        self.head.search()

    def reveal(self, account_id: UUID) -> None:
        """Choose one account, once the list is there; filters that hide it go."""
        self._wanted = account_id
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        key, store = self._wanted, self._store
        if key is None or not store.is_known:
            return
        self._wanted = None
        if store.index_of(key) is None:
            store.clear_filters()
        place = store.index_of(key)
        if place is not None:
            self.table.choose(place)
            self._choose_now()

    def _set_filters(self, filters: AccountFilters) -> None:
        """Whoever types goes on typing; a filter that is chosen hands the keyboard to the list."""
        self._store.set_filters(filters)
        focus = QApplication.focusWidget()
        if focus is None or not focus.isVisible():
            self.take_focus()

    def _invite(self) -> None:
        if not self.head.invite.isHidden():
            self.invite_wanted.emit()

    def _import(self) -> None:
        if not self.head.importing.isHidden():
            self.import_wanted.emit()

    def change_person(self) -> None:
        """Change who the account belongs to (N)."""
        known = self.side.detail
        if known is not None and self.guards.may_change_person(known.detail.account):
            self.person_wanted.emit(known.detail)

    def change_roles(self) -> None:
        """Change what whoever is chosen may do (M)."""
        row = self.side.row
        if row is not None and self.guards.may_change_roles(row):
            self.roles_wanted.emit(row)

    def invite_again(self) -> None:
        """Send the invitation of whoever is chosen once more (V)."""
        row = self.side.row
        if row is not None and self.guards.may_invite_again(row):
            self.again_wanted.emit(row)

    def _clear_filters(self) -> None:
        self._store.clear_filters()
        self.take_focus()

    def _open(self, _key: UUID, _is_deliberate: bool) -> None:
        self._choose_now()
        self.side.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_chosen(self) -> None:
        """Go to the detail of whoever is chosen (O)."""
        if self.table.key is not None:
            self._open(self.table.key, True)

    def _read_again(self) -> None:
        self._store.apply_news()
        self._detail.read()

    def _leave(self) -> None:
        """From the side pane or the field back to the list, from there out."""
        focus = QApplication.focusWidget()
        if focus is self.head.field and self._store.filters.typed:
            self.head.clear_typed()
        elif focus is None or focus is self.table or not self.isAncestorOf(focus):
            self.left.emit()
        else:
            self.take_focus()

    # Parts

    def _build(self) -> None:
        self._dress("accounts_screen", "accounts_list")
        self._keep_columns(self._model, _TABLE, WIDTHS)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self.head)
        column.addWidget(self._stale)
        column.addWidget(
            ListAndSide(
                None, self._states, self.table, self.side, self._theme, self, side_px=_SIDE_PX
            ),
            1,
        )
        column.addWidget(self._foot)

    def _connect(self) -> None:
        store, table = self._store, self.table
        store.told.connect(self._take_told)
        store.query_changed.connect(self._show_state)
        store.news_changed.connect(self._foot.show_news)
        table.opened.connect(self._open)
        table.end_wanted.connect(self._go_to_end)
        table.selectionModel().currentRowChanged.connect(self._choose)
        self.head.filters_wanted.connect(self._set_filters)
        self.head.list_wanted.connect(self.take_focus)
        self.head.invite.clicked.connect(self.invite_wanted)
        self.head.importing.clicked.connect(self.import_wanted)
        self._tabs.wanted.connect(self.tab_wanted)
        self._states.retry_wanted.connect(store.refresh)
        self._states.filters_unwanted.connect(self._clear_filters)
        self.side.act_wanted.connect(self.want)
        self.side.roles_wanted.connect(self.change_roles)
        self.side.person_wanted.connect(self.change_person)
        self.side.again_wanted.connect(self.invite_again)
        self._foot.news_wanted.connect(store.apply_news)
        self._connection.changed.connect(self._show_told)
        self._calm.timeout.connect(self._read_chosen)

    def _bind_keys(self) -> None:
        acting = (self.table, self.side)
        for act, key in KEYS.items():
            bind(key, partial(self.want, act), acting, self)
        bind("C", self.end_sessions, acting, self)
        bind("I", self._invite, acting, self)
        bind(IMPORT_KEY, self._import, acting, self)
        bind(AGAIN_KEY, self.invite_again, acting, self)
        bind(PERSON_KEY, self.change_person, acting, self)
        bind(ROLES_KEY, self.change_roles, acting, self)
        bind("O", self.open_chosen, (self.table,), self)
        bind("F", self.head.open_menu, (self.table,), self)
        bind("Ctrl+F", self.search, (self,), self)
        bind("Down", self.take_focus, (self.head.field,), self)
        bind("F5", self._read_again, (self,), self)
        bind("Esc", self._leave, (self,), self)

    def _name_letters(self, letters: LetterKeys) -> None:
        self._foot.set_letters(letters)
        self.side.set_letters(letters)
        self.head.invite.set_key(written("I", letters))
        self.head.importing.set_key(written(IMPORT_KEY, letters))

    def _looks_of(self, row: int) -> tuple[CellLook, ...]:
        return cell_looks(self._model.text_at(row))

    # What the stores say

    def _choose(self) -> None:
        """The first at once; whom a held key passes by is not read."""
        self._foot.say("")
        account = self._store.row(self.table.key)
        self.side.show_account(account)
        if not self._calm.isActive():
            self._read_chosen()
        self._calm.start()

    def _choose_now(self) -> None:
        self._calm.stop()
        self._read_chosen()

    def _read_chosen(self) -> None:
        account = self._store.row(self.table.key)
        self.side.show_account(account)
        self._detail.choose_account(None if account is None else account.key)
        if account is not None:
            self._detail.hear_of(account.key, account.row.version)

    def _take_rows(self) -> None:
        super()._take_rows()
        self._choose()

    def _take_told(self) -> None:
        self._choose_wanted()
        self._read_chosen()
        self._show_told()

    def _show_state(self, _state: StoreState | None = None) -> None:
        self._states.show_state(self._store)
        self._show_told()
        focus = QApplication.focusWidget()
        is_elsewhere = focus is not None and self.isAncestorOf(focus)
        if self._owes_keyboard and self.table.isVisible():
            self._owes_keyboard = False
            if not is_elsewhere:
                self.take_focus()

    def _show_told(self) -> None:
        self._show_age(has_rows=bool(self._store.rows))
        self.head.show_told()
        self.side.setVisible(self._store.is_known and bool(self._store.rows))
        self._foot.show_count()
