"""What may be done with the account that is chosen: buttons with their keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.settings import LetterKeys
from console.stores.account_acts import AccountAct
from resources.wording import Wording
from services.contract.accounts import AccountRow
from ui.accounts.guards import Guards
from ui.accounts.words import act_word
from ui.letters import written
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.theme import Theme

AGAIN_KEY: Final = "V"
ROLES_KEY: Final = "M"
PERSON_KEY: Final = "N"
KEYS: Final = {AccountAct.SUSPEND: "S", AccountAct.REACTIVATE: "R", AccountAct.END: "T"}
_ICONS: Final = {
    AccountAct.SUSPEND: "pause-circle",
    AccountAct.REACTIVATE: "arrow-counter-clockwise",
    AccountAct.END: "prohibit",
}


class ActsRow(QWidget):
    """Signals: `wanted(AccountAct)`; `roles_wanted()`; `person_wanted()`; `again_wanted()`."""

    wanted = Signal(object)
    roles_wanted = Signal()
    person_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, guards: Guards, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guards = guards
        self.has_acts = False
        self._buttons: dict[AccountAct, Button] = {}
        row = FlowRow(self, gap_px=8, line_gap_px=6, spread=False)
        self._again = Button(theme, "", "secondary", icon="envelope-simple", parent=self)
        self._again.setObjectName("accounts_again")
        self._again.set_low()
        self._again.clicked.connect(self.again_wanted)
        row.addWidget(self._again)
        self._roles = Button(theme, "", "secondary", icon="note-pencil", parent=self)
        self._roles.setObjectName("accounts_roles")
        self._roles.set_low()
        self._roles.clicked.connect(self.roles_wanted)
        self._person = Button(theme, "", "secondary", icon="user", parent=self)
        self._person.setObjectName("accounts_person")
        self._person.set_low()
        self._person.clicked.connect(self.person_wanted)
        row.addWidget(self._roles)
        row.addWidget(self._person)
        for act in AccountAct:
            button = Button(theme, "", "secondary", icon=_ICONS[act], parent=self)
            button.setObjectName(f"accounts_{act.value}")
            button.set_low()
            button.setProperty("act", act.value)
            button.clicked.connect(self._tell)
            row.addWidget(button)
            self._buttons[act] = button

    def set_letters(self, letters: LetterKeys) -> None:
        """Name a letter only while it works."""
        self._again.set_key(written(AGAIN_KEY, letters))
        self._roles.set_key(written(ROLES_KEY, letters))
        self._person.set_key(written(PERSON_KEY, letters))
        for act, button in self._buttons.items():
            button.set_key(written(KEYS[act], letters))

    def show_acts(self, w: Wording, row: AccountRow) -> None:
        """Those that an account takes; one that cannot be done now says why."""
        offered = self._guards.offered(row)
        self._again.setVisible(self._guards.may_invite_again(row))
        self._again.set_label(w.text("invite-again"))
        self._roles.setVisible(self._guards.may_change_roles(row))
        self._roles.set_label(w.text("invite-roles"))
        self._person.setVisible(self._guards.offers_person(row))
        self._person.set_label(w.text("staffperson-open"))
        why = self._guards.why_not_person(w, row)
        self._person.set_enabled_because(not why, why)
        for act, button in self._buttons.items():
            button.setVisible(act in offered)
            button.set_label(w.text(f"accounts-{act_word(act, row)}"))
            why = self._guards.why_not(w, act, row)
            button.set_enabled_because(not why, why)
        self.has_acts = bool(offered) or self._guards.offers_person(row)

    def _tell(self) -> None:
        self.wanted.emit(AccountAct(self.sender().property("act")))
