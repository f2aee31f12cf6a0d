"""The dialog that begins a new password or factor: the owner alone completes it (R-AUTH-04)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.stores.connection import ConnectionStore
from console.stores.staff_acts import Reset, StaffActs
from resources.wording import Wording
from services.contract.accounts import AccountRow, IdentityCheck
from services.contract.staff import ResetAsk
from ui.accounts.worded_dialog import WordedDialog
from ui.parts.radio_field import RadioField
from widgets.theme import Theme


class ResetDialog(WordedDialog):
    """Asks how it was made sure who asks for it; nobody here sees or chooses a secret."""

    NAME = "accounts_reset"
    ACT = "invite-reset"

    def __init__(
        self,
        what: Reset,
        row: AccountRow,
        acts: StaffActs,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        self._what, self._row = what, row
        word = f"invite-reset-{what.value}"
        super().__init__(word, row.person.name, acts, connection, theme, w, parent)
        checks = [
            (each.value, w.text(f"approvals-check-{each.value.replace('_', '-')}"))
            for each in IdentityCheck
        ]
        self.check = RadioField(
            "identity_check", w.text("invite-reset-check"), checks, theme, self._body
        )
        self.check.is_required = True
        self._build_worded(self.check)

    def open_up(self) -> None:
        """Cover the screen, with the keyboard on how it was made sure."""
        self._cover(self)
        self.check.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return (*self.check.stops(), *super().stops())

    def first_fault(self) -> QWidget | None:
        fault = self.check.fault()
        self.check.show_error(self._wording.text(fault) if fault else "")
        of_words = super().first_fault()
        return self.check.control if fault else of_words

    def send(self) -> None:
        check = IdentityCheck(self.check.raw())
        ask = ResetAsk(identity_check=check, words=self.words.raw().strip())
        self._acts.reset(self._what, self._row, ask)
