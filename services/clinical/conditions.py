"""Evaluates one condition of a rule over the facts of an answer."""

from typing import Literal

from services.clinical.facts import Facts, StepBudget
from services.clinical.findings import FALSE, UNTOLD, Finding, Gap, all_of, any_of, negation
from services.clinical.measure_tests import (
    MeasureTest,
    evaluate_measure,
    evaluate_persistence,
)
from services.clinical.questionnaire import Item
from services.clinical.rules import (
    ANY,
    AllOf,
    AnyOf,
    AttributeTest,
    CompositeTest,
    Condition,
    Not,
    PersistenceTest,
    ReachedTest,
    RiseTest,
    TemperatureTest,
    TwoTemperaturesTest,
    UrgencyTest,
)
from services.clinical.temperature_tests import (
    evaluate_temperature,
    evaluate_two_temperatures,
)
from services.contract.enums import Attribute
from services.contract.explanations import (
    Evidence,
    MissingReason,
    Operator,
    Quantity,
    SymptomGrade,
)


def evaluate_condition(
    condition: Condition, facts: Facts, budget: StepBudget, rule_id: str
) -> Finding:
    """Tell whether a condition of a rule holds, is false or cannot be told.

    Each test costs one step.
    """
    budget.spend()
    match condition:
        case AllOf() | AnyOf():
            parts = [evaluate_condition(part, facts, budget, rule_id) for part in condition.of]
            return all_of(parts) if isinstance(condition, AllOf) else any_of(parts)
        case Not():
            return negation(evaluate_condition(condition.of, facts, budget, rule_id))
        case CompositeTest() | ReachedTest() | AttributeTest() | RiseTest():
            return _over_items(condition, facts, budget)
        case PersistenceTest():
            return evaluate_persistence(condition, facts, rule_id)
        case _:
            return _of_patient(condition, facts)


_PatientTest = TemperatureTest | TwoTemperaturesTest | UrgencyTest | MeasureTest


def _of_patient(condition: _PatientTest, facts: Facts) -> Finding:
    match condition:
        case TemperatureTest():
            return evaluate_temperature(condition, facts)
        case TwoTemperaturesTest():
            return evaluate_two_temperatures(condition, facts)
        case UrgencyTest():
            return _urgency(condition, facts)
        case _:
            return evaluate_measure(condition, facts)


_ItemTest = CompositeTest | ReachedTest | AttributeTest | RiseTest


def _over_items(condition: _ItemTest, facts: Facts, budget: StepBudget) -> Finding:
    if condition.item != ANY:
        return _of_item(condition, condition.item, facts)
    findings = []
    for item in facts.form.values():
        budget.spend()
        if _concerns(condition, item):
            findings.append(_of_item(condition, item.code, facts))
    # Of a form that is not known, nobody can say that no symptom is severe.
    return any_of(findings) if facts.form else UNTOLD


def _concerns(condition: _ItemTest, item: Item) -> bool:
    """Whether `*` covers a symptom: one that is not asked about something is not missing it."""
    match condition:
        case AttributeTest():
            return condition.attribute in item.questions
        case RiseTest(attribute="*"):
            return True
        case RiseTest(attribute=Attribute() as attribute):
            return attribute in item.questions
        case _:
            return item.rank is not None


def _of_item(condition: _ItemTest, code: str, facts: Facts) -> Finding:
    match condition:
        case CompositeTest():
            return _level(condition, Quantity.COMPOSITE, code, facts)
        case AttributeTest():
            return _level(condition, Quantity(condition.attribute), code, facts)
        case ReachedTest():
            return _reached(condition, code, facts)
        case RiseTest(attribute="*"):
            if code not in facts.form:
                return UNTOLD
            quantities = [Quantity(name) for name in facts.form[code].questions]
            return any_of([_rise(condition.by, quantity, code, facts) for quantity in quantities])
        case RiseTest(attribute=Attribute() as attribute):
            return _rise(condition.by, Quantity(attribute), code, facts)
        case RiseTest():
            return _rise(condition.by, Quantity.COMPOSITE, code, facts)


