"""The form by which an oncologist expects a symptom of one patient, or mutes one rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.models.expecting import HIGHEST, Choice, choices, not_offered, what
from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.enums import ExceptionKind
from services.contract.rule_exceptions import LONGEST_DAYS, RuleExceptionAsk
from services.contract.texts import says_something
from ui.parts.choices import Choices
from ui.parts.form import Complaint
from ui.triage.forms.answers import Expected
from ui.triage.forms.base import Form
from ui.triage.forms.held_identity import HeldIdentity
from widgets.plain_label import PlainLabel
from widgets.shown import set_shown
from widgets.theme import Theme

USUAL_DAYS: Final = 7
_SHORTEST, _MOST = 3, 500
_SHRINKS: Final = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_LEAST_LETTERS: Final = 16
_WORDS: Final = {
    ExceptionKind.EXPECTED: "forms-expect-expected",
    ExceptionKind.SNOOZE: "forms-expect-snooze",
}
_LEVELS_PX: Final = 126
_UNTIL_PX: Final = 226
_TWO_LINES_PX: Final = 34


@dataclass(frozen=True, slots=True)
class _Draft:
    what: str
    level: int
    days: int
    reason: str


class ExpectForm(Form):
    """Makes one exception; `now` gives the time of the service."""

    draft_type = _Draft

    def __init__(
        self,
        alert: AlertDetail,
        now: Callable[[], datetime],
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(alert, theme, wording, parent)
        self.setObjectName("form_expect")
        w = wording
        self._now = now
        self._choices: tuple[Choice, ...] = choices(alert, now())
        self._what = QComboBox(self)
        grades = [words.about(grade) for grade in range(1, HIGHEST + 1)]
        self._level = Choices("expect_level", w.text("forms-expect-level"), grades, theme, self)
        self._days = QComboBox(self)
        self._reason = QLineEdit(self)
        self._effect = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._refused = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self._gone = self._proposed = ""
        self._fill()
        self._lay_out()
        self._name(w.text("forms-expect-title"), w.text("forms-expect-submit"))
        self._what.currentIndexChanged.connect(self._follow_choice)
        self._level.chosen.connect(self._show_effect)
        self._days.currentIndexChanged.connect(self._show_effect)
        self._follow_choice()

    def answer(self) -> Expected:
        choice = self._choices[self._what.currentIndex()]
        ask = RuleExceptionAsk(
            kind=choice.kind,
            item=choice.item,
            level=self._level.place + 1,
            rule_id=choice.rule_id,
            days=self._days.currentIndex() + 1,
            reason=self._reason.text().strip(),
        )
        return Expected(ask)

    def complaints(self) -> Sequence[Complaint]:
        w, reason = self._wording, self._reason.text().strip()
        if not self._choices:
            return (Complaint(w.text("forms-expect-nothing"), self._what),)
        found = []
        if self._what.currentIndex() < 0:
            found.append(Complaint(w.text("forms-expect-gone"), self._what))
        if len(reason) < _SHORTEST or not says_something(reason):
            found.append(Complaint(w.text("forms-expect-reason-missing"), self._reason))
        return found

    def draft(self) -> object:
        """A reason that was only proposed is nobody's words."""
        return None if self._is_reason_untouched() else self._draft()

    def state(self) -> object:
        return self._draft()

    def restore(self, draft: object) -> None:
        """Where what was chosen is no longer offered nothing is: its reason would mute another."""
        if isinstance(draft, _Draft):
            keys = [each.key for each in self._choices]
            self._gone = "" if draft.what in keys else draft.what
            self._what.setCurrentIndex(keys.index(draft.what) if draft.what in keys else -1)
            self._level.choose(max(draft.level, self._least()) - 1)
            self._days.setCurrentIndex(draft.days - 1)
            self._reason.setText(draft.reason)

    def fields(self) -> Sequence[QWidget]:
        return [self._what, *self._level.fields(), self._days, self._reason]

    def take_focus(self) -> bool:
        first = self._reason if self._what.currentIndex() >= 0 else self._what
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._choices)

    def _draft(self) -> _Draft:
        place = self._what.currentIndex()
        key = self._choices[place].key if place >= 0 else self._gone
        days = self._days.currentIndex() + 1
        return _Draft(key, self._level.place + 1, days, self._reason.text())

    def _least(self) -> int:
        place = self._what.currentIndex()
        return self._choices[place].least if place >= 0 else 1

    def _fill(self) -> None:
        w = self._wording
        self._what.setObjectName("expect_what")
        self._what.setAccessibleName(w.text("forms-expect-what"))
        for choice in self._choices:
            self._what.addItem(w.text(_WORDS[choice.kind], what=what(w, choice)))
        self._what.setPlaceholderText(w.text("forms-expect-choose"))
        self._what.setEnabled(bool(self._choices))
        self._days.setObjectName("expect_days")
        self._days.setAccessibleName(w.text("forms-expect-until"))
        for days in range(1, LONGEST_DAYS + 1):
            self._days.addItem(self._ends(days))
        self._days.setCurrentIndex(USUAL_DAYS - 1)
        for box in (self._what, self._days):
            box.setSizeAdjustPolicy(_SHRINKS)
            box.setMinimumContentsLength(_LEAST_LETTERS)
        self._reason.setObjectName("expect_reason")
        self._reason.setMaxLength(_MOST)
        self._reason.setAccessibleName(w.text("forms-expect-reason"))
        for field in (self._what, self._days, self._reason):
            self._theme.dress(field, "body")
        refused = not_offered(w, self.alert, self._now())
        self._refused.setText(w.text("forms-expect-refused", what=" · ".join(refused)))
        set_shown(self._refused, bool(refused))
        for label in (self._effect, self._refused):
            label.set_wrapping()
            label.setMinimumHeight(self._theme.scaled(_TWO_LINES_PX))

    def _lay_out(self) -> None:
        w, theme = self._wording, self._theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.addWidget(PlainLabel(theme, w.text("forms-expect-what"), "panel", "secondary"), 0, 0)
        grid.addWidget(self._what, 1, 0)
        grid.addWidget(self._level, 0, 1, 2, 1)
        grid.addWidget(PlainLabel(theme, w.text("forms-expect-until"), "panel", "secondary"), 0, 2)
        grid.addWidget(self._days, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, theme.scaled(_LEVELS_PX))
        grid.setColumnMinimumWidth(2, theme.scaled(_UNTIL_PX))
        reason = QHBoxLayout()
        reason.setSpacing(10)
        reason.addWidget(PlainLabel(theme, w.text("forms-expect-reason"), "panel", "secondary"))
        reason.addWidget(self._reason, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if w.is_masked:
            column.addWidget(HeldIdentity(self.alert.patient.label, theme, w, self))
        column.addLayout(grid)
        column.addLayout(reason)
        column.addWidget(self._effect)
        column.addWidget(self._refused)
        column.addStretch(1)

    def _follow_choice(self) -> None:
        """A grade below that of today would be passed by the same answer again."""
        least, place = self._least(), self._what.currentIndex()
        for grade, button in enumerate(self._level.fields(), start=1):
            button.setEnabled(grade >= least)
        choice = self._choices[place] if place >= 0 else None
        if choice is not None:
            self._level.choose(choice.level - 1)
        self._propose("" if choice is None else choice.reason)
        self._show_effect()

    def _propose(self, reason: str) -> None:
        """What was written for another choice goes with it, unless the person wrote it."""
        if self._is_reason_untouched():
            self._reason.setText(reason)
        self._proposed = reason

    def _is_reason_untouched(self) -> bool:
        return self._reason.text() in {"", self._proposed}

    def _show_effect(self) -> None:
        """What it will do and what ends it, in the words of what is chosen."""
        w, place = self._wording, self._what.currentIndex()
        if place < 0:
            nothing = "forms-expect-gone" if self._choices else "forms-expect-nothing"
            self._effect.setText(w.text(nothing))
            return
        choice, level = self._choices[place], words.about(self._level.place + 1)
        symptom = words.symptom(w, choice.item)
        if choice.kind is ExceptionKind.EXPECTED:
            text = w.text("forms-expect-effect-expected", symptom=symptom, level=level)
        else:
            text = w.text(
                "forms-expect-effect-snooze",
                rule=choice.rule_id or "",
                symptom=symptom,
                level=level,
            )
        self._effect.setText(text)

    def _ends(self, days: int) -> str:
        """A number of days with the civil date and the time at which they are over."""
        w, ends = self._wording, self._now() + timedelta(days=days)
        on = w.local(ends).date()
        return w.text("forms-expect-ends", days=days, day=w.weekday(on), at=w.day_time(ends))
