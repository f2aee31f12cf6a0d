"""Runs the rules of a set over the facts of an answer, within a budget of steps."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.clinical.conditions import evaluate_condition
from services.clinical.facts import Facts, StepBudget, StepLimitReached
from services.clinical.findings import Finding, Gap
from services.clinical.ordering import item_of
from services.clinical.rules import Rule, RuleSet
from services.contract.explanations import (
    Evidence,
    HitKind,
    NotAnswered,
    Operator,
    Quantity,
    RuleHit,
)

_TRENDS = frozenset({Operator.ROSE_BY, Operator.FELL_BY_PERCENT, Operator.PERSISTED})


@dataclass(frozen=True)
class Fired:
    """What the rules said, in the order of the set, and whether they all had their turn."""

    hits: tuple[RuleHit, ...]
    not_answered: tuple[NotAnswered, ...]
    ran_out: bool


def fire(rule_set: RuleSet, facts: Facts, budget: StepBudget) -> Fired:
    """Run every active rule; what was found before the steps ran out is kept."""
    hits: list[RuleHit] = []
    gaps: list[NotAnswered] = []
    ran_out = False
    try:
        for rule in rule_set.rules:
            if not rule.active:
                continue
            finding = evaluate_condition(rule.when, facts, budget, rule.id)
            if finding.holds:
                hits.append(_hit(rule, finding))
            elif finding.holds is None:
                gaps.extend(_not_answered(rule, finding.gaps, facts))
    except StepLimitReached:
        ran_out = True
    return Fired(tuple(hits), tuple(gaps), ran_out)


def _hit(rule: Rule, finding: Finding) -> RuleHit:
    return RuleHit(
        rule_id=rule.id,
        rule_version=rule.version,
        level=rule.level,
        kind=_kind(finding.evidence),
        item=item_of(finding.evidence),
        evidence=finding.evidence,
    )


def _not_answered(rule: Rule, gaps: Iterable[Gap], facts: Facts) -> list[NotAnswered]:
    # Where the form itself is not known, that problem says more than a line for each symptom.
    return [
        NotAnswered(
            rule_id=rule.id,
            rule_version=rule.version,
            quantity=gap.quantity,
            item=gap.item,
            reason=gap.reason,
            survey=gap.survey,
        )
        for gap in gaps
        if facts.form or gap.item is None
    ]


def _kind(evidence: Iterable[Evidence]) -> HitKind:
    kinds = {_kind_of_one(part) for part in evidence}
    return kinds.pop() if len(kinds) == 1 else HitKind.COMBINATION


def _kind_of_one(evidence: Evidence) -> HitKind:
    match evidence.quantity:
        case Quantity.TEMPERATURE:
            return HitKind.TEMPERATURE
        case Quantity.URGENCY:
            return HitKind.URGENCY
        case _:
            return HitKind.TREND if evidence.operator in _TRENDS else HitKind.LEVEL