def _level(
    condition: CompositeTest | AttributeTest, quantity: Quantity, code: str, facts: Facts
) -> Finding:
    now = _value(facts.grades.get(code), quantity)
    if now is None:
        return _unknown(quantity, code, facts, "now")
    match condition.operator:
        case "at_least":
            holds, operator = now >= condition.value, Operator.AT_LEAST
        case "at_most":
            holds, operator = now <= condition.value, Operator.AT_MOST
        case "equals":
            holds, operator = now == condition.value, Operator.EQUALS
    if not holds:
        return FALSE
    return Finding(True, (_evidence(operator, condition.value, quantity, code, facts),))


def _reached(condition: ReachedTest, code: str, facts: Facts) -> Finding:
    quantity = Quantity.COMPOSITE
    now = _value(facts.grades.get(code), quantity)
    if now is None:
        return _unknown(quantity, code, facts, "now")
    before = _value(facts.before.get(code), quantity)
    if now != condition.value or (before is not None and before >= condition.value):
        return FALSE
    return Finding(True, (_evidence(Operator.REACHED, condition.value, quantity, code, facts),))


def _rise(by: int, quantity: Quantity, code: str, facts: Facts) -> Finding:
    if not facts.has_before:
        return UNTOLD
    now = _value(facts.grades.get(code), quantity)
    if now is None:
        return _unknown(quantity, code, facts, "now")
    if now < by:
        return FALSE
    before = _value(facts.before.get(code), quantity)
    if before is None:
        return _unknown(quantity, code, facts, "before")
    if now - before < by:
        return FALSE
    return Finding(True, (_evidence(Operator.ROSE_BY, by, quantity, code, facts),))


def _urgency(condition: UrgencyTest, facts: Facts) -> Finding:
    if facts.urgency is None:
        reason = (
            MissingReason.NOT_COMPUTABLE if facts.urgency_unreadable else MissingReason.NOT_ANSWERED
        )
        return Finding(None, gaps=(Gap(Quantity.URGENCY, None, reason, "now"),))
    if facts.urgency is not condition.equals:
        return FALSE
    evidence = Evidence(
        quantity=Quantity.URGENCY,
        item=None,
        operator=Operator.EQUALS,
        threshold=condition.equals.value,
        now=facts.urgency.value,
        now_at=None,
        before=None,
        before_at=None,
        change=None,
    )
    return Finding(True, (evidence,))


def _evidence(
    operator: Operator, threshold: int, quantity: Quantity, code: str, facts: Facts
) -> Evidence:
    now = _value(facts.grades.get(code), quantity)
    before = _value(facts.before.get(code), quantity)
    assert now is not None
    return Evidence(
        quantity=quantity,
        item=code,
        operator=operator,
        threshold=threshold,
        now=now,
        now_at=None,
        before=before,
        before_at=None if before is None else facts.before_at,
        change=None if before is None else now - before,
    )


def _value(grade: SymptomGrade | None, quantity: Quantity) -> int | None:
    if grade is None:
        return None
    if quantity is Quantity.COMPOSITE:
        return grade.grade
    attribute = Attribute(quantity)
    if attribute not in grade.attributes and grade.grade == 0:
        # The publication counts as 0 what a first answer of 0 left unasked.
        return 0
    value = grade.attributes.get(attribute)
    return value if isinstance(value, int) else None


def _unknown(
    quantity: Quantity, code: str, facts: Facts, survey: Literal["now", "before"]
) -> Finding:
    grades = facts.grades if survey == "now" else facts.before
    return Finding(None, gaps=(Gap(quantity, code, _why(grades.get(code), quantity), survey),))


def _why(grade: SymptomGrade | None, quantity: Quantity) -> MissingReason:
    if grade is None:
        return MissingReason.NOT_ASKED
    if quantity is Quantity.COMPOSITE:
        return grade.missing or MissingReason.NOT_COMPUTABLE
    opted_out = Attribute(quantity) in grade.attributes
    return MissingReason.OPT_OUT if opted_out else MissingReason.NOT_ANSWERED
