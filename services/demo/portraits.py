"""Turns the people of the picture into patients and the answers that they sent week by week."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from services.contract.alert_acts import AlertAsk
from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.demo.attributes import content, of_grade, questionnaire
from services.demo.calendar import local, today
from services.demo.cohort import cycles_of, episode_start, ins_of
from services.demo.people import Patient
from services.demo.staff import ONCOLOGISTS
from services.demo.steps import Step
from services.demo.story import Sending
from services.demo.treatments import Regimen
from services.patients.enrolling import Newcomer, NewCycle, NewLine
from services.patients.identity import Contact, Identity

_EARLIER_WRITTEN, _EARLIER_RECEIVED = "08:40", "08:43"
_NO_NOTES: Final = Random(0)


@dataclass(frozen=True)
class Survey:
    """One survey of the picture: written, received, and who claimed its alert when.

    `version` is a version of the form that the service does not know.
    """

    on: date
    written: str
    received: str
    temperatures: tuple[tuple[float, str], ...] = ()
    comment: str | None = None
    claim: tuple[str, str] | None = None
    version: str | None = None
    is_urgent: bool = False
    grades: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Sitter:
    """Somebody in the picture: identity, treatment, and the grades of eight weeks.

    `None` among the weeks is a survey that was not answered; `numbers` are the department, commune
    and order of birth in the INS.
    """

    names: tuple[str, str, str | None]
    sex: Sex
    born: date
    numbers: tuple[int, int, int]
    record_number: str
    disease: str
    regimen: Regimen
    first_cycle_on: date
    phone: str
    hours: str | None
    weeks: Mapping[str, tuple[int | None, ...]]
    last: Survey
    eve: Survey | None = None
    said: Mapping[date, Survey] = field(default_factory=dict)
    """Earlier surveys with more than grades, by their day."""
    measures: tuple[tuple[float, int], ...] = ()
    """Weight in kg and ECOG grade of each week, where they were given."""
    team: int = 0
    before: tuple[NewLine, ...] = ()
    """Earlier lines of treatment."""
    dose_notes: Mapping[int, str] = field(default_factory=dict)
    """What changed with a cycle, by its number."""
    reach: Mapping[str, str] = field(default_factory=dict)
    """What else is known of how to reach the patient, under the names of `Contact`."""

    @property
    def first_survey_on(self) -> date:
        """The day of the first of the weeks."""
        return self.last.on - timedelta(weeks=self._count - 1)

    @property
    def _count(self) -> int:
        return len(next(iter(self.weeks.values())))

    def newcomer(self, unit_ids: Sequence[UUID], oncologist_ids: Sequence[UUID]) -> Newcomer:
        """The patient to be enrolled."""
        family_name, given_name, birth_name = self.names
        cycles = tuple(
            NewCycle(cycle.number, cycle.started_on, self.dose_notes.get(cycle.number))
            for cycle in cycles_of(self.regimen, self.first_cycle_on, _NO_NOTES)
        )
        return Newcomer(
            unit_id=unit_ids[self.team],
            sex=self.sex,
            identity=Identity(
                family_name=family_name,
                birth_name=birth_name,
                given_name=given_name,
                civility="Mme" if self.sex is Sex.FEMALE else "M.",
                birth_date=self.born,
                ins=ins_of(self.sex, self.born, *self.numbers),
                record_number=self.record_number,
            ),
            contact=Contact(
                phone=self.phone,
                preferred_hours=self.hours,
                disease=self.disease,
                oncologist=ONCOLOGISTS[self.team],
                **self.reach,
            ),
            identity_status=IdentityStatus.QUALIFIED,
            monitoring=Monitoring.ACTIVE,
            episode_started_at=episode_start(self.first_survey_on),
            oncologist_id=oncologist_ids[self.team],
            lines=(
                *self.before,
                NewLine(
                    self.regimen.name, cycles[0].started_on, None, cycles, len(self.before) + 1
                ),
            ),
        )

    def sendings(
        self, patient_id: UUID, done: Mapping[date, tuple[Step, ...]]
    ) -> Iterator[Sending]:
        """The answers of the weeks, the last of which leave alerts that nobody has closed.

        `done` is what was done about earlier alerts; any other is dealt with as usual.
        """
        for week in range(self._count - 1):
            grades = {item: weeks[week] for item, weeks in self.weeks.items()}
            if any(grade is None for grade in grades.values()):
                continue
            on = self.first_survey_on + timedelta(weeks=week)
            survey = self.said.get(on) or Survey(on, _EARLIER_WRITTEN, _EARLIER_RECEIVED)
            known = {item: grade for item, grade in grades.items() if grade is not None}
            yield self._sending(patient_id, survey, known, done.get(on), self._measured(week))
        final = {item: weeks[-1] or 0 for item, weeks in self.weeks.items()}
        if self.eve is not None:
            yield self._sending(patient_id, self.eve, final | dict(self.eve.grades), ())
        claim: tuple[Step, ...] = ()
        if self.last.claim is not None:
            username, at = self.last.claim
            claim = (Step(local(today(), at), username, AlertAsk()),)
        yield self._sending(patient_id, self.last, final, claim, self._measured(self._count - 1))

    def _measured(self, week: int) -> dict[str, Any]:
        """What was answered about the patient as a whole."""
        if week >= len(self.measures):
            return {"fall": "no"}
        kg, ecog = self.measures[week]
        return {"weight": {"value": kg, "unit": "kg"}, "ecog": ecog, "fall": "no"}

    def _sending(
        self,
        patient_id: UUID,
        survey: Survey,
        grades: Mapping[str, int],
        steps: tuple[Step, ...] | None,
        measured: Mapping[str, Any] = MappingProxyType({}),
    ) -> Sending:
        items = {
            code: of_grade(item, grades.get(code, 0))
            for code, item in questionnaire().items.items()
        }
        extra: dict[str, Any] = {
            "authored_at": local(survey.on, survey.written).isoformat(),
            "urgency": "urgent" if survey.is_urgent else "can_wait",
            "temperatures": [
                {"value": value, "measured_at": local(survey.on, at).isoformat()}
                for value, at in survey.temperatures
            ],
        }
        if survey.comment is not None:
            extra["comment"] = survey.comment
        at = local(survey.on, survey.received)
        if survey.version is not None:
            extra["version"] = survey.version
        patient = Patient(self.sex, self.team)
        body = content(items, **extra) | dict(measured)
        return Sending(at, patient_id, patient, body, steps)
