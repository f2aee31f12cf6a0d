"""What is asked of whoever follows a patient again: why, the plan, and a new line of treatment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.archive_enums import RestoreReason
from services.contract.archiving import RestoreAsk
from services.contract.record import TreatmentLineAsk
from services.contract.schedule import SurveyPlan, SurveyPlanAsk
from ui.parts.fields import DayField, LineField
from ui.parts.plan_form import PlanForm
from ui.parts.radio_field import RadioField
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_LONGEST_NAME = 200


class RestoreFields(QWidget):
    """`plan` None: nothing is asked of it, because there is none or the enrolment asks."""

    def __init__(
        self,
        reasons: Sequence[RestoreReason],
        plan: SurveyPlan | None,
        today: date,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
        *,
        at_once: bool,
    ) -> None:
        super().__init__(parent)
        self._wording = w = wording
        self._known = plan
        self.at_once = at_once
        words = [(each.value, w.text(f"restore-reason-{each.value}")) for each in reasons]
        self.reason = RadioField("reason", w.text("restore-reason"), words, theme, self)
        self.reason.is_required = True
        self.plan = None if plan is None else PlanForm(plan, today, theme, w, self)
        self._title = PlainLabel(theme, w.text("restore-line"), "panel", "secondary", self)
        self.line = LineField(
            "line_name", w.text("record-field-line"), _LONGEST_NAME, theme, parent=self
        )
        self.begun = DayField(
            "line_started_on", w.text("record-field-started_on"), theme, w.text("record-hint-day"),
            may_be_half=False, parent=self,
        )  # fmt: skip
        self._build()

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        asked = () if self.plan is None else self.plan.fields()
        line = (self.line.control, self.begun.control) if self.at_once else ()
        return (*self.reason.stops(), *asked, *line)

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        w, fault = self._wording, self.reason.fault()
        self.reason.show_error(w.text(fault) if fault else "")
        wrong: list[QWidget] = [self.reason.control] if fault else []
        if self.plan is not None:
            wrong += [each.control for each in self.plan.complaints()]
        has_name, has_day = (bool(each.raw().strip()) for each in (self.line, self.begun))
        for field, is_needed in ((self.line, has_day), (self.begun, has_name)):
            field.is_required = is_needed
            fault = field.fault()
            field.show_error(w.text(fault) if fault else "")
            if fault:
                wrong.append(field.control)
        return wrong[0] if wrong else None

    def show_refused(self, name: str, text: str) -> QWidget | None:
        """What the service found wrong with a field; None for one that is not asked."""
        if self.plan is not None and name in ("plan", "ends_on"):
            return self.plan.refuse_end(text)
        named = {"reason": self.reason, "name": self.line, "started_on": self.begun}
        field = named.get(name)
        if field is None:
            return None
        field.show_error(text)
        return field.control

    def ask(self) -> RestoreAsk:
        """What was written; only without a fault."""
        line = None
        if self.line.raw().strip():
            begun = date.fromisoformat(str(self.begun.value()))
            line = TreatmentLineAsk(name=self.line.raw().strip(), started_on=begun)
        return RestoreAsk(reason=RestoreReason(self.reason.raw()), plan=self._plan(), line=line)

    def _plan(self) -> SurveyPlanAsk | None:
        """None as long as it is the one they had."""
        if self.plan is None or self._known is None:
            return None
        asked, known = self.plan.answer(), self._known
        is_as_before = all(getattr(known, name) == value for name, value in asked)
        return None if is_as_before else asked

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.reason)
        if self.plan is not None:
            column.addWidget(self.plan)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.line, 2)
        row.addWidget(self.begun, 1)
        column.addWidget(self._title)
        column.addLayout(row)
        for part in (self._title, self.line, self.begun):
            part.setVisible(self.at_once)
