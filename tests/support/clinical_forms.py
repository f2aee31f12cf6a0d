"""The released questionnaire and rule set, and short ways to write answers to them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, cast

from resources.locate import read_json
from services.clinical.evaluate import Evaluation, evaluate
from services.clinical.facts import CompletedSurvey
from services.clinical.known import NOTHING_MORE, Known
from services.clinical.questionnaire import Questionnaire, Questionnaires, by_key
from services.clinical.read_questionnaire import read_questionnaire
from services.clinical.read_rule_set import read_rule_set
from services.clinical.reading import When
from services.clinical.rules import RuleSet
from services.contract.answer_content import AnswerContent
from services.contract.explanations import Evidence, SymptomGrade

VERSION = "1.1.0"
NOW = datetime(2025, 11, 18, 7, 9, tzinfo=UTC)
LAST_WEEK = NOW - timedelta(days=7)

# The symptoms that must be answered, each at zero.
REQUIRED_AT_ZERO: Mapping[str, Mapping[str, int]] = {
    "abdominal_pain": {"frequency": 0},
    "vomiting": {"frequency": 0},
    "diarrhoea": {"frequency": 0},
    "dyspnoea": {"severity": 0},
    "chills": {"frequency": 0},
}


def questionnaire_document() -> dict[str, Any]:
    """Return a fresh copy of the newest questionnaire, to be changed at will."""
    return cast("dict[str, Any]", read_json("questionnaires", f"vigie-weekly-{VERSION}.json"))


def rule_set_document() -> dict[str, Any]:
    """Return a fresh copy of the newest default rule set, to be changed at will."""
    return cast("dict[str, Any]", read_json("rules", "default-2.json"))


@cache
def weekly() -> Questionnaire:
    """Return the newest questionnaire."""
    return read_questionnaire(questionnaire_document())


@cache
def first_weekly() -> Questionnaire:
    """Return the first questionnaire, which knows no weight, ECOG nor falls."""
    document = cast("dict[str, Any]", read_json("questionnaires", "vigie-weekly-1.0.0.json"))
    return read_questionnaire(document)


@cache
def forms() -> Questionnaires:
    """Return the released questionnaires as evaluation takes them."""
    return by_key([first_weekly(), weekly()])


@cache
def default_rules() -> RuleSet:
    """Return the default rule set."""
    return read_rule_set(rule_set_document(), forms())


def rules_of(*rules: Mapping[str, object]) -> RuleSet:
    """Return a rule set for the released questionnaire from conditions or whole rules."""
    whole = [
        {
            "id": f"TST-{number:02}",
            "version": 1,
            "level": "high",
            "reason": {"fr": "Essai.", "en": "Trial."},
            **(rule if "when" in rule else {"when": rule}),
        }
        for number, rule in enumerate(rules, start=1)
    ]
    return read_rule_set({**rule_set_document(), "name": "trial", "rules": whole}, forms())


def content(
    items: Mapping[str, object] | None = None, *, zeros: bool = True, **fields: object
) -> AnswerContent:
    """Return an answer to the released questionnaire, the required symptoms at zero."""
    base = {
        "questionnaire": "vigie-weekly",
        "version": VERSION,
        "language": "fr",
        "authored_at": NOW,
        "items": {**(REQUIRED_AT_ZERO if zeros else {}), **(items or {})},
    }
    return AnswerContent.model_validate({**base, **fields})


def temperatures(*readings: tuple[float, datetime]) -> list[dict[str, object]]:
    """Return the wire form of temperatures."""
    return [{"value": value, "measured_at": at.isoformat()} for value, at in readings]


def judge(
    items: Mapping[str, object] | None = None,
    *,
    history: Sequence[CompletedSurvey] = (),
    rules: RuleSet | None = None,
    known: Known = NOTHING_MORE,
    received_at: datetime | None = None,
    **fields: Any,
) -> Evaluation:
    """Evaluate an answer against the default rules, or others."""
    return evaluate(
        forms(),
        rules or default_rules(),
        content(items, **fields),
        history,
        when=When(received_at=received_at),
        known=known,
    )


def survey(
    authored_at: datetime = LAST_WEEK,
    *,
    weight_kg: float | None = None,
    ecog: int | None = None,
    fired: Collection[str] = (),
    **grades: int | None,
) -> CompletedSurvey:
    """Return a completed survey with the given grades and zero everywhere else."""
    return CompletedSurvey(
        authored_at=authored_at,
        weight_kg=weight_kg,
        ecog=ecog,
        fired=frozenset(fired),
        grades=tuple(
            SymptomGrade(
                item=code,
                grade=grades.get(code, 0) if item.rank else None,
                missing=None,
                presence=None,
                attributes={},
                imputed=False,
            )
            for code, item in weekly().items.items()
        ),
    )


def fired(evaluation: Evaluation) -> list[str]:
    """Return the ids of the rules that fired, in the order shown."""
    return [hit.rule_id for hit in evaluation.explanation.hits]


def problem_codes(evaluation: Evaluation) -> list[str]:
    """Return the codes of the problems."""
    return [problem.code.value for problem in evaluation.explanation.problems]


def evidence_of(evaluation: Evaluation, rule_id: str) -> tuple[Evidence, ...]:
    """Return the evidence of a rule that fired."""
    hits = {hit.rule_id: hit for hit in evaluation.explanation.hits}
    return hits[rule_id].evidence
