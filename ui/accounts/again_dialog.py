"""The dialog that sends an invitation once more: another seven days, another mail."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.stores.connection import ConnectionStore
from console.stores.staff_acts import StaffActs
from resources.wording import Wording
from services.contract.accounts import AccountRow
from ui.accounts.worded_dialog import WordedDialog
from widgets.theme import Theme


class AgainDialog(WordedDialog):
    """Of the account as it was seen; an old clinical role waits for a second person once more."""

    NAME = "accounts_again"
    ACT = "invite-again"

    def __init__(
        self,
        row: AccountRow,
        acts: StaffActs,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        self._row = row
        super().__init__("invite-again", row.person.name, acts, connection, theme, wording, parent)
        self._build_worded()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard where the reason is written."""
        self._cover(self)
        self.words.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def send(self) -> None:
        self._acts.invite_again(self._row, self.words.raw().strip())
