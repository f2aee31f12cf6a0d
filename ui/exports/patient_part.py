"""Whose report: known from where it was asked for, or found by what is typed in one's units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.identity_text import identity_line
from console.stores.connection import ConnectionStore
from console.stores.patient_search import PatientSearchStore, SearchState
from resources.wording import Wording
from services.contract.patients import PatientLabel
from ui.parts.fault_line import FaultLine
from ui.parts.held_line import HeldLine
from ui.parts.hit_lines import patient_group
from widgets.announce import announce
from widgets.button import Button
from widgets.palette_list import PaletteList
from widgets.plain_label import PlainLabel
from widgets.text_field import TextField
from widgets.theme import Theme

_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LIST_PX: Final = 146
_LONGEST: Final = 80


class PatientPart(QWidget):
    """Signals: `changed()` when somebody is chosen, or nobody any more."""

    changed = Signal()

    def __init__(
        self,
        store: PatientSearchStore,
        connection: ConnectionStore,
        now: Callable[[], datetime],
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._connection = connection
        self._now = now
        self._wording = w = wording
        self.patient: PatientLabel | None = None
        title = w.text("exports-field-patient")
        self._title = PlainLabel(theme, title, "supporting_strong", "secondary", self)
        self._who = HeldLine(theme, w, self)
        self._change = Button(theme, w.text("exports-change-patient"), "quiet", parent=self)
        self._field = TextField(theme, title, w.text("exports-patient-hint"), self)
        self._list = PaletteList(theme, self)
        self._caution = PlainLabel(theme, role="supporting_strong", tone="warning", parent=self)
        self._error = FaultLine(theme, self)
        self._build(theme)
        self._field.edit.installEventFilter(self)
        self._field.edit.textChanged.connect(self._ask)
        self._change.clicked.connect(self.look_for)
        self._list.picked.connect(self._choose)
        store.changed.connect(self._show_found)
        self._show()

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not; the language does not change while a dialog is open."""
        self._wording = wording
        self._show()

    def put(self, patient: PatientLabel | None) -> None:
        """Whose it is, where that is known."""
        self.patient = patient
        self._store.forget()
        self._field.set_text("")
        self._show()
        self.changed.emit()

    def look_for(self) -> None:
        """Nobody any more: somebody else is typed."""
        self.put(None)
        self._field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        return (self._change, self._field.edit)

    @property
    def control(self) -> QWidget:
        """Where the keyboard begins."""
        return self._field.edit if self.patient is None else self._change

    def fault(self) -> QWidget | None:
        """Says that nobody is chosen, and gives what to go to."""
        text = "" if self.patient is not None else self._wording.text("exports-patient-missing")
        self._error.show_text(text)
        return self._field.edit if text else None

    def _build(self, theme: Theme) -> None:
        self._field.edit.setObjectName("export_patient")
        self._change.setObjectName("export_change_patient")
        self._field.edit.setMaxLength(_LONGEST)
        self._list.setAccessibleName(self._wording.text("exports-field-patient"))
        self._list.setFixedHeight(theme.scaled(_LIST_PX))
        self._caution.set_wrapping()
        self._caution.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._who, 1)
        row.addWidget(self._change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(row)
        for part in (self._field, self._list, self._caution, self._error):
            column.addWidget(part)

    def _show(self) -> None:
        w, patient = self._wording, self.patient
        is_known = patient is not None
        for part in (self._title, self._who, self._change):
            part.setVisible(is_known)
        self._field.setVisible(not is_known)
        if patient is not None:
            full = identity_line(w.masked(False), patient)
            self._who.show_line(full, identity_line(w, patient))
            self._error.show_text("")
        self._caution.hide()
        self._show_found()

    def _ask(self, text: str) -> None:
        self._caution.hide()
        self._store.ask(text)
        self._show_found()

    def _show_found(self) -> None:
        w, store = self._wording, self._store
        group = patient_group(w, store, self._now(), is_online=self._connection.is_online)
        is_settled = store.state is not SearchState.WAITING
        self._list.show_groups([] if group is None else [group], chooses=is_settled)
        self._list.setVisible(self.patient is None and group is not None)
        if is_settled and self._list.chosen_sentence:
            announce(self._field.edit, self._list.chosen_sentence)

    def _choose(self, name: str) -> None:
        found = (hit.patient for hit in self._store.found if hit.patient.id == UUID(name))
        patient = next(found, None)
        if patient is not None:
            self.put(patient)
            self._change.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = event.type() is QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and self._take(event):
            return True
        return super().eventFilter(watched, event)

    def _take(self, event: QKeyEvent) -> bool:
        """Arrows choose, Enter takes: a homonym only whoever went to it."""
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not self._list.isVisible():
            return False
        if key in _STEPS:
            self._list.step(_STEPS[key])
            self._caution.hide()
            announce(self._field.edit, self._list.chosen_sentence)
        elif key in _ENTER and self._list.chosen:
            self._choose(self._list.chosen)
        elif key in _ENTER and self._list.caution:
            self._caution.setText(self._list.caution)
            self._caution.show()
            announce(self._field.edit, self._list.caution)
        else:
            return False
        return True
