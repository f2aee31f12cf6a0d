"""The form that changes on which day and at which hour a patient is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.typed_day import typed_day
from resources.wording import Wording
from services.contract.schedule import (
    EARLIEST_MINUTE,
    LATEST_MINUTE,
    LONGEST_CYCLE_DAYS,
    LONGEST_PRESCRIPTION_DAYS,
    SurveyPlan,
    SurveyPlanAsk,
)
from services.contract.week_enums import Rhythm
from ui.parts.choices import Choices
from ui.parts.fields import DayField, LineField, NumberField
from ui.parts.form import Complaint, FormBody
from widgets.theme import Theme

_RHYTHMS = tuple(Rhythm)
_DAYS = range(1, 8)
_CYCLE_DAYS = (1.0, float(LONGEST_CYCLE_DAYS))
_HOUR = 60


@dataclass(frozen=True, slots=True)
class _State:
    rhythm: int
    day: int
    cycle_day: str
    hour: str
    ends_on: str


class PlanForm(FormBody):
    """Gives a `SurveyPlanAsk`; it begins with the plan as it stands, but for a last day that is
    over. A later last day is a new prescription: it counts from `today`.
    """

    draft_type = _State

    def __init__(
        self,
        plan: SurveyPlan,
        today: date,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, wording, parent)
        w = wording
        self.setObjectName("form_plan")
        self._plan = plan
        self._today = today
        rhythms = [w.text(f"plan-rhythm-{rhythm.value}") for rhythm in _RHYTHMS]
        days = [w.text(f"plan-day-{day}") for day in _DAYS]
        self._rhythm = Choices("plan_rhythm", w.text("plan-rhythm"), rhythms, theme, self)
        self._day = Choices("plan_day", w.text("plan-day"), days, theme, self)
        self._cycle = NumberField(
            "plan_cycle_day", w.text("plan-cycle-day"), _CYCLE_DAYS, 0, theme, parent=self
        )
        self._hour = LineField("plan_hour", w.text("plan-hour"), 5, theme, w.text("plan-hour-hint"))
        self._ends_on = DayField(
            "plan_ends_on",
            w.text("plan-ends-last"),
            theme,
            w.text("record-hint-day"),
            may_be_half=False,
        )
        self._ends_on.is_required = True
        self._build()
        self._rhythm.chosen.connect(self._follow_rhythm)
        self.restore(
            _State(
                _RHYTHMS.index(plan.rhythm),
                plan.weekday - 1,
                "" if plan.cycle_day is None else str(plan.cycle_day),
                hour_text(plan.opens_at_minute),
                typed_day(plan.ends_on.isoformat()) if plan.ends_on >= today else "",
            )
        )
        self._name(w.text("plan-change-title"), w.text("plan-change-submit"))

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._cycle, 1)
        line.addWidget(self._hour, 1)
        line.addWidget(self._ends_on, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._rhythm, self._day):
            column.addWidget(part)
        column.addLayout(line)
        column.addStretch(1)

    def answer(self) -> SurveyPlanAsk:
        rhythm = _RHYTHMS[self._rhythm.place]
        cycle_day = self._cycle.value() if rhythm is Rhythm.CYCLE else None
        ends_on = date.fromisoformat(str(self._ends_on.value()))
        first = self._plan.starts_on
        if ends_on > self._plan.ends_on:
            first = max(first, self._today)
        return SurveyPlanAsk(
            questionnaire=self._plan.questionnaire,
            starts_on=first,
            ends_on=ends_on,
            rhythm=rhythm,
            weekday=self._day.place + 1,
            cycle_day=cycle_day if isinstance(cycle_day, int) else None,
            opens_at_minute=minute_of(self._hour.raw()) or 0,
        )

    def complaints(self) -> Sequence[Complaint]:
        w, found = self._wording, []
        if _RHYTHMS[self._rhythm.place] is Rhythm.CYCLE:
            fault = self._cycle.fault() or ("" if self._cycle.raw().strip() else "fields-missing")
            text = w.text(fault, least="1", most=str(LONGEST_CYCLE_DAYS)) if fault else ""
            self._cycle.show_error(text)
            if fault:
                found.append(Complaint(f"{self._cycle.label} : {text}", self._cycle.control))
        minute = minute_of(self._hour.raw())
        is_wrong = minute is None or not EARLIEST_MINUTE <= minute <= LATEST_MINUTE
        self._hour.show_error(w.text("plan-hour-wrong") if is_wrong else "")
        if is_wrong:
            found.append(Complaint(w.text("plan-hour-wrong"), self._hour.control))
        if fault := self._end_fault():
            found.append(Complaint(f"{self._ends_on.label} : {fault}", self._ends_on.control))
        self._ends_on.show_error(fault)
        return found

    def refuse_end(self, text: str) -> QWidget:
        """Say under the last day that it is not taken."""
        self._ends_on.show_error(text)
        return self._ends_on.control

    def _end_fault(self) -> str:
        w, fault = self._wording, self._ends_on.fault()
        if fault:
            return w.text(fault)
        ends_on = date.fromisoformat(str(self._ends_on.value()))
        if ends_on < self._today:
            return w.text("plan-ends-past")
        is_far = (ends_on - self._today).days > LONGEST_PRESCRIPTION_DAYS
        return w.text("plan-ends-far") if is_far else ""

    def draft(self) -> object:
        typed = (self._cycle.raw(), self._hour.raw(), self._ends_on.raw())
        return _State(self._rhythm.place, self._day.place, *typed)

    def restore(self, draft: object) -> None:
        if isinstance(draft, _State):
            self._rhythm.choose(draft.rhythm)
            self._day.choose(draft.day)
            self._cycle.set_raw(draft.cycle_day)
            self._hour.set_raw(draft.hour)
            self._ends_on.set_raw(draft.ends_on)
            self._follow_rhythm(draft.rhythm)

    def fields(self) -> Sequence[QWidget]:
        lines = (self._cycle.control, self._hour.control, self._ends_on.control)
        return [*self._rhythm.fields(), *self._day.fields(), *lines]

    def take_focus(self) -> bool:
        self._rhythm.take_focus()
        return True

    def _follow_rhythm(self, place: int) -> None:
        """The day of the cycle is asked where it counts; the weekday stands in between cycles."""
        is_cycle = _RHYTHMS[place] is Rhythm.CYCLE
        self._cycle.setEnabled(is_cycle)
        title = "plan-day-between" if is_cycle else "plan-day"
        self._day.set_title(self._wording.text(title))


def hour_text(minute: int) -> str:
    """`08:00` of minutes after midnight."""
    return f"{minute // _HOUR:02d}:{minute % _HOUR:02d}"


def minute_of(text: str) -> int | None:
    """Minutes after midnight of `8`, `08:00`, `8h30`; None when it is no hour."""
    whole, _, rest = text.strip().lower().replace("h", ":").partition(":")
    parts = (whole, rest or "0")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    hour, minute = (int(part) for part in parts)
    return hour * _HOUR + minute if hour < 24 and minute < _HOUR else None
