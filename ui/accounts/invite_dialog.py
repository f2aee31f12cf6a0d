"""The dialog that invites somebody: who, as what, for how long, and why (screens.md 3.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.errors import ACCESS, ConsoleError
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from console.stores.proven_act import ProofState
from console.stores.staff_acts import StaffActs
from resources.wording import Wording
from services.contract.enums import Role
from ui.accounts.invite_fields import InviteFields
from ui.accounts.unit_ticks import TREATING
from ui.parts.settled_dialog import SettledDialog
from ui.proof.panel import ProofPanel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 780


class InviteDialog(SettledDialog):
    """Says before it is sent whether somebody else has to agree."""

    def __init__(
        self,
        acts: StaffActs,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        super().__init__(
            "accounts_invite", "invite", acts, connection, theme, w, parent,
            width_px=_WIDTH_PX, leave=w.text("invite-leave"), submit="primary",
        )  # fmt: skip
        self._acts = acts
        self._title.setText(w.text("invite-title"))
        self.setAccessibleName(w.text("invite-title"))
        self.fields = InviteFields(theme, w, self._body)
        self._effects = PlainLabel(theme, "", "body", "secondary", self._body)
        self._effects.set_wrapping()
        self._proof = ProofPanel(acts.proof, self.submit, theme, w, self._body)
        lines = (self.fields, self._effects, self._proof)
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self.fields.role_chosen.connect(self._tell_effects)
        acts.units_known.connect(self._offer_units)
        self._tell_effects()
        self._follow()
        acts.read_units()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard on the name."""
        self._cover(self)
        self.fields.lines["name"].control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return (*self.fields.stops(), *self._proof.findChildren(QWidget))

    def first_fault(self) -> QWidget | None:
        return self.fields.first_fault()

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        return self.fields.show_refused(name, reason)

    def send(self) -> None:
        self._acts.invite(self.fields.ask())

    def submit_label(self) -> str:
        alone = self.fields.chosen_role in (None, Role.ADMIN)
        return self._wording.text("invite-submit" if alone else "invite-ask")

    def busy_label(self) -> str:
        """What waits for a proof is not on its way."""
        is_asked = self._acts.proof.state is ProofState.ASKED
        return self.submit_label() if is_asked else self._wording.text("invite-busy")

    def refusal(self, error: ConsoleError) -> str:
        w = self._wording
        if error.what == "state_forbids":
            return w.text("invite-known")
        if error.what == "invalid_body":
            return w.text("invite-refused")
        return error_with_code(w, error, ACCESS)

    def _tell_effects(self) -> None:
        role, w = self.fields.chosen_role, self._wording
        if role is None:
            self._effects.setText(w.text("invite-effects"))
        elif role in TREATING:
            self._effects.setText(w.text("invite-effects-treating"))
        elif role is Role.ADMIN:
            self._effects.setText(w.text("invite-effects-admin"))
        else:
            self._effects.setText(w.text("invite-effects-supervising"))
        self._show()

    def _offer_units(self) -> None:
        self.fields.offer_units(self._acts.units)
        if self._acts.units_error is not None:
            self._notice.ask(self._wording.text("invite-no-units"), kind="danger")
        self._fit()
