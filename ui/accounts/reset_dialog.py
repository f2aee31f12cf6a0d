"""The dialog that begins a new password or factor: the owner alone completes it (R-AUTH-04)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.errors import ACCESS, ConsoleError
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from console.stores.proven_act import ProofState
from console.stores.staff_acts import Reset, StaffActs
from resources.wording import Wording
from services.contract.accounts import AccountRow, IdentityCheck
from services.contract.staff import ResetAsk
from services.contract.texts import says_enough
from ui.parts.fields import BoxField
from ui.parts.radio_field import RadioField
from ui.parts.settled_dialog import SettledDialog
from ui.proof.panel import ProofPanel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 620
_LONGEST: Final = 500


class ResetDialog(SettledDialog):
    """Asks how it was made sure who asks for it; nobody here sees or chooses a secret."""

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
        self._what, self._row, self._acts = what, row, acts
        super().__init__(
            "accounts_reset", "invite", acts, connection, theme, w, parent,
            width_px=_WIDTH_PX, leave=w.text("invite-leave"), submit="primary",
        )  # fmt: skip
        title = w.text(f"invite-reset-{what.value}-title", name=row.person.name)
        self._title.setText(title)
        self.setAccessibleName(title)
        told = PlainLabel(theme, w.text(f"invite-reset-{what.value}-effects"), "body", "secondary")
        told.set_wrapping()
        checks = [
            (each.value, w.text(f"approvals-check-{each.value.replace('_', '-')}"))
            for each in IdentityCheck
        ]
        self.check = RadioField(
            "identity_check", w.text("invite-reset-check"), checks, theme, self._body
        )
        self.check.is_required = True
        self.words = BoxField("words", w.text("invite-field-words"), _LONGEST, theme, w, self._body)
        self.words.is_required = True
        self._proof = ProofPanel(acts.proof, self.submit, theme, w, self._body)
        lines = (told, self.check, self.words, self._proof)
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self._follow()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard on how it was made sure."""
        self._cover(self)
        self.check.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        proof = self._proof.findChildren(QWidget)
        return (*self.check.stops(), self.words.control, *proof)

    def first_fault(self) -> QWidget | None:
        w, wrong = self._wording, []
        fault = self.check.fault()
        self.check.show_error(w.text(fault) if fault else "")
        if fault:
            wrong.append(self.check.control)
        fault = self.words.fault()
        if not fault and not says_enough(self.words.raw()):
            fault = "invite-words-few"
        self.words.show_error(w.text(fault) if fault else "")
        if fault:
            wrong.append(self.words.control)
        return wrong[0] if wrong else None

    def send(self) -> None:
        check = IdentityCheck(self.check.raw())
        ask = ResetAsk(identity_check=check, words=self.words.raw().strip())
        self._acts.reset(self._what, self._row, ask)

    def submit_label(self) -> str:
        return self._wording.text("invite-reset-submit")

    def busy_label(self) -> str:
        """What waits for a proof is not on its way."""
        is_asked = self._acts.proof.state is ProofState.ASKED
        return self.submit_label() if is_asked else self._wording.text("invite-busy")

    def refusal(self, error: ConsoleError) -> str:
        w = self._wording
        if error.what == "state_forbids":
            return w.text("invite-reset-forbidden")
        if error.what == "version_stale":
            return w.text("invite-reset-stale")
        return error_with_code(w, error, ACCESS)
