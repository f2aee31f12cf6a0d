"""The call form: the number to dial, how the call ended, the grades that it confirmed, and a
note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.models.identity_text import free_text, why_missing
from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertDetail, AnsweredSymptom
from services.contract.enums import ContactResult
from services.contract.patients import HeaderPart
from ui.parts.form import Complaint
from ui.parts.text_box import TextBox
from ui.triage.forms.answers import Called
from ui.triage.forms.base import Form
from ui.triage.forms.grade_rows import GradeRows
from widgets.icon_button import IconButton
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_RESULTS = tuple(ContactResult)
_TWO_COLUMNS_FROM_PX = 600
_LEAST_GRADES_PX = 150


@dataclass(frozen=True, slots=True)
class _Draft:
    result: int
    grades: Mapping[str, int]
    note: str


class CallForm(Form):
    """Logs a call. Signals: `number_copied(str)` when the number should go to the clipboard."""

    number_copied = Signal(str)

    draft_type = _Draft

    def __init__(
        self, alert: AlertDetail, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(alert, theme, wording, parent)
        self.setObjectName("form_call")
        self._results = QButtonGroup(self)
        self._note = TextBox(theme, wording, wording.text("forms-note-optional"), self)
        self._note.editor.setObjectName("call_note")
        self._grades = GradeRows(_worst_first(alert), theme, wording, self)
        self._fill()
        self._name(wording.text("forms-call-title"), wording.text("forms-call-submit"))

    def answer(self) -> Called:
        return Called(
            _RESULTS[self._results.checkedId()],
            dict(self._grades.grades()),
            self._note.text() or None,
        )

    def complaints(self) -> Sequence[Complaint]:
        if self._results.checkedId() >= 0:
            return ()
        return (
            Complaint(self._wording.text("forms-call-result-missing"), self._results.button(0)),
        )

    def draft(self) -> object:
        draft = _Draft(self._results.checkedId(), dict(self._grades.grades()), self._note.raw())
        return draft if draft.result >= 0 or draft.grades or draft.note else None

    def restore(self, draft: object) -> None:
        if isinstance(draft, _Draft):
            if draft.result >= 0:
                self._results.button(draft.result).setChecked(True)
            self._grades.set_grades(draft.grades)
            self._note.set_raw(draft.note)

    def fields(self) -> Sequence[QWidget]:
        return [*self._results.buttons(), self._note.editor, *self._grades.fields()]

    def take_focus(self) -> bool:
        self._results.button(0).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _fill(self) -> None:
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        self._columns = columns
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(self._number())
        about = self._about()
        if about:
            left.addWidget(PlainLabel(self._theme, about, "supporting", "secondary", self))
        left.addLayout(self._result_choices())
        left.addWidget(self._note, 1)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(
            PlainLabel(
                self._theme, self._wording.text("forms-call-grades"), "panel", "secondary", self
            )
        )
        hint = PlainLabel(
            self._theme, self._wording.text("forms-call-grades-hint"), "axis", "muted", self
        )
        hint.set_wrapping()
        right.addWidget(hint)
        right.addWidget(self._grades, 1)
        columns.addLayout(left, 4)
        columns.addLayout(right, 5)

    def _number(self) -> QHBoxLayout:
        w, patient = self._wording, self.alert.patient
        phone = patient.phone
        line = QHBoxLayout()
        line.setSpacing(6)
        if phone is None:
            none = why_missing(
                w,
                patient,
                HeaderPart.CONTACT,
                "forms-call-phone-unknown",
                "triage-phone-unreadable",
            )
            line.addWidget(PlainLabel(self._theme, none, "title", "muted", self), 1)
            return line
        if w.is_masked:
            hidden = w.text("privacy-phone-hidden")
            line.addWidget(PlainLabel(self._theme, hidden, "title", "muted", self), 1)
            return line
        number = PlainLabel(self._theme, w.phone(phone), "display", parent=self)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = IconButton(
            self._theme,
            "copy",
            w.text("forms-call-copy-described", phone=w.phone(phone)),
            parent=self,
        )
        copy.setObjectName("call_copy")
        copy.clicked.connect(self._copy)
        line.addWidget(number)
        line.addWidget(copy)
        line.addStretch(1)
        return line

    def _about(self) -> str:
        w, patient = self._wording, self.alert.patient
        parts = []
        if patient.preferred_hours:
            hours = free_text(w, patient.preferred_hours)
            parts.append(w.text("forms-call-hours", hours=hours))
        if patient.carer:
            parts.append(w.text("forms-call-carer", carer=free_text(w, patient.carer)))
        return " · ".join(parts)

    def _result_choices(self) -> QGridLayout:
        w, sex = self._wording, self.alert.patient.label.sex
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for place, result in enumerate(_RESULTS):
            text = words.contact(w, result)
            if result is ContactResult.PATIENT_REACHED:
                text = w.text("forms-call-patient-reached", sex=sex.value)
            button = QRadioButton(text, self)
            button.setObjectName(f"call_result_{result.value}")
            button.setAccessibleName(text)
            button.setAccessibleDescription(w.text("forms-call-result"))
            self._theme.dress(button, "body")
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._results.addButton(button, place)
            grid.addWidget(button, place // 2, place % 2)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < self._theme.scaled(_TWO_COLUMNS_FROM_PX)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() != way:
            self._columns.setDirection(way)
            self._grades.setMinimumHeight(self._theme.scaled(_LEAST_GRADES_PX) if is_narrow else 0)

    def _copy(self) -> None:
        if self.alert.patient.phone is not None:
            self.number_copied.emit(self.alert.patient.phone)


def _worst_first(alert: AlertDetail) -> list[AnsweredSymptom]:
    """What the patient answered, what the rules fired on first, then by estimated grade."""
    if alert.survey is None:
        return []
    fired = [hit.item for hit in alert.explanation.hits]
    return sorted(
        alert.survey.symptoms,
        key=lambda symptom: (
            symptom.item not in fired,
            -(symptom.now or 0),
            -(symptom.change or 0),
        ),
    )
