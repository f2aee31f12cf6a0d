"""Actions: everything that the team did, append-only."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.stores.patient_file import PatientFileStore
from resources.wording import Wording
from services.contract.alerts import AlertAction
from services.contract.enums import ActionKind, Sex
from ui.patient.action_words import SHARES, action_row, headers
from ui.patient.list_states import ListStates
from ui.patient.page import FilePage
from widgets.chip import Chip
from widgets.text_table import TextTable
from widgets.theme import Theme

_FILTERS = {
    "contact": frozenset({ActionKind.CALL}),
    "measure": frozenset({ActionKind.MEASURE, ActionKind.CLOSE, ActionKind.REOPEN}),
    "escalation": frozenset({ActionKind.ESCALATE, ActionKind.ANSWER}),
    "note": frozenset({ActionKind.NOTE}),
}


class ActionsPage(FilePage):
    """Filters choose among what is loaded; the next pages follow while they leave room."""

    def __init__(
        self,
        store: PatientFileStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._wording = wording
        self._chips = {name: Chip(theme, "", parent=self) for name in _FILTERS}
        self.table = TextTable(theme, SHARES)
        self._states = ListStates(theme, wording, self.table, self)
        self._build()
        actions = store.actions
        actions.changed.connect(self._show)
        self.table.end_neared.connect(actions.load_more)
        self._states.retry_wanted.connect(actions.read)
        self._states.more_wanted.connect(actions.load_more)
        self._states.stopped.connect(actions.give_up)
        for chip in self._chips.values():
            chip.clicked.connect(self._show)
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._wording = w
        for name, chip in self._chips.items():
            chip.set_text(w.text(f"file-actions-{name}"))
        self._states.set_wording(w)
        self._show()

    def enter(self, patient_id: UUID) -> None:
        """Read the acts of a patient, once."""
        self._store.actions.show(patient_id)
        self._show()

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        for chip in self._chips.values():
            chip.setChecked(False)
        self.table.set_rows("", headers(self._wording), ())

    def refresh(self) -> None:
        """Read them again."""
        self._store.actions.read()

    def take_focus(self) -> None:
        """Put the keyboard on the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        w, lines, header = self._wording, self._store.actions.shown, self._store.header
        sex = Sex.UNKNOWN if header is None else header.label.sex
        shown = self._sifted(lines.items)
        rows = [action_row(w, act, sex) for act in shown]
        self.table.set_rows(w.text("file-tab-actions"), headers(w), rows)
        self._states.show_lines(lines, (w.text("triage-history-none"), ""))
        if lines.can_load_more and len(rows) < len(lines.items):
            self.table.end_neared.emit()

    def _sifted(self, acts: tuple[AlertAction, ...]) -> list[AlertAction]:
        wanted = frozenset[ActionKind]().union(
            *(_FILTERS[name] for name, chip in self._chips.items() if chip.isChecked())
        )
        return [act for act in acts if not wanted or act.kind in wanted]

    def _build(self) -> None:
        self.setObjectName("patient_actions")
        self.table.setObjectName("patient_actions_table")
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(6)
        for name, chip in self._chips.items():
            chip.setObjectName(f"patient_actions_{name}")
            head.addWidget(chip)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._states, 1)
