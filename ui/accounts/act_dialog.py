"""The dialog of an act on somebody's rights: what it changes, why it is done, and the proof of who
does it where the service asks for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.errors import ConsoleError
from console.stores.account_acts import AccountAct, AccountActs
from console.stores.connection import ConnectionStore
from console.stores.proven_act import ProofState
from resources.wording import Wording
from services.contract.accounts import AccountActAsk, AccountRow
from services.contract.texts import says_enough
from ui.accounts.effects import effects
from ui.accounts.words import act_word, refusal
from ui.parts.fact_grid import FactGrid
from ui.parts.fields import BoxField
from ui.parts.settled_dialog import SettledDialog
from ui.parts.told_line import ToldLine
from ui.proof.panel import ProofPanel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 620
_LONGEST: Final = 500


class ActDialog(SettledDialog):
    """Of the account as it was seen: refused when somebody changed it meanwhile. `leaves_one` says
    that the centre would have one administrator left.
    """

    def __init__(
        self,
        act: AccountAct,
        row: AccountRow,
        acts: AccountActs,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
        *,
        leaves_one: bool = False,
    ) -> None:
        w = wording
        self._act, self._row, self._acts = act, row, acts
        self._word = word = act_word(act, row)
        kind = "primary" if act is AccountAct.REACTIVATE else "danger"
        super().__init__(
            "accounts_act", "accounts", acts, connection, theme, w, parent, width_px=_WIDTH_PX,
            leave=w.text(f"accounts-{word}-leave"), submit=kind,
        )  # fmt: skip
        title = w.text(f"accounts-{word}-title", name=row.person.name)
        self._title.setText(title)
        self.setAccessibleName(title)
        self._before = FactGrid(theme, self._body)
        self._before.show_facts(effects(w, act, row))
        told = PlainLabel(theme, w.text(f"accounts-{word}-effects"), "body", "secondary")
        told.set_wrapping()
        self.words = BoxField("words", w.text("accounts-words"), _LONGEST, theme, w, self._body)
        self.words.is_required = True
        lines: list[QWidget] = [self._before, told, self.words]
        if leaves_one:
            warned = ToldLine(("warning", "warning"), "", (w.text("accounts-leaves-one"),), theme)
            lines.insert(2, warned)
        self._proof = ProofPanel(acts.proof, self.submit, theme, w, self._body)
        self._build_card((*lines, self._proof), (self.leave, self.submit), stretch_before=1)
        self._follow()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard where the reason is written."""
        self._cover(self)
        self.words.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return (self.words.control, *self._proof.findChildren(QWidget))

    def first_fault(self) -> QWidget | None:
        fault = self.words.fault()
        if not fault and not says_enough(self.words.raw()):
            fault = "accounts-words-short"
        self.words.show_error(self._wording.text(fault) if fault else "")
        return self.words.control if fault else None

    def show_refused(self, name: str, _reason: str) -> QWidget | None:
        if name != self.words.name:
            return None
        self.words.show_error(self._wording.text("accounts-words-refused"))
        return self.words.control

    def send(self) -> None:
        ask = AccountActAsk(words=self.words.raw().strip())
        self._acts.do(self._act, self._row, ask)

    def submit_label(self) -> str:
        return self._wording.text(f"accounts-{self._word}-submit")

    def busy_label(self) -> str:
        """What waits for a proof is not on its way."""
        is_asked = self._acts.proof.state is ProofState.ASKED
        return self.submit_label() if is_asked else self._wording.text("accounts-submitting")

    def refusal(self, error: ConsoleError) -> str:
        return refusal(self._wording, error)
