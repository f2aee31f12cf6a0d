"""The tests of weight, ECOG, falls and treatment, and that of a symptom that stays."""

import unicodedata
from datetime import timedelta
from typing import Literal

from services.clinical.facts import Facts, Measured
from services.clinical.findings import FALSE, UNTOLD, Finding, Gap
from services.clinical.measures import CLOCKS_BACK, tenths, usable_weights
from services.clinical.rules import (
    EcogRiseTest,
    EcogTest,
    FallTest,
    PersistenceTest,
    TreatmentTest,
    WeightLossTest,
)
from services.contract.explanations import Evidence, MissingReason, Operator, Quantity

MeasureTest = WeightLossTest | EcogTest | EcogRiseTest | FallTest | TreatmentTest

_NOTHING = Measured(None, None)


def evaluate_measure(condition: MeasureTest, facts: Facts) -> Finding:
    """Tell whether a test of the patient as a whole holds."""
    match condition:
        case WeightLossTest():
            return _weight_loss(condition, facts)
        case EcogTest():
            return _ecog(condition, facts)
        case EcogRiseTest():
            return _ecog_rise(condition, facts)
        case FallTest():
            return _fall(facts)
        case TreatmentTest():
            return _treatment(condition, facts)


def _weight_loss(condition: WeightLossTest, facts: Facts) -> Finding:
    """Compare the weight with the highest of the days before; shown with the day of that one."""
    now = _measure(Quantity.WEIGHT, facts)
    if now.value is None:
        return _untold(Quantity.WEIGHT, now)
    if not facts.past or facts.authored_at is None:
        return UNTOLD
    since = facts.authored_at - timedelta(days=condition.within_days) - CLOCKS_BACK
    weighed = [each for each in usable_weights(facts.past) if each.at >= since]
    if not weighed:
        return _gap(Quantity.WEIGHT, MissingReason.NOT_ANSWERED, "before")
    highest = max(weighed, key=lambda each: each.kg)
    lost = (tenths(highest.kg) - tenths(now.value)) * 1000
    base = tenths(highest.kg)
    below = condition.below_percent
    is_below = below is None or lost < tenths(below) * base
    if lost < tenths(condition.at_least_percent) * base or not is_below:
        return FALSE
    evidence = Evidence(
        quantity=Quantity.WEIGHT,
        item=None,
        operator=Operator.FELL_BY_PERCENT,
        threshold=condition.at_least_percent,
        now=now.value,
        now_at=facts.authored_at,
        before=highest.kg,
        before_at=highest.at,
        change=round(now.value - highest.kg, 1),
    )
    return Finding(True, (evidence,))


def _ecog(condition: EcogTest, facts: Facts) -> Finding:
    """Compare the ECOG grade with a threshold."""
    now = _measure(Quantity.ECOG, facts)
    if now.value is None:
        return _untold(Quantity.ECOG, now)
    match condition.operator:
        case "at_least":
            holds, operator = now.value >= condition.value, Operator.AT_LEAST
        case "at_most":
            holds, operator = now.value <= condition.value, Operator.AT_MOST
        case "equals":
            holds, operator = now.value == condition.value, Operator.EQUALS
    return _ecog_found(operator, condition.value, int(now.value), facts) if holds else FALSE


def _ecog_rise(condition: EcogRiseTest, facts: Facts) -> Finding:
    """Compare the ECOG grade with the last one answered; unknown at the first survey."""
    now = _measure(Quantity.ECOG, facts)
    if now.value is None:
        return _untold(Quantity.ECOG, now)
    if not facts.past:
        return UNTOLD
    if now.value < condition.by:
        return FALSE
    before = next((each.ecog for each in facts.past if each.ecog is not None), None)
    if before is None:
        return _gap(Quantity.ECOG, MissingReason.NOT_ANSWERED, "before")
    if now.value - before < condition.by:
        return FALSE
    return _ecog_found(Operator.ROSE_BY, condition.by, int(now.value), facts)


