"""What is known of a patient besides the answers: the treatment, and what is expected for now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.clinical.questionnaire import Questionnaires
from services.clinical.rules import Rule, RuleSet, walk
from services.contract.enums import AlertLevel, ExceptionKind, MutingObstacle
from services.contract.explanations import MutedHit, Quantity, RuleHit, SymptomGrade

HIGHEST_EXPECTED: Final = 2
"""A severe symptom is never expected."""
_OF_A_SYMPTOM: Final = frozenset(
    {
        Quantity.COMPOSITE,
        Quantity.FREQUENCY,
        Quantity.SEVERITY,
        Quantity.INTERFERENCE,
        Quantity.AMOUNT,
    }
)


@dataclass(frozen=True)
class RuleException:
    """A symptom that is expected in one patient up to a grade, for every rule or for one version.

    It holds from `since` until `until`, and only under the rules that it was made for.
    """

    id: str
    kind: ExceptionKind
    item: str
    level: int
    rule_set_version: str
    rule_id: str | None
    rule_version: int | None
    since: datetime
    until: datetime
    by: str
    """Name of the oncologist who decided it."""


@dataclass(frozen=True)
class Known:
    """The facts about a patient that come in beside an answer; by default none."""

    treatment: str | None = None
    exceptions: tuple[RuleException, ...] = ()


NOTHING_MORE: Final = Known()


@dataclass(frozen=True)
class Muting:
    """The hits that raise something, those that do not, and the exceptions that are over."""

    hits: tuple[RuleHit, ...]
    muted: tuple[MutedHit, ...]
    broken: tuple[str, ...]
    """Ids of the exceptions whose symptom passed the level that was expected."""


def mute(
    hits: Sequence[RuleHit],
    grades: Mapping[str, SymptomGrade],
    exceptions: Sequence[RuleException],
    rule_set: RuleSet,
    at: datetime | None,
) -> Muting:
    """Take out the hits that somebody expects; without an instant nothing is expected.

    Never muted: a critical hit, and one that looks at anything beside the symptom.
    """
    in_force = [each for each in exceptions if _is_in_force(each, rule_set, at)]
    broken = [each for each in in_force if (_grade(each, grades) or 0) > each.level]
    holding = [each for each in in_force if each not in broken]
    kept: list[RuleHit] = []
    muted: list[MutedHit] = []
    for hit in hits:
        expected = next((each for each in holding if _covers(each, hit, grades)), None)
        if expected is None:
            kept.append(hit)
        else:
            muted.append(_muted(hit, expected))
    return Muting(tuple(kept), tuple(muted), tuple(each.id for each in broken))


def can_be_muted(rule: Rule, item: str) -> bool:
    """Whether an exception on a symptom could ever take out a hit of a rule."""
    items = {getattr(condition, "item", None) for condition in walk(rule.when)}
    return rule.active and rule.level is not AlertLevel.CRITICAL and item in items


def obstacle(hit: RuleHit, grade: int | None) -> MutingObstacle | None:
    """Why a hit can be muted by nobody; `grade` is that of its symptom in the answer.

    One above the highest grade that may be expected would not have been muted either.
    """
    if hit.level is AlertLevel.CRITICAL:
        return MutingObstacle.CRITICAL
    if hit.item is None or grade is None or not _looks_only_at(hit, hit.item):
        return MutingObstacle.BESIDE
    return MutingObstacle.SEVERE if grade > HIGHEST_EXPECTED else None


def is_graded(questionnaires: Questionnaires, item: str) -> bool:
    """Whether a symptom has an estimated grade, which is what a level is compared with."""
    found = (form.items.get(item) for form in questionnaires.values())
    return any(each is not None and each.rank is not None for each in found)


def _is_in_force(exception: RuleException, rule_set: RuleSet, at: datetime | None) -> bool:
    is_now = at is not None and exception.since <= at < exception.until
    return is_now and is_made_for(exception, rule_set)


def is_made_for(exception: RuleException, rule_set: RuleSet) -> bool:
    """Whether the rules are still those that an exception was made for."""
    if exception.kind is ExceptionKind.EXPECTED:
        return exception.rule_set_version == rule_set.label
    return any(
        (rule.id, rule.version) == (exception.rule_id, exception.rule_version)
        for rule in rule_set.rules
    )


def _covers(exception: RuleException, hit: RuleHit, grades: Mapping[str, SymptomGrade]) -> bool:
    if hit.level is AlertLevel.CRITICAL or _grade(exception, grades) is None:
        return False
    is_another_rule = (hit.rule_id, hit.rule_version) != (exception.rule_id, exception.rule_version)
    if exception.kind is ExceptionKind.SNOOZE and is_another_rule:
        return False
    return _looks_only_at(hit, exception.item)


def _looks_only_at(hit: RuleHit, item: str) -> bool:
    return bool(hit.evidence) and all(
        part.item == item and part.quantity in _OF_A_SYMPTOM for part in hit.evidence
    )


def _grade(exception: RuleException, grades: Mapping[str, SymptomGrade]) -> int | None:
    grade = grades.get(exception.item)
    return None if grade is None else grade.grade


def _muted(hit: RuleHit, exception: RuleException) -> MutedHit:
    return MutedHit(
        hit=hit,
        exception_id=exception.id,
        kind=exception.kind,
        level=exception.level,
        by=exception.by,
        until=exception.until,
    )
