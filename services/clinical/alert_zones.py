"""From which estimated grade a rule set raises an alert on a symptom, as a chart draws it."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.clinical.rules import (
    ANY,
    AllOf,
    AnyOf,
    CompositeTest,
    Condition,
    ReachedTest,
    Rule,
    RuleSet,
)
from services.contract.enums import AlertLevel

_LEVELS = tuple(AlertLevel)


@dataclass(frozen=True)
class AlertZone:
    """The lowest grade at which one rule fires on a symptom by that grade alone."""

    threshold: int
    level: AlertLevel
    rule_id: str
    rule_version: int


def alert_zone(rule_set: RuleSet, item: str) -> AlertZone | None:
    """Return the zone of the worst level that a grade of this symptom alone can raise."""
    zones = [
        AlertZone(threshold, rule.level, rule.id, rule.version)
        for rule in rule_set.rules
        if rule.active
        for threshold in _thresholds(rule, item)
    ]
    return min(zones, key=lambda zone: (_LEVELS.index(zone.level), zone.threshold), default=None)


def _thresholds(rule: Rule, item: str) -> Iterator[int]:
    for condition in _sufficient(rule.when):
        match condition:
            case CompositeTest(operator="at_least" | "equals") | ReachedTest():
                if condition.item in (item, ANY):
                    yield condition.value
            case _:
                continue


def _sufficient(condition: Condition) -> Iterator[Condition]:
    """Yield the tests that make the condition true alone; parts of `all` with others do not."""
    match condition:
        case AnyOf():
            for part in condition.of:
                yield from _sufficient(part)
        case AllOf(of=[only]):
            yield from _sufficient(only)
        case _:
            yield condition