def _fall(facts: Facts) -> Finding:
    """Tell whether the patient fell."""
    now = _measure(Quantity.FALL, facts)
    if now.value is None:
        return _untold(Quantity.FALL, now)
    if not now.value:
        return FALSE
    return Finding(True, (_said(Quantity.FALL, Operator.EQUALS, 1, 1),))


def _treatment(condition: TreatmentTest, facts: Facts) -> Finding:
    """Tell whether the name of the treatment holds one of the words."""
    if facts.treatment is None:
        return _gap(Quantity.TREATMENT, MissingReason.NOT_ANSWERED, "now")
    named = _plain(facts.treatment)
    found = next((word for word in condition.any_of if _plain(word) in named), None)
    if found is None:
        return FALSE
    return Finding(True, (_said(Quantity.TREATMENT, Operator.EQUALS, found, found),))


def evaluate_persistence(condition: PersistenceTest, facts: Facts, rule_id: str) -> Finding:
    """Tell whether a symptom stayed at a grade for so many surveys, and was not reported since.

    A survey without a grade of it neither counts nor ends the row. What this rule reported within
    the row counts from there, in whatever order the answers came.
    """
    grade = facts.grades.get(condition.item)
    now = None if grade is None else grade.grade
    if now is None:
        reason = (grade and grade.missing) or MissingReason.NOT_ASKED
        return Finding(None, gaps=(Gap(Quantity.COMPOSITE, condition.item, reason, "now"),))
    if now < condition.at_least:
        return FALSE
    count, first = 1, None
    for survey in facts.past:
        before = survey.grade_of(condition.item)
        if before is None:
            continue
        if before < condition.at_least or rule_id in survey.fired:
            break
        count, first = count + 1, survey
        if count == condition.surveys:
            break
    if count < condition.surveys or first is None:
        return FALSE
    evidence = Evidence(
        quantity=Quantity.COMPOSITE,
        item=condition.item,
        operator=Operator.PERSISTED,
        threshold=condition.surveys,
        now=now,
        now_at=None,
        before=first.grade_of(condition.item),
        before_at=first.authored_at,
        change=now - (first.grade_of(condition.item) or 0),
    )
    return Finding(True, (evidence,))


def _measure(quantity: Quantity, facts: Facts) -> Measured:
    return facts.measures.get(quantity, _NOTHING)


def _untold(quantity: Quantity, measured: Measured) -> Finding:
    """Unknown; a form that does not ask for it is not missing an answer."""
    if measured.missing is None or measured.missing is MissingReason.NOT_ASKED:
        return UNTOLD
    return _gap(quantity, measured.missing, "now")


def _gap(quantity: Quantity, reason: MissingReason, survey: Literal["now", "before"]) -> Finding:
    return Finding(None, gaps=(Gap(quantity, None, reason, survey),))


def _ecog_found(operator: Operator, threshold: int, now: int, facts: Facts) -> Finding:
    earlier = next((each for each in facts.past if each.ecog is not None), None)
    before = None if earlier is None else earlier.ecog
    evidence = Evidence(
        quantity=Quantity.ECOG,
        item=None,
        operator=operator,
        threshold=threshold,
        now=now,
        now_at=facts.authored_at,
        before=before,
        before_at=None if earlier is None else earlier.authored_at,
        change=None if before is None else now - before,
    )
    return Finding(True, (evidence,))


def _said(quantity: Quantity, operator: Operator, threshold: int | str, now: int | str) -> Evidence:
    return Evidence(
        quantity=quantity,
        item=None,
        operator=operator,
        threshold=threshold,
        now=now,
        now_at=None,
        before=None,
        before_at=None,
        change=None,
    )


def _plain(text: str) -> str:
    """Letters without accents and case, because treatments are written in many ways."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if not unicodedata.combining(each)).casefold()
