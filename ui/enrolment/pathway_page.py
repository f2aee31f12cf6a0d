"""Step 3: the disease, the treatment, how the patient will be asked, and the prescription."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from resources.wording import Wording
from services.contract.enrolment import Enrolment, EnrolmentProposals, PathwayStep, ProposedUnit
from services.contract.notices import Language
from services.contract.people import PersonLabel
from services.contract.problems import FieldProblem
from services.contract.week_enums import Rhythm
from ui.enrolment.asks import built
from ui.enrolment.step_form import Section, StepForm
from ui.enrolment.steps import StepPage
from ui.enrolment.typed_fields import TimeField
from ui.parts.fields import ChoiceField, DayField, Field, LineField, NumberField
from ui.parts.radio_field import RadioField
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_PRESCRIBED: Final = ("prescriber_id", "prescribed_on", "ends_on")
_LEAST_PX: Final = 300


class PathwayPage(StepPage):
    """What is proposed stands in the fields, with its version; `unit` says who works there."""

    def __init__(
        self,
        proposals: EnrolmentProposals,
        unit: ProposedUnit | None,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        self._proposals = proposals
        self._wording = w = wording
        self._theme = theme
        self._rules = PlainLabel(
            theme,
            w.text("enrolment-rules", version=proposals.rule_set_version),
            "supporting",
            "secondary",
        )
        self._rules.set_wrapping()
        form = StepForm(
            [
                Section(w.text("enrolment-section-disease"), self._disease()),
                Section(w.text("enrolment-asking"), [*self._asking(), self._rules]),
                Section(w.text("enrolment-team"), self._team(unit)),
            ],
            theme,
            wording,
            least_px=_LEAST_PX,
        )
        super().__init__(form, parent)
        rhythm = form.fields["rhythm"]
        if isinstance(rhythm, RadioField):
            rhythm.chosen.connect(self._follow)
        self._follow()

    def fill(self, enrolment: Enrolment) -> None:
        step, proposed = enrolment.pathway, self._proposals
        if step is None:
            only = proposed.questionnaires[0].questionnaire if proposed.questionnaires else None
            step = PathwayStep(
                questionnaire=only,
                rhythm=proposed.rhythm,
                weekday=proposed.weekday,
                opens_at_minute=proposed.opens_at_minute,
                starts_on=proposed.starts_on,
            )
        values = step.model_dump(mode="json")
        values |= values.pop("prescription")
        minutes = values.pop("opens_at_minute")
        self.form.fill(values)
        opens = self.form.fields["opens_at_minute"]
        if isinstance(opens, TimeField) and minutes is not None:
            opens.set_minutes(minutes)
        self.form.fill_again()
        self._follow()

    def ask(self) -> PathwayStep:
        values = self.form.values()
        if values["weekday"] is not None:
            values["weekday"] = int(str(values["weekday"]))
        if isinstance(values["icd10"], str):
            values["icd10"] = values["icd10"].upper()
        versions = {each.questionnaire: each.version for each in self._proposals.questionnaires}
        values["questionnaire_version"] = versions.get(str(values["questionnaire"]))
        values["rule_set_version"] = self._proposals.rule_set_version
        values["prescription"] = {each: values.pop(each) for each in _PRESCRIBED}
        return built(PathwayStep, values)

    def refuse(self, problems: Sequence[FieldProblem]) -> bool:
        named = {"questionnaire_version": "questionnaire", "rule_set_version": "questionnaire"}
        return super().refuse(
            [
                FieldProblem(field=named.get(each.field, each.field), reason=each.reason)
                for each in problems
            ]
        )

    def _follow(self) -> None:
        is_cycle = self.form.raw()["rhythm"] == Rhythm.CYCLE.value
        self.form.fields["cycle_day"].setVisible(is_cycle)

    # Fields

    def _line(self, name: str, longest: int, hint: str = "") -> LineField:
        w = self._wording
        label, told = w.text(f"enrolment-{name}"), w.text(hint) if hint else ""
        return LineField(name, label, longest, self._theme, told)

    def _day(self, name: str, *, may_be_half: bool = False, hint: str = "") -> DayField:
        w = self._wording
        told = hint or w.text("record-hint-half-day" if may_be_half else "record-hint-day")
        label = w.text(f"enrolment-{name}")
        return DayField(name, label, self._theme, told, may_be_half=may_be_half)

    def _number(self, name: str, most: int) -> NumberField:
        label = self._wording.text(f"enrolment-{name}")
        return NumberField(name, label, (1, most), 0, self._theme)

    def _choice(self, name: str, choices: Sequence[tuple[str, str]], none: str) -> ChoiceField:
        w = self._wording
        offered = [("", w.text(none)), *choices]
        return ChoiceField(name, w.text(f"enrolment-{name}"), offered, self._theme)

    def _disease(self) -> list[Field]:
        return [
            self._line("disease", 200),
            self._line("icd10", 7, "record-hint-icd10"),
            self._day("diagnosed_on", may_be_half=True),
            self._line("line_name", 200, "enrolment-line_name-hint"),
            self._number("line_number", 20),
            self._day("line_started_on"),
            self._number("cycle_number", 200),
            self._day("cycle_started_on"),
        ]

    def _asking(self) -> list[Field]:
        w, proposed = self._wording, self._proposals
        language: Language = "fr" if w.language == "fr" else "en"
        forms = [
            (
                each.questionnaire,
                w.text("enrolment-version", title=each.title[language], version=each.version),
            )
            for each in proposed.questionnaires
        ]
        rhythms = [(each.value, w.text(f"enrolment-rhythm-{each}")) for each in Rhythm]
        days = [(str(number), w.text(f"enrolment-weekday-{number}")) for number in range(1, 8)]
        hint = w.text("enrolment-opens_at_minute-hint")
        label = w.text("enrolment-opens_at_minute")
        return [
            self._choice("questionnaire", forms, "enrolment-none"),
            RadioField("rhythm", w.text("enrolment-rhythm"), rhythms, self._theme),
            self._number("cycle_day", 60),
            self._choice("weekday", days, "enrolment-none"),
            TimeField("opens_at_minute", label, self._theme, hint),
            self._day("starts_on"),
        ]

    def _team(self, unit: ProposedUnit | None) -> list[Field]:
        w = self._wording
        oncologists = _people([] if unit is None else unit.oncologists)
        nurses = _people([] if unit is None else unit.nurses)
        latest = w.text("enrolment-ends_on-hint", day=w.date(self._proposals.latest_end_on))
        return [
            self._choice("oncologist_id", oncologists, "enrolment-none"),
            self._choice("nurse_id", nurses, "enrolment-none"),
            self._choice("prescriber_id", oncologists, "enrolment-none"),
            self._day("prescribed_on"),
            self._day("ends_on", hint=latest),
        ]


def _people(people: Sequence[PersonLabel]) -> list[tuple[str, str]]:
    return [(str(each.id), each.name) for each in people]
