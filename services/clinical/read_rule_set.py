"""Reads a rule set and checks every word of it against the questionnaires it is made for."""

from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import ValidationError

from services.clinical.nesting import is_deeper_than
from services.clinical.questionnaire import Item, Questionnaire, Questionnaires
from services.clinical.rules import (
    ANY,
    AttributeTest,
    CompositeTest,
    Condition,
    EcogRiseTest,
    EcogTest,
    FallTest,
    PersistenceTest,
    ReachedTest,
    RiseTest,
    Rule,
    RuleSet,
    TemperatureTest,
    TwoTemperaturesTest,
    UrgencyTest,
    WeightLossTest,
    walk,
)

# A rule set itself takes about 4 levels; what is left bounds the depth of a condition.
MAXIMUM_DEPTH: Final = 24
MAXIMUM_CONDITIONS_OF_A_RULE: Final = 100


class RuleSetError(ValueError):
    """A rule set cannot be used; the message names the rule and the place."""


def read_rule_set(document: Mapping[str, object], questionnaires: Questionnaires) -> RuleSet:
    """Read and check a rule set; raises RuleSetError at the first thing that is not understood."""
    if is_deeper_than(MAXIMUM_DEPTH, document):
        raise RuleSetError("the rule set is nested too deeply")
    try:
        rule_set = RuleSet.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RuleSetError(f"{first['type']} at {place or 'the rule set'}") from error
    known = []
    for reference in rule_set.questionnaires:
        questionnaire = questionnaires.get(reference.key)
        if questionnaire is None:
            raise RuleSetError(f"{reference.name} {reference.version} is not known")
        known.append(questionnaire)
        for rule in rule_set.rules:
            _check_rule(rule, questionnaire)
    for rule in rule_set.rules:
        _check_measures(rule, known)
    return rule_set


def _check_rule(rule: Rule, questionnaire: Questionnaire) -> None:
    conditions = list(walk(rule.when))
    if len(conditions) > MAXIMUM_CONDITIONS_OF_A_RULE:
        raise RuleSetError(f"rule {rule.id} has too many conditions")
    for condition in conditions:
        fault = _fault(condition, questionnaire)
        if fault is not None:
            raise RuleSetError(f"rule {rule.id}: {fault}")


def _check_measures(rule: Rule, questionnaires: Iterable[Questionnaire]) -> None:
    """What only some versions of a form ask for must be asked for by one of them."""
    for condition in walk(rule.when):
        match condition:
            case WeightLossTest():
                below = condition.below_percent
                if below is not None and below <= condition.at_least_percent:
                    raise RuleSetError(f"rule {rule.id}: the bound lies below the threshold")
                is_asked = any(each.weight is not None for each in questionnaires)
            case EcogTest() | EcogRiseTest():
                is_asked = any(each.ecog is not None for each in questionnaires)
            case FallTest():
                is_asked = any(each.fall is not None for each in questionnaires)
            case _:
                continue
        if not is_asked:
            raise RuleSetError(f"rule {rule.id}: no questionnaire asks about this")


def _fault(condition: Condition, questionnaire: Questionnaire) -> str | None:
    match condition:
        case CompositeTest() | ReachedTest() | PersistenceTest():
            return _fault_of_grade(condition.item, questionnaire)
        case RiseTest(attribute=None):
            if condition.by > 3:
                return "a grade cannot rise by more than 3"
            return _fault_of_grade(condition.item, questionnaire)
        case RiseTest():
            return _fault_of_attribute(condition.item, condition.attribute or ANY, 1, questionnaire)
        case AttributeTest():
            return _fault_of_attribute(
                condition.item, condition.attribute, condition.value, questionnaire
            )
        case TemperatureTest() | TwoTemperaturesTest():
            return _fault_of_temperature(condition, questionnaire)
        case UrgencyTest():
            offered = questionnaire.urgency and questionnaire.urgency.options
            return None if condition.equals in (offered or ()) else "this urgency is not offered"
        case _:
            return None


def _fault_of_temperature(
    condition: TemperatureTest | TwoTemperaturesTest, questionnaire: Questionnaire
) -> str | None:
    asked = questionnaire.temperature
    if asked is None:
        return "the questionnaire asks for no temperature"
    below = condition.below if isinstance(condition, TemperatureTest) else None
    if not asked.minimum <= condition.at_least < (below or asked.maximum) <= asked.maximum:
        return "the temperature lies outside what the questionnaire accepts"
    return None


def _fault_of_grade(code: str, questionnaire: Questionnaire) -> str | None:
    if code == ANY:
        return None
    item = questionnaire.items.get(code)
    if item is None:
        return f"symptom {code} is not known"
    return f"symptom {code} has no grade" if item.rank is None else None


def _fault_of_attribute(
    code: str, attribute: str, value: int, questionnaire: Questionnaire
) -> str | None:
    if code == ANY:
        items: list[Item] = list(questionnaire.items.values())
    elif code in questionnaire.items:
        items = [questionnaire.items[code]]
    else:
        return f"symptom {code} is not known"
    if attribute == ANY:
        return None
    questions = [
        question for item in items for name, question in item.questions.items() if name == attribute
    ]
    if not questions:
        return f"symptom {code} is not asked about {attribute}"
    if not any(value in question.values for question in questions):
        return f"{value} is not on the scale of {attribute}"
    return None
