"""What an alert is about, as a nurse sees it: fever, breath, belly, pain, and how severe it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from services.clinical.grading import grade_items
from services.contract.alert_acts import GradeAsk
from services.contract.answers import AnswerReceipt
from services.contract.enums import AlertLevel, AnswerOutcome, Urgency
from services.contract.explanations import Explanation, HitKind, Quantity, RowSymptom
from services.demo.attributes import questionnaire
from services.demo.people import Patient


class Concern(StrEnum):
    """What a nurse thinks of first."""

    FEVER = "fever"
    BREATH = "breath"
    GUT = "gut"
    BELLY = "belly"
    PAIN = "pain"
    NERVES = "nerves"
    STRENGTH = "strength"
    MOUTH = "mouth"
    SKIN = "skin"
    MOOD = "mood"


_OF_ITEM: Final = {
    "chills": Concern.FEVER,
    "dyspnoea": Concern.BREATH,
    "cough": Concern.BREATH,
    "nausea": Concern.GUT,
    "vomiting": Concern.GUT,
    "diarrhoea": Concern.GUT,
    "abdominal_pain": Concern.BELLY,
    "constipation": Concern.BELLY,
    "pain": Concern.PAIN,
    "numbness": Concern.NERVES,
    "fatigue": Concern.STRENGTH,
    "appetite_loss": Concern.STRENGTH,
    "dizziness": Concern.STRENGTH,
    "mouth_sores": Concern.MOUTH,
    "hand_foot_syndrome": Concern.SKIN,
    "rash": Concern.SKIN,
    "taste_change": Concern.STRENGTH,
    "insomnia": Concern.MOOD,
    "anxiety": Concern.MOOD,
    "sadness": Concern.MOOD,
    "weight": Concern.STRENGTH,
    "ecog": Concern.STRENGTH,
    "fall": Concern.STRENGTH,
}
_FEVER_C, _SEVERE, _MARKED = 38.0, 3, 2


@dataclass(frozen=True)
class Raised:
    """What a nurse knows of an alert before the first call."""

    level: AlertLevel
    is_technical: bool
    is_urgent: bool
    has_comment: bool
    received_at: datetime
    concern: Concern
    worst: GradeAsk | None
    """The lead symptom with its estimated grade: what a nurse asks about on the telephone."""
    patient: Patient

    @property
    def is_marked(self) -> bool:
        """Whether the lead symptom is at least moderate."""
        return self.worst is not None and self.worst.grade >= _MARKED

    @property
    def is_severe(self) -> bool:
        """Whether somebody has to speak with the patient before anything is decided."""
        is_high = self.level in {AlertLevel.CRITICAL, AlertLevel.HIGH}
        is_worst = self.worst is not None and self.worst.grade >= _SEVERE
        return is_high or is_worst or self.is_urgent or self.concern is Concern.FEVER


def raised(
    receipt: AnswerReceipt, explanation: Explanation, body: Mapping[str, Any], patient: Patient
) -> Raised:
    """What an alert is about; a technical one is read by eye, as a nurse would."""
    is_technical = receipt.outcome is AnswerOutcome.TECHNICAL
    worst = _worst_by_eye(body) if is_technical else _lead(explanation)
    concern = _OF_ITEM[worst.item] if worst is not None else _concern(explanation)
    if _is_febrile(explanation, body):
        concern = Concern.FEVER
    level = receipt.level or AlertLevel.CRITICAL
    return Raised(
        level=_level_by_eye(worst, concern) if is_technical else level,
        is_technical=is_technical,
        is_urgent=body.get("urgency") == Urgency.URGENT.value,
        has_comment=bool(body.get("comment")),
        received_at=receipt.received_at,
        concern=concern,
        worst=worst,
        patient=patient,
    )


def _lead(explanation: Explanation) -> GradeAsk | None:
    """The first symptom of the row that has an estimated grade."""
    for symptom in _shown(explanation):
        if symptom.quantity is Quantity.COMPOSITE and isinstance(symptom.now, int):
            return GradeAsk(item=symptom.item, grade=symptom.now)
    return None


def _concern(explanation: Explanation) -> Concern:
    """What is shown without a grade: a presence, or a single attribute."""
    known = (_OF_ITEM[each.item] for each in _shown(explanation) if each.item in _OF_ITEM)
    return next(known, Concern.STRENGTH)


def _shown(explanation: Explanation) -> tuple[RowSymptom, ...]:
    first = () if explanation.lead is None else (explanation.lead,)
    return (*first, *explanation.next_symptoms)


def _is_febrile(explanation: Explanation, body: Mapping[str, Any]) -> bool:
    measured = (reading["value"] >= _FEVER_C for reading in body.get("temperatures", ()))
    return any(measured) or any(hit.kind is HitKind.TEMPERATURE for hit in explanation.hits)


def _worst_by_eye(body: Mapping[str, Any]) -> GradeAsk | None:
    graded = grade_items(questionnaire(), body["items"]).grades
    worst = max(graded, key=lambda each: -1 if each.grade is None else each.grade)
    return None if worst.grade is None else GradeAsk(item=worst.item, grade=worst.grade)


def _level_by_eye(worst: GradeAsk | None, concern: Concern) -> AlertLevel:
    if concern is Concern.FEVER:
        return AlertLevel.CRITICAL
    grade = 0 if worst is None else worst.grade
    return {_SEVERE: AlertLevel.HIGH, _MARKED: AlertLevel.MODERATE}.get(grade, AlertLevel.INFO)
