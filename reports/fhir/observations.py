"""Grades and measures as `Observation`, by the national profile (clinical.md 4.7).

Only questionnaires that stand have observations: nothing is counted twice, and nothing that was
taken back counts. The level of an alert is the interpretation of what raised it. A grade that a
clinician confirmed is an observation of theirs, never of the patient, and not of that profile,
whose categories have no place for it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from reports.fhir.parts import (
    Resource,
    absent,
    begin,
    coding,
    concept,
    instant,
    loinc,
    own,
    quantity,
    refer,
    without_nothing,
)
from reports.fhir.published import published
from reports.fhir.responses import ABSENCES
from reports.voice import wording_of
from resources import words
from resources.wording import Wording
from services.contract.enums import AlertKind, AlertLevel
from services.contract.explanations import MissingReason, SymptomGrade
from services.contract.fhir_systems import SYMPTOM_ITEM
from services.contract.patient_file import Measurement
from services.contract.report_content import ReportAnswer, ReportSurvey
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report

PROFILE: Final = (
    "https://interop.esante.gouv.fr/ig/fhir/telesurveillance/StructureDefinition/tlsv-observation"
)
CATEGORIES: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
SURVEY, VITAL_SIGNS, EXAM = "survey", "vital-signs", "exam"
_TEMPERATURE = loinc("8310-5", "Body temperature")
_WEIGHT = loinc("29463-7", "Body weight")
_ECOG = loinc("89247-1")
_UNITS: Final = {"temperature": ("°C", "Cel"), "weight": ("kg", "kg")}
_MEASURES: Final = {"temperature": _TEMPERATURE, "weight": _WEIGHT, "ecog": _ECOG}
_CTCAE: Final = own("grading", "ctcae-5")
_COMPOSITE: Final = own("grading", "composite")
_OF_PATIENT: Final = ("ecog", "fall", "urgency")
_NOT_SO: Final = "entered-in-error"
_NOT_COMPUTED: Final = "unknown"
"""Answered in part, and no grade follows from it."""


def observations(report: Report) -> Iterator[Resource]:
    """All of the questionnaires that stand, and what the summary measures beside them."""
    maker = _Maker(report)
    for survey in report.surveys:
        if survey.is_current and not survey.unreadable:
            yield from maker.of_survey(survey)
    yield from maker.of_summary()


def of_survey(report: Report, survey: ReportSurvey) -> list[Resource]:
    """Those of one questionnaire by themselves; where it does not stand any more, each says so."""
    return list(_Maker(report).of_survey(survey))


def of_team(
    report: Report, key: object, item: str, measured: Measurement, *, stands: bool
) -> Resource:
    """Something that the team measured, by itself, under a key of its own."""
    found = _Maker(report).of_team(key, item, measured)
    return found if stands else found | {"status": _NOT_SO}


class _Maker:
    """Knows which level each symptom of each questionnaire raised."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._wording: Wording = wording_of(report)
        self._patient = refer(report, "Patient", report.patient.label.id)
        self._levels = _levels(report)
        self._names: dict[str, str] = {}

    def of_survey(self, survey: ReportSurvey) -> Iterator[Resource]:
        form = published(survey.line.questionnaire, survey.line.questionnaire_version)
        codes: Mapping[str, tuple[Resource, ...]] = {} if form is None else form.codes
        levels = self._levels.get(survey.line.id, {})
        for grade in survey.grades:
            code = concept(*_coded(codes, grade.item), text=self._name(grade.item))
            said = _graded(self._wording, grade)
            yield self._of_patient(survey, grade.item, SURVEY, code, levels, said)
        for answer in survey.answers:
            if answer.item in _OF_PATIENT and answer.attribute is None:
                code = concept(*_coded(codes, answer.item), text=self._name(answer.item))
                said = _answered(self._wording, answer)
                yield self._of_patient(survey, answer.item, SURVEY, code, levels, said)
        yield from self._measured(survey, levels)
        for confirmed in survey.confirmed:
            code = concept(*_coded(codes, confirmed.item), text=self._name(confirmed.item))
            yield begin(self._report, "Observation", (survey.line.id, confirmed.item, EXAM)) | {
                "status": "final" if survey.is_current else _NOT_SO,
                "category": [concept(coding(CATEGORIES, EXAM))],
                "code": code,
                "subject": self._patient,
                "effectiveDateTime": instant(survey.line.authored_at),
                "valueInteger": confirmed.grade,
                "method": concept(_CTCAE),
                "derivedFrom": [refer(self._report, "QuestionnaireResponse", survey.line.id)],
            }

    def _measured(
        self, survey: ReportSurvey, levels: Mapping[str, AlertLevel]
    ) -> Iterator[Resource]:
        for place, taken in enumerate(survey.temperatures):
            said = {"valueQuantity": quantity(taken.value_c, *_UNITS["temperature"])}
            yield self._of_patient(
                survey,
                "temperature",
                VITAL_SIGNS,
                self._measure("temperature"),
                levels,
                said,
                at=taken.measured_at,
                place=place,
            )
        if survey.weight_kg is not None:
            said = {"valueQuantity": quantity(survey.weight_kg, *_UNITS["weight"])}
            code = self._measure("weight")
            yield self._of_patient(survey, "weight", VITAL_SIGNS, code, levels, said)

    def _of_patient(
        self,
        survey: ReportSurvey,
        item: str,
        category: str,
        code: Resource,
        levels: Mapping[str, AlertLevel],
        said: Resource,
        *,
        at: datetime | None = None,
        place: int = 0,
    ) -> Resource:
        """One observation of the national profile."""
        line, level = survey.line, levels.get(item)
        key = (line.id, item, place)
        author = self._patient if line.by is None else self._practitioner(survey)
        raised = [] if level is None else [self._level(level)]
        return (
            begin(self._report, "Observation", key, PROFILE)
            | without_nothing(
                {
                    "status": _status(survey),
                    "category": [concept(coding(CATEGORIES, category))],
                    "code": code,
                    "subject": self._patient,
                    "effectiveDateTime": instant(at or line.authored_at),
                    "issued": instant(line.received_at),
                    "performer": [author],
                    "interpretation": raised,
                    "derivedFrom": [refer(self._report, "QuestionnaireResponse", line.id)],
                }
            )
            | said
        )

    def of_summary(self) -> Iterator[Resource]:
        """What the team measured; of the patient only where no questionnaire says it here."""
        summary = self._report.summary
        has_surveys = ReportBlock.SURVEYS in self._report.blocks
        series = {
            "weight": summary.weights,
            "temperature": summary.temperatures,
            "ecog": summary.ecog,
        }
        for item, measured in series.items():
            for place, each in enumerate(measured):
                if not (each.by_patient and has_surveys):
                    yield self.of_team(("summary", item, place), item, each)

    def of_team(self, key: object, item: str, measured: Measurement) -> Resource:
        category = SURVEY if item == "ecog" else VITAL_SIGNS
        begun = begin(self._report, "Observation", key, PROFILE)
        return begun | {
            "status": "final",
            "category": [concept(coding(CATEGORIES, category))],
            "code": self._measure(item),
            "subject": self._patient,
            "effectiveDateTime": _day(measured.on),
            "performer": [self._patient if measured.by_patient else self._centre()],
            **_number(item, measured.value),
        }

    def _measure(self, item: str) -> Resource:
        return concept(_MEASURES[item], text=self._name(item))

    def _level(self, level: AlertLevel) -> Resource:
        said = words.level(self._wording, level, AlertKind.CLINICAL)
        return concept(own("alert-level", level.value), text=said)

    def _name(self, item: str) -> str:
        if item not in self._names:
            self._names[item] = (
                self._wording.text("report-urgency")
                if item == "urgency"
                else words.symptom(self._wording, item)
            )
        return self._names[item]

    def _practitioner(self, survey: ReportSurvey) -> Resource:
        assert survey.line.by is not None
        return refer(self._report, "Practitioner", survey.line.by.id)

    def _centre(self) -> Resource:
        return refer(self._report, "Organization", self._report.centre.id)


