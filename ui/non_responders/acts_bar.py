"""Under the table: what can be done about whoever is chosen, each with its key."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.session import Session
from console.settings import LetterKeys
from resources.wording import Wording
from services.contract.enums import Role
from ui.letters import written
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.theme import Theme


class SilenceAct(NamedTuple):
    """One act: its name, icon, key and the operation that it needs."""

    name: str
    icon: str
    key: str
    operation: str


REMIND: Final = SilenceAct("remind", "envelope-simple", "R", "remind_non_responders")
CALL: Final = SilenceAct("call", "phone", "T", "log_call")
ANSWER: Final = SilenceAct("answer", "clipboard-text", "Q", "submit_answer")
PAUSE: Final = SilenceAct("pause", "pause-circle", "", "create_pause")
ARCHIVE: Final = SilenceAct("archive", "archive-box", "A", "archive_patient")
OPEN: Final = SilenceAct("open", "user", "O", "read_patient_series")
ACTS: Final = (REMIND, CALL, ANSWER, PAUSE, ARCHIVE, OPEN)
_WRITING: Final = frozenset({REMIND, PAUSE})
_OF_READERS: Final = frozenset({ARCHIVE, OPEN})


class ActsBar(QWidget):
    """Signals: `wanted(SilenceAct)`. What this role may not do is not here; an oncologist
    reads, and ends a follow-up."""

    wanted = Signal(object)

    def __init__(
        self, session: Session, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wording = wording
        self._letters = LetterKeys.ON
        self._count = 0
        self._buttons: dict[SilenceAct, Button] = {}
        is_reader = session.me is not None and session.me.role is Role.ONCOLOGIST
        row = FlowRow(self, gap_px=8, line_gap_px=6, spread=False)
        row.setContentsMargins(12, 6, 12, 6)
        for act in ACTS:
            if session.may(act.operation) and (act in _OF_READERS or not is_reader):
                kind = "primary" if act is REMIND else "secondary"
                button = Button(theme, "", kind, icon=act.icon, parent=self)
                button.setObjectName(f"silence_{act.name}")
                button.clicked.connect(self._tell)
                self._buttons[act] = button
                row.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        for act, button in self._buttons.items():
            count = self._count if act is REMIND else 0
            button.set_label(wording.text(f"silence-act-{act.name}", count=count))
            button.set_key(written(act.key, self._letters) if act.key else "")

    def set_letters(self, letters: LetterKeys) -> None:
        """Name the keys that work."""
        self._letters = letters
        self.set_wording(self._wording)

    def offers(self, act: SilenceAct) -> bool:
        """Whether this role has it, and it can be done now."""
        button = self._buttons.get(act)
        return button is not None and button.isEnabled()

    def show_choice(self, count: int, *, has_row: bool, is_offline: bool, is_busy: bool) -> None:
        """`count` are those who would be reminded; without contact only what is read goes on."""
        self._count = count
        self.set_wording(self._wording)
        offline = self._wording.text("silence-offline") if is_offline else ""
        for act, button in self._buttons.items():
            is_held = act in _WRITING and (is_offline or is_busy)
            button.set_enabled_because(has_row and not is_held, offline)

    def _tell(self) -> None:
        for act, button in self._buttons.items():
            if button is self.sender():
                self.wanted.emit(act)
                return
