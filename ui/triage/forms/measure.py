"""The measure form: coded actions, what some of them ask beside, and closing at once when they
allow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.enums import MeasureCode, NotRelevantCause, Role
from ui.parts.form import Complaint
from ui.parts.text_box import MOST_CHARACTERS
from ui.triage.forms.answers import Measured
from ui.triage.forms.base import Form
from ui.triage.forms.coded_list import CodedList
from ui.triage.requirements import Need, closes, closing_requirements, offered_codes
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_MOST_OTHER = 500


@dataclass(frozen=True, slots=True)
class _Draft:
    codes: tuple[MeasureCode, ...]
    cause: int
    other: str
    note: str


@dataclass(frozen=True, slots=True)
class _State:
    draft: _Draft
    wants_closing: bool


class MeasureForm(Form):
    """Records what was done."""

    draft_type = _Draft

    def __init__(
        self,
        alert: AlertDetail,
        role: Role,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(alert, theme, wording, parent)
        self.setObjectName("form_measure")
        self._wants_closing = True
        self._codes = CodedList(offered_codes(role), theme, wording, self)
        self._cause = QComboBox(self)
        self._other = QLineEdit(self)
        self._note = QLineEdit(self)
        self._close_now = QCheckBox(self)
        self._blocked = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self._fill()
        self._follow_codes()
        self._codes.ticked.connect(self._follow_codes)
        self._close_now.clicked.connect(self._remember_wish)
        self._close_now.toggled.connect(self._name_submit)

    def answer(self) -> Measured:
        codes = self._codes.codes()
        return Measured(
            codes=codes,
            cause=self._chosen_cause() if MeasureCode.NOT_RELEVANT in codes else None,
            other=self._other.text().strip() if MeasureCode.OTHER in codes else None,
            note=self._note.text().strip() or None,
            closes_now=self._close_now.isChecked(),
        )

    def complaints(self) -> Sequence[Complaint]:
        codes = self._codes.codes()
        found = []
        if not codes:
            found.append(Complaint(self._wording.text("forms-measure-missing"), self._codes))
        if MeasureCode.NOT_RELEVANT in codes and self._chosen_cause() is None:
            found.append(Complaint(self._wording.text("forms-measure-cause-missing"), self._cause))
        if MeasureCode.OTHER in codes and not self._other.text().strip():
            found.append(Complaint(self._wording.text("forms-measure-other-missing"), self._other))
        return found

    def draft(self) -> object:
        draft = self._typed()
        return draft if draft.codes or draft.note else None

    def state(self) -> object:
        return _State(self._typed(), self._wants_closing)

    def put_state(self, state: object) -> None:
        if isinstance(state, _State):
            self.restore(state.draft)
            self._wants_closing = state.wants_closing
            self._follow_codes()

    def restore(self, draft: object) -> None:
        if isinstance(draft, _Draft):
            self._codes.set_codes(draft.codes)
            self._cause.setCurrentIndex(draft.cause)
            self._other.setText(draft.other)
            self._note.setText(draft.note)

    def take_focus(self) -> bool:
        self._codes.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _typed(self) -> _Draft:
        return _Draft(
            self._codes.codes(), self._cause.currentIndex(), self._other.text(), self._note.text()
        )

    def _follow_alert(self) -> None:
        self._follow_codes()

    def _fill(self) -> None:
        w = self._wording
        self._cause.setObjectName("measure_cause")
        self._other.setObjectName("measure_other")
        self._note.setObjectName("measure_note")
        self._close_now.setObjectName("measure_close_now")
        self._cause.setAccessibleName(w.text("forms-measure-cause"))
        self._cause.addItem(w.text("forms-measure-cause"), None)
        for cause in NotRelevantCause:
            self._cause.addItem(words.cause(w, cause), cause.value)
        self._name_field(self._other, w.text("forms-measure-other"), _MOST_OTHER)
        self._name_field(self._note, w.text("forms-note-optional"), MOST_CHARACTERS)
        self._close_now.setText(w.text("forms-measure-close-now"))
        self._close_now.setAccessibleName(w.text("forms-measure-close-now"))
        for widget in (self._cause, self._close_now):
            self._theme.dress(widget, "body")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._codes, 1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._cause)
        line.addWidget(self._other, 1)
        line.addWidget(self._note, 2)
        line.addWidget(self._close_now)
        column.addLayout(line)
        column.addWidget(self._blocked)

    def _name_field(self, field: QLineEdit, name: str, most: int) -> None:
        field.setAccessibleName(name)
        field.setPlaceholderText(name)
        field.setMaxLength(most)
        self._theme.dress(field, "body")

    def _chosen_cause(self) -> NotRelevantCause | None:
        value = self._cause.currentData()
        return None if value is None else NotRelevantCause(value)

    def _follow_codes(self) -> None:
        codes = self._codes.codes()
        self._cause.setVisible(MeasureCode.NOT_RELEVANT in codes)
        self._other.setVisible(MeasureCode.OTHER in codes)
        obstacle = self._obstacle(codes)
        self._close_now.setEnabled(not obstacle)
        self._close_now.setChecked(self._wants_closing and not obstacle)
        reason = (
            ""
            if not obstacle or not codes
            else self._wording.text("forms-measure-close-blocked", reason=obstacle)
        )
        self._blocked.setText(reason)
        self._blocked.setVisible(bool(reason))
        self._close_now.setAccessibleDescription(reason)
        self._name_submit()

    def _obstacle(self, codes: tuple[MeasureCode, ...]) -> str:
        """Why these codes do not let the alert be closed yet, or nothing."""
        if not closes(codes):
            return self._wording.text("forms-close-need-word-measure")
        for requirement in closing_requirements(self.alert):
            if requirement.is_met or requirement.need is Need.MEASURE:
                continue
            if requirement.need is Need.CONTACT:
                return self._wording.text("forms-close-need-word-contact")
            return self._wording.text("forms-close-need-word-assessment")
        return ""

    def _remember_wish(self, wanted: bool) -> None:
        self._wants_closing = wanted

    def _name_submit(self) -> None:
        w = self._wording
        submit = (
            w.text("forms-measure-submit-close")
            if self._close_now.isChecked()
            else w.text("forms-measure-submit")
        )
        self._name(w.text("forms-measure-title"), submit)
