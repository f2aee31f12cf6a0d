"""What is expected of the patient of the picture, and what more could be."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.contract.enums import (
    AlertLevel,
    ExceptionEnd,
    ExceptionKind,
    MutingObstacle,
)
from services.contract.explanations import (
    Evidence,
    HitKind,
    MutedHit,
    Operator,
    Quantity,
    RuleHit,
)
from services.contract.rule_exceptions import Expectable, MutedAnswer, RuleException
from tests.samples.rows import ALAIN, NOW, paris, worklist

EXPECT_ACTIONS = ["create_rule_exception", "end_rule_exception", "answer_escalation"]


def exception(number: int = 1, **changes: Any) -> RuleException:
    """Fatigue up to 2 since a week, for another week, decided by the treating oncologist."""
    usual: dict[str, Any] = {
        "id": UUID(int=9100 + number),
        "version": 1,
        "patient_id": worklist()[0].patient.id,
        "kind": ExceptionKind.EXPECTED,
        "item": "fatigue",
        "level": 2,
        "rule_id": None,
        "rule_version": None,
        "rule_set_version": "default-1",
        "reason": "Fatigue connue sous traitement, vue en consultation le 11.",
        "by": ALAIN,
        "since": paris(11, 10, 42),
        "until": NOW + timedelta(days=7),
        "ended_at": None,
        "ended_by": None,
        "ended": None,
        "in_force": True,
        "muted": [
            MutedAnswer(
                answer_id=UUID(int=6001),
                authored_at=paris(18, 8, 9),
                rule_id="FAT-01",
                rule_version=1,
                level=AlertLevel.MODERATE,
            )
        ],
    }
    return RuleException(**(usual | changes))


def muted_hit() -> MutedHit:
    """The fatigue of this morning, which raised nothing of its own."""
    expected = exception()
    evidence = Evidence(
        quantity=Quantity.COMPOSITE,
        item="fatigue",
        operator=Operator.REACHED,
        threshold=2,
        now=2,
        now_at=paris(18, 8, 9),
        before=1,
        before_at=paris(11, 8, 40),
        change=1,
    )
    hit = RuleHit(
        rule_id="FAT-01",
        rule_version=1,
        level=AlertLevel.MODERATE,
        kind=HitKind.LEVEL,
        item="fatigue",
        evidence=(evidence,),
    )
    return MutedHit(
        hit=hit,
        exception_id=str(expected.id),
        kind=expected.kind,
        level=expected.level,
        by=ALAIN.name,
        until=expected.until,
    )


def broken(number: int = 2, **changes: Any) -> RuleException:
    """Diarrhoea was expected up to 1, and passed it this morning."""
    usual: dict[str, Any] = {
        "item": "diarrhoea",
        "level": 1,
        "ended": ExceptionEnd.PASSED,
        "ended_at": paris(18, 8, 12),
        "in_force": False,
        "version": 2,
        "muted": [],
    }
    return exception(number, **(usual | changes))


def snooze(number: int = 3, **changes: Any) -> RuleException:
    """One rule on pain is muted."""
    usual: dict[str, Any] = {
        "kind": ExceptionKind.SNOOZE,
        "item": "pain",
        "rule_id": "DOU-04",
        "rule_version": 1,
        "until": NOW + timedelta(days=3),
        "muted": [],
    }
    return exception(number, **(usual | changes))


def expectable() -> list[Expectable]:
    """The two rules that fired for the patient of the picture: one is critical."""
    return [
        Expectable(
            rule_id="DIA-02",
            rule_version=3,
            item="diarrhoea",
            grade=3,
            obstacle=MutingObstacle.CRITICAL,
        ),
        Expectable(rule_id="DOA-01", rule_version=2, item="abdominal_pain", grade=2, obstacle=None),
    ]