def _status(survey: ReportSurvey) -> str:
    if not survey.is_current:
        return _NOT_SO
    return "final" if survey.line.replaces is None else "corrected"


def _levels(report: Report) -> dict[Any, dict[str, AlertLevel]]:
    """By questionnaire, the highest level that a rule gave each of its symptoms and measures."""
    order = list(AlertLevel)
    found: dict[Any, dict[str, AlertLevel]] = {}
    for alert in report.alerts:
        if alert.answer_id is None:
            continue
        levels = found.setdefault(alert.answer_id, {})
        for hit in alert.explanation.hits:
            about = [hit.item] if hit.item else [each.quantity.value for each in hit.evidence]
            for item in about:
                known = levels.get(item, AlertLevel.INFO)
                levels[item] = min(known, hit.level, key=order.index)
    return found


def _coded(codes: Mapping[str, tuple[Resource, ...]], item: str) -> tuple[Resource, ...]:
    if item == "ecog":
        return (*codes.get(item, ()), _ECOG)
    return codes.get(item) or (coding(SYMPTOM_ITEM, item),)


def _graded(wording: Wording, grade: SymptomGrade) -> Resource:
    """0 is an answer: the patient says that there is nothing."""
    if grade.presence is not None:
        return {"valueBoolean": grade.presence}
    if grade.grade is not None:
        return {"valueInteger": grade.grade, "method": concept(_COMPOSITE)}
    return _nothing(wording, grade.missing)


def _answered(wording: Wording, answer: ReportAnswer) -> Resource:
    value = answer.value
    if value is None:
        return _nothing(wording, answer.missing)
    if isinstance(value, str):
        return {"valueCodeableConcept": concept(own(answer.item, value))}
    return {"valueBoolean": bool(value)} if answer.item == "fall" else {"valueInteger": int(value)}


def _nothing(wording: Wording, why: MissingReason | None) -> Resource:
    reason = why or MissingReason.NOT_COMPUTABLE
    code = _NOT_COMPUTED if reason is MissingReason.NOT_COMPUTABLE else ABSENCES[reason]
    return {"dataAbsentReason": absent(code, words.missing(wording, reason))}


def _number(item: str, value: float) -> Resource:
    if item == "ecog":
        return {"valueInteger": int(value)}
    return {"valueQuantity": quantity(value, *_UNITS[item])}


def _day(on: date) -> str:
    return on.isoformat()
