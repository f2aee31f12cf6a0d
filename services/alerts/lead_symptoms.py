"""What a row shows of an explanation: lead symptoms, and the grade from which a rule fires."""

from services.contract.alerts import AlertZone, LeadSymptom
from services.contract.enums import AlertLevel
from services.contract.explanations import (
    Evidence,
    Explanation,
    Operator,
    Quantity,
    RowSymptom,
    RuleHit,
)

_LEVELS = tuple(AlertLevel)
_FROM_A_GRADE_ON = frozenset({Operator.AT_LEAST, Operator.REACHED, Operator.EQUALS})


def lead_symptoms(explanation: Explanation) -> list[LeadSymptom]:
    """The lead and the next two, as a row shows them."""
    shown = [] if explanation.lead is None else [explanation.lead]
    return [_lead(symptom) for symptom in (*shown, *explanation.next_symptoms)]


def graded_lead(explanation: Explanation) -> str | None:
    """The item of the lead symptom when it has an estimated grade to draw by week."""
    lead = explanation.lead
    return lead.item if lead is not None and lead.quantity is Quantity.COMPOSITE else None


def first_graded(explanation: Explanation) -> str | None:
    """The first symptom with an estimated grade: what the chart shows beside a fever."""
    shown = [] if explanation.lead is None else [explanation.lead]
    graded = (
        each.item
        for each in (*shown, *explanation.next_symptoms)
        if each.quantity is Quantity.COMPOSITE
    )
    return next(graded, None)


def fired_zone(explanation: Explanation, item: str) -> AlertZone | None:
    """From which estimated grade the worst rule that fired on this symptom fires."""
    zones = [
        AlertZone(
            threshold=int(evidence.threshold),
            level=hit.level,
            rule_id=hit.rule_id,
            rule_version=hit.rule_version,
        )
        for hit in explanation.hits
        for evidence in hit.evidence
        if _is_from_a_grade_on(hit, evidence, item)
    ]
    return min(zones, key=lambda zone: (_LEVELS.index(zone.level), zone.threshold), default=None)


def _is_from_a_grade_on(hit: RuleHit, evidence: Evidence, item: str) -> bool:
    """Whether this comparison alone made the rule fire: beside others it has no line to draw."""
    return (
        len(hit.evidence) == 1
        and evidence.item == item
        and evidence.quantity is Quantity.COMPOSITE
        and evidence.operator in _FROM_A_GRADE_ON
    )


def _lead(symptom: RowSymptom) -> LeadSymptom:
    is_graded = symptom.quantity is Quantity.COMPOSITE
    is_temperature = symptom.quantity is Quantity.TEMPERATURE
    return LeadSymptom(
        item=symptom.item or symptom.quantity.value,
        grade=int(symptom.now) if is_graded else None,
        change=int(symptom.change) if is_graded and symptom.change is not None else None,
        temperature_c=float(symptom.now) if is_temperature else None,
        value=_value(symptom),
    )


def _value(symptom: RowSymptom) -> float | None:
    match symptom.quantity:
        case Quantity.WEIGHT:
            return symptom.change_percent
        case Quantity.ECOG:
            return float(symptom.now)
        case _:
            return None
