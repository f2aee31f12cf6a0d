"""Above the table: whose accounts are shown, by state, role, unit, what they lack, and name."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.stores.account_filters import AccountFilters
from console.stores.accounts import AccountListStore
from resources import words
from resources.wording import Wording
from services.contract.accounts import IDLE_DAYS, AccountState
from services.contract.enums import Role
from ui.parts.list_title import ListTitle
from ui.parts.one_filter import OneFilter
from widgets.button import Button
from widgets.chip import Chip
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

_FIELD_PX = 260
_MOST_CHARACTERS = 80
ROLES = (Role.NURSE, Role.ONCOLOGIST, Role.MANAGER, Role.ADMIN, Role.PRIVACY_OFFICER)
"""What people of a centre may be."""


class StateShown(StrEnum):
    """Whose accounts, by the names of their states."""

    ACTIVE = "active"
    INVITED = "invited"
    SUSPENDED = "suspended"
    ENDED = "ended"
    ALL = "all"

    @property
    def state(self) -> AccountState | None:
        """The state of the contract, None for all."""
        return None if self is StateShown.ALL else AccountState(self.value)


class AccountsHead(QWidget):
    """Signals: `filters_wanted(AccountFilters)`; `list_wanted()` on Enter in the field."""

    filters_wanted = Signal(object)
    list_wanted = Signal()

    def __init__(
        self,
        store: AccountListStore,
        may_invite: bool,
        may_import: bool,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = theme
        self._wording = wording
        self._title = ListTitle("accounts_states", StateShown, theme, self)
        self.field = QLineEdit(self)
        self.invite = Button(theme, "", "primary", icon="user-plus", parent=self)
        self.invite.setObjectName("accounts_invite")
        self.invite.setVisible(may_invite)
        self.importing = Button(theme, "", "secondary", parent=self)
        self.importing.setObjectName("accounts_import")
        self.importing.setVisible(may_import)
        self._role = OneFilter("accounts_role", theme, self)
        self._unit = OneFilter("accounts_unit", theme, self)
        self._without_factor = Chip(theme, "", parent=self)
        self._idle = Chip(theme, "", parent=self)
        self._order = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        labels = {each.value: w.text(f"accounts-states-{each.value}") for each in StateShown}
        self._title.set_words(w.text("accounts-screen"), w.text("accounts-states"), labels)
        self.field.setPlaceholderText(w.text("accounts-search-hint"))
        self.field.setAccessibleName(w.text("accounts-search"))
        self.field.setToolTip(plain_tooltip(f"{w.text('accounts-search')} (Ctrl+F)"))
        self.invite.set_label(w.text("accounts-invite"))
        self.importing.set_label(w.text("staffimport-open"))
        self._without_factor.set_text(w.text("accounts-without-factor"))
        self._idle.set_text(w.text("accounts-idle-days", days=IDLE_DAYS))
        self._order.setText(w.text("accounts-sort"))
        self.show_told()

    def show_told(self) -> None:
        """Counts and filters as the store has them now."""
        w, store, filters = self._wording, self._store, self._store.filters
        for each in StateShown:
            self._title.set_count(each.value, self._count(each))
        current = StateShown.ALL if filters.state is None else StateShown(filters.state.value)
        self._title.set_current(current.value)
        roles = [(each, words.role(w, each)) for each in ROLES]
        units = [(unit.id, unit.name) for unit in store.units]
        self._role.show_choices(
            w, w.text("accounts-role"), w.text("accounts-any-role"), roles, filters.role
        )
        self._unit.show_choices(
            w, w.text("accounts-unit"), w.text("accounts-any-unit"), units, filters.unit_id
        )
        self._unit.setVisible(bool(units) or filters.unit_id is not None)
        self._without_factor.setChecked(filters.without_factor)
        self._idle.setChecked(filters.idle)
        if self.field.text() != filters.typed:
            self.field.setText(filters.typed)

    def open_menu(self) -> None:
        """The roles to choose from (F)."""
        self._role.open_menu(self)

    def search(self) -> None:
        """Type a name (Ctrl+F)."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def clear_typed(self) -> None:
        """Find by name no longer."""
        self._type("")

    def _count(self, shown: StateShown) -> str:
        counts = self._store.counts
        if counts is None:
            return ""
        state = shown.state
        return self._wording.integer(sum(counts.values()) if state is None else counts[state])

    def _build(self) -> None:
        self.field.setObjectName("accounts_field")
        self.field.setMaxLength(_MOST_CHARACTERS)
        self._theme.dress(self.field, "body")
        self._without_factor.setObjectName("accounts_without_factor")
        self._idle.setObjectName("accounts_idle")
        self._title.chosen.connect(self._choose_state)
        self.field.textEdited.connect(self._type)
        self.field.returnPressed.connect(self.list_wanted)
        self._role.chosen.connect(self._choose_role)
        self._unit.chosen.connect(self._choose_unit)
        self._without_factor.clicked.connect(self._toggle_factor)
        self._idle.clicked.connect(self._toggle_idle)
        first, second = FlowRow(gap_px=12, line_gap_px=6), FlowRow(gap_px=8, line_gap_px=4)
        first.addWidget(self._title)
        right = QWidget(self)
        beside = QHBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        beside.addWidget(self.field)
        beside.addWidget(self.importing)
        beside.addWidget(self.invite)
        first.addWidget(right)
        wishes = QWidget(self)
        row = FlowRow(wishes, gap_px=8, line_gap_px=4, spread=False)
        for part in (self._role, self._unit, self._without_factor, self._idle):
            row.addWidget(part)
        second.addWidget(wishes)
        second.addWidget(self._order)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)
        self._theme.theme_changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.field.setFixedWidth(self._theme.scaled(_FIELD_PX))

    @property
    def _filters(self) -> AccountFilters:
        return self._store.filters

    def _choose_state(self, name: str) -> None:
        self.filters_wanted.emit(replace(self._filters, state=StateShown(name).state))

    def _choose_role(self, role: Role | None) -> None:
        self.filters_wanted.emit(replace(self._filters, role=role))

    def _choose_unit(self, unit_id: UUID | None) -> None:
        self.filters_wanted.emit(replace(self._filters, unit_id=unit_id))

    def _toggle_factor(self) -> None:
        is_wanted = self._without_factor.isChecked()
        self.filters_wanted.emit(replace(self._filters, without_factor=is_wanted))

    def _toggle_idle(self) -> None:
        self.filters_wanted.emit(replace(self._filters, idle=self._idle.isChecked()))

    def _type(self, text: str) -> None:
        self.filters_wanted.emit(replace(self._filters, typed=text))
