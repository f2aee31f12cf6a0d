"""What dialogs have in common that ask why, and for a proof where the service wants one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from PySide6.QtWidgets import QWidget

from console.errors import ACCESS, ConsoleError
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from console.stores.proven_act import ProofState
from console.stores.staff_acts import StaffActs
from resources.wording import Wording
from services.contract.texts import says_enough
from ui.parts.fields import BoxField
from ui.parts.settled_dialog import SettledDialog
from ui.proof.panel import ProofPanel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 620
_LONGEST: Final = 500


class WordedDialog(SettledDialog):
    """A title, what will happen, fields of its own, the reason and the proof. `_word` is the key of
    its words, whose `-title` takes the name of whoever it is about.
    """

    NAME: ClassVar[str]
    """The name of its object."""
    ACT: ClassVar[str]
    """The key of the words of its act: `-submit` on the button, `-forbidden` when refused."""

    def __init__(
        self,
        word: str,
        name: str,
        acts: StaffActs,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        self._word, self._acts = word, acts
        super().__init__(
            self.NAME, "invite", acts, connection, theme, w, parent,
            width_px=_WIDTH_PX, leave=w.text("invite-leave"), submit="primary",
        )  # fmt: skip
        title = w.text(f"{word}-title", name=name)
        self._title.setText(title)
        self.setAccessibleName(title)
        self._told = PlainLabel(theme, w.text(f"{word}-effects"), "body", "secondary")
        self._told.set_wrapping()
        self.words = BoxField("words", w.text("invite-field-words"), _LONGEST, theme, w, self._body)
        self.words.is_required = True
        self._proof = ProofPanel(acts.proof, self.submit, theme, w, self._body)

    def _build_worded(self, *fields: QWidget) -> None:
        lines = (self._told, *fields, self.words, self._proof)
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self._follow()

    def stops(self) -> Sequence[QWidget]:
        return (self.words.control, *self._proof.findChildren(QWidget))

    def first_fault(self) -> QWidget | None:
        fault = self.words.fault()
        if not fault and not says_enough(self.words.raw()):
            fault = "invite-words-few"
        self.words.show_error(self._wording.text(fault) if fault else "")
        return self.words.control if fault else None

    def submit_label(self) -> str:
        return self._wording.text(f"{self.ACT}-submit")

    def busy_label(self) -> str:
        """What waits for a proof is not on its way."""
        is_asked = self._acts.proof.state is ProofState.ASKED
        return self.submit_label() if is_asked else self._wording.text("invite-busy")

    def refusal(self, error: ConsoleError) -> str:
        w = self._wording
        if error.what == "state_forbids":
            return w.text(f"{self.ACT}-forbidden")
        if error.what == "version_stale":
            return w.text("invite-reset-stale")
        return error_with_code(w, error, ACCESS)
