"""The closing form: what is still needed is said first, other open alerts are offered, a technical
one is assessed by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertDetail, AlertLabel
from services.contract.enums import AlertKind, AlertLevel
from ui.parts.form import Complaint
from ui.parts.text_box import TextBox
from ui.triage.forms.answers import Assessed, Closed
from ui.triage.forms.base import Form
from ui.triage.requirements import (
    Need,
    Requirement,
    closing_requirements,
    may_be_closed_with,
    missing_needs,
)
from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_SHORTEST_ASSESSMENT = 3
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class _Draft:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class _State:
    draft: _Draft
    also: frozenset[UUID]


class CloseForm(Form):
    """Closes one alert. Signals: `measure_wanted()` and `call_wanted()` lead to what is missing."""

    measure_wanted = Signal()
    call_wanted = Signal()

    draft_type = _Draft

    def __init__(
        self, alert: AlertDetail, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(alert, theme, wording, parent)
        self.setObjectName("form_close")
        self._needs = QVBoxLayout()
        self._measure = Button(
            theme, wording.text("forms-close-do-measure"), icon="first-aid-kit", key="M"
        )
        self._call = Button(theme, wording.text("forms-close-do-call"), icon="phone", key="T")
        self._others: list[tuple[QCheckBox, AlertLabel]] = []
        self._apart = PlainLabel(
            theme, wording.text("forms-close-other-apart"), "supporting", "warning", parent=self
        )
        self._level = QComboBox(self)
        self._text = TextBox(theme, wording, wording.text("forms-close-assessment-text"), self)
        self._fill()
        self._name(wording.text("forms-close-title"), wording.text("forms-close-submit"))
        self._show_needs()
        self._offer_others()

    def answer(self) -> Closed:
        also = tuple(label for box, label in self._others if box.isChecked())
        if not self._needs_assessment():
            return Closed(None, also)
        return Closed(Assessed(self._judged(), self._text.text()), also)

    def complaints(self) -> Sequence[Complaint]:
        found = [self._need_complaint(need) for need in missing_needs(self.alert, self._judged())]
        if self._needs_assessment() and not self._is_judged():
            found.append(Complaint(self._wording.text("forms-close-level-missing"), self._level))
        if self._needs_assessment() and not self._is_explained():
            found.append(
                Complaint(self._wording.text("forms-close-assessment-missing"), self._text.editor)
            )
        return found

    def draft(self) -> object:
        text = self._text.raw()
        return _Draft(self._level.currentIndex(), text) if text else None

    def state(self) -> object:
        ticked = frozenset(label.id for box, label in self._others if box.isChecked())
        return _State(_Draft(self._level.currentIndex(), self._text.raw()), ticked)

    def put_state(self, state: object) -> None:
        if isinstance(state, _State):
            self.restore(state.draft)
            for box, label in self._others:
                box.setChecked(box.isEnabled() and label.id in state.also)

    def restore(self, draft: object) -> None:
        if isinstance(draft, _Draft):
            self._level.setCurrentIndex(draft.level)
            self._text.set_raw(draft.text)

    def take_focus(self) -> bool:
        missing = missing_needs(self.alert, self._judged())
        if missing:
            button = self._measure if missing[0] is Need.MEASURE else self._call
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._needs_assessment():
            self._level.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(missing) or self._needs_assessment()

    def _needs_assessment(self) -> bool:
        return self.alert.kind is AlertKind.TECHNICAL

    def _judged(self) -> AlertLevel | None:
        value = self._level.currentData()
        return AlertLevel(value) if value in set(AlertLevel) else None

    def _is_judged(self) -> bool:
        """Nothing is chosen beforehand: "nothing to report" is a judgement like any other."""
        return self._level.currentIndex() > 0

    def _is_explained(self) -> bool:
        return len(self._text.text()) >= _SHORTEST_ASSESSMENT

    def _need_complaint(self, need: Need) -> Complaint:
        word = self._need_word(need)
        control = self._measure if need is Need.MEASURE else self._call
        return Complaint(self._wording.text("forms-close-blocked", needs=word), control)

    def _fill(self) -> None:
        w = self._wording
        self._measure.clicked.connect(self.measure_wanted)
        self._call.clicked.connect(self.call_wanted)
        self._needs.setSpacing(4)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(24)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(PlainLabel(self._theme, w.text("forms-close-needs"), "panel", "secondary"))
        left.addLayout(self._needs)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self._measure)
        ways.addWidget(self._call)
        ways.addStretch(1)
        left.addLayout(ways)
        left.addStretch(1)
        columns.addLayout(left, 1)
        columns.addLayout(self._right(), 1)

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(6)
        self._fill_assessment()
        label = PlainLabel(
            self._theme, self._wording.text("forms-close-assessment-level"), "panel", "secondary"
        )
        label.setVisible(self._needs_assessment())
        right.addWidget(label)
        right.addWidget(self._level)
        right.addWidget(self._text, 1)
        if self.alert.other_open:
            title = self._wording.text("forms-close-also")
            right.addWidget(PlainLabel(self._theme, title, "panel", "secondary"))
        for other in self.alert.other_open:
            box = self._other(other)
            box.setChecked(True)
            self._others.append((box, other))
            right.addWidget(box)
        self._apart.set_wrapping()
        right.addWidget(self._apart)
        right.addStretch(0 if self._needs_assessment() else 1)
        return right

    def _fill_assessment(self) -> None:
        w = self._wording
        self._text.editor.setObjectName("close_assessment_text")
        self._level.setObjectName("close_assessment_level")
        self._level.setAccessibleName(w.text("forms-close-assessment-level"))
        self._level.addItem(w.text("forms-close-assessment-choose"))
        self._level.addItem(w.text("forms-close-assessment-nothing"), _NOTHING)
        for level in AlertLevel:
            self._level.addItem(words.level(w, level, AlertKind.CLINICAL), level.value)
        self._theme.dress(self._level, "body")
        self._level.currentIndexChanged.connect(self._show_needs)
        self._text.changed.connect(self._show_needs)
        self._level.setVisible(self._needs_assessment())
        self._text.setVisible(self._needs_assessment())

    def _other(self, label: AlertLabel) -> QCheckBox:
        w = self._wording
        level = words.level(w, label.level, label.kind)
        lead = words.kind(w, label.kind) if label.lead is None else words.lead(w, label.lead)
        text = w.text("forms-close-other", level=level, lead=lead, at=w.day_time(label.received_at))
        box = QCheckBox(text.replace("&", "&&"))
        box.setObjectName(f"close_also_{label.id}")
        box.setAccessibleName(text)
        self._theme.dress(box, "body")
        return box

    def _offer_others(self) -> None:
        """What this closing covers is ticked; what came after the last act, or is worse, is not
        to be had here: it is read first.
        """
        for box, label in self._others:
            may_be = may_be_closed_with(self.alert, label)
            if may_be != box.isEnabled() or not may_be:
                box.setChecked(may_be)
            box.setEnabled(may_be)
            box.setAccessibleDescription(
                "" if may_be else self._wording.text("forms-close-other-apart")
            )
        self._apart.setVisible(not all(box.isEnabled() for box, _ in self._others))

    def _follow_alert(self) -> None:
        self._show_needs()
        self._offer_others()

    def _requirements(self) -> Sequence[Requirement]:
        """What closing asks for; the assessment is met as soon as it stands in this form."""
        is_assessed = self._is_judged() and self._is_explained()
        return [
            Requirement(each.need, is_assessed) if each.need is Need.ASSESSMENT else each
            for each in closing_requirements(self.alert, self._judged())
        ]

    def _show_needs(self, _index: int = 0) -> None:
        while (item := self._needs.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        for requirement in self._requirements():
            line = self._need_line(requirement)
            self._needs.addWidget(line)
            line.show()
        missing = missing_needs(self.alert, self._judged())
        self._measure.setVisible(Need.MEASURE in missing)
        self._call.setVisible(Need.CONTACT in missing)

    def _need_line(self, requirement: Requirement) -> QWidget:
        w = self._wording
        is_met = requirement.is_met
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(
            IconLabel(
                self._theme,
                "check-circle" if is_met else "warning-circle",
                "success" if is_met else "warning",
            )
        )
        row.addWidget(PlainLabel(self._theme, self._need_text(requirement.need)))
        state = w.text("forms-close-need-met") if is_met else w.text("forms-close-need-missing")
        row.addWidget(
            PlainLabel(self._theme, state, "supporting_strong", "success" if is_met else "danger")
        )
        row.addStretch(1)
        return line

    def _need_text(self, need: Need) -> str:
        w = self._wording
        match need:
            case Need.MEASURE:
                return w.text("forms-close-need-measure")
            case Need.CONTACT:
                return w.text("forms-close-need-contact")
            case Need.ASSESSMENT:
                return w.text("forms-close-need-assessment")

    def _need_word(self, need: Need) -> str:
        w = self._wording
        match need:
            case Need.MEASURE:
                return w.text("forms-close-need-word-measure")
            case Need.CONTACT:
                return w.text("forms-close-need-word-contact")
            case Need.ASSESSMENT:
                return w.text("forms-close-need-word-assessment")
