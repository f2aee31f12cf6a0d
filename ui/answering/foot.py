"""Under the question: back, on, leave; each with its key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from console.stores.answering import AnsweringState, AnsweringStore
from resources.wording import Wording
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.theme import Theme

_GOES = frozenset({AnsweringState.ASKING, AnsweringState.SUMMARY})
_LEAVES = frozenset({*_GOES, AnsweringState.UNKNOWN, AnsweringState.LOADING})
_SENDS = frozenset({AnsweringState.SUMMARY, AnsweringState.SENDING, AnsweringState.UNKNOWN})


class AnsweringFoot(QWidget):
    """Signals: `next_wanted()`, `back_wanted()`, `leave_wanted()`."""

    next_wanted = Signal()
    back_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._sends = False
        self._next = Button(theme, "", "primary", key="↵", parent=self)
        self._back = Button(theme, "", "secondary", key="⌫", parent=self)
        self._leave = Button(theme, "", "quiet", key="Esc", parent=self)
        row = FlowRow(self, gap_px=10, line_gap_px=6, spread=False)
        row.setContentsMargins(24, 8, 24, 12)
        for name, button in (("next", self._next), ("back", self._back), ("leave", self._leave)):
            button.setObjectName(f"answering_{name}")
            row.addWidget(button)
        self._next.clicked.connect(self.next_wanted)
        self._back.clicked.connect(self.back_wanted)
        self._leave.clicked.connect(self.leave_wanted)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._next.set_label(w.text("answering-send" if self._sends else "answering-next"))
        self._next.set_key("Ctrl+↵" if self._sends else "↵")
        self._back.set_label(w.text("answering-back"))
        self._leave.set_label(w.text("answering-leave"))

    def show_state(self, store: AnsweringStore, *, is_offline: bool) -> None:
        """What can be done now; without contact nothing is sent."""
        state = store.state
        self._sends = state in _SENDS
        self.set_wording(self._wording)
        self._next.setVisible(state in _GOES)
        self._back.setVisible(state in _GOES)
        held = self._sends and is_offline
        why = self._wording.text("answering-offline") if held else ""
        self._next.set_enabled_because(not held, why)
        self._back.setEnabled(self._sends or store.place[0] > 1)
        self._leave.setVisible(state in _LEAVES)

    def take_focus(self) -> None:
        """Put the keyboard on what goes on."""
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)
