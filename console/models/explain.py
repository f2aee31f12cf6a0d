"""Turns the reason of an alert into sentences: what was found, against what, by which rule, and
what stayed untold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.models.explain_measures import (
    SAID_WHOLE,
    measure_clause,
    muted_sentence,
    persisted,
    temperature_clause,
    within_days,
)
from resources import words
from resources.symptoms import URGENCY
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.enums import AlertKind
from services.contract.explanations import (
    FOUND_MISSING,
    EvaluationProblem,
    Evidence,
    Explanation,
    MutedHit,
    NotAnswered,
    Operator,
    Quantity,
    RowSymptom,
    RuleHit,
)

_MOST = {Quantity.COMPOSITE: 3, Quantity.PRESENCE: 1}
_MOST_OF_ATTRIBUTE = 4
_NAMED_FIELDS = frozenset({"value", "measured_at", "authored_at"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """What fired, and the rule that said so, which is shown more quietly."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Why:
    """The whole explanation in words, in the order in which it is shown.

    `problems` is empty unless the answer could not be judged; then it begins with what that means.
    """

    main: tuple[Sentence, ...]
    also: tuple[Sentence, ...]
    not_answered: tuple[str, ...]
    problems: tuple[str, ...]
    compared: str
    muted: tuple[str, ...] = ()


def explain(wording: Wording, explanation: Explanation, answered_at: datetime | None = None) -> Why:
    """The sentences of an explanation; `answered_at` is when the survey was filled in, so that a
    change can be told in days.
    """
    hits = [_sentence(wording, _dated(hit, answered_at)) for hit in explanation.hits]
    problems = [_problem(wording, problem) for problem in explanation.problems]
    if problems:
        meaning = "why-found-missing" if _was_found_missing(explanation) else "why-technical"
        problems.insert(0, wording.text(meaning))
    return Why(
        main=tuple(hits[:1]),
        also=tuple(hits[1:]),
        not_answered=tuple(
            dict.fromkeys(_untold(wording, gap) for gap in explanation.not_answered)
        ),
        problems=tuple(problems),
        compared=_compared(wording, explanation),
        muted=tuple(_muted(wording, each, answered_at) for each in explanation.muted),
    )


def lead_title(wording: Wording, alert: AlertDetail) -> str:
    """What an alert is about, as its header says it."""
    lead = alert.explanation.lead
    if _was_found_missing(alert.explanation):
        return wording.text("why-title-found-missing")
    if lead is None or alert.kind is not AlertKind.CLINICAL:
        return words.kind(wording, alert.kind)
    if lead.quantity is Quantity.COMPOSITE and isinstance(lead.now, int):
        return wording.text(
            "why-title-grade",
            symptom=words.symptom(wording, lead.item or ""),
            about=words.about(lead.now),
            word=words.grade(wording, lead.now),
        )
    return symptom_text(wording, lead)


def _was_found_missing(explanation: Explanation) -> bool:
    """Whether surveillance raised the alert, for something that it found missing."""
    return any(problem.code in FOUND_MISSING for problem in explanation.problems)


def symptom_text(wording: Wording, symptom: RowSymptom) -> str:
    """A symptom, a temperature or an urgency in a few words."""
    match symptom.quantity:
        case Quantity.TEMPERATURE:
            return words.temperature(wording, float(symptom.now))
        case Quantity.URGENCY:
            return wording.text("why-title-urgency")
        case Quantity.WEIGHT:
            return words.measured(wording, symptom.item, symptom.change_percent)
        case Quantity.ECOG | Quantity.FALL:
            return words.measured(wording, symptom.item, float(symptom.now))
        case Quantity.PRESENCE:
            return words.symptom(wording, symptom.item or "")
        case Quantity.COMPOSITE:
            return f"{words.symptom(wording, symptom.item or '')} {words.about(int(symptom.now))}"
        case _:
            name = words.attribute(wording, symptom.quantity)
            return f"{words.symptom(wording, symptom.item or '')}, {name} {symptom.now}"


def _sentence(wording: Wording, hit: RuleHit) -> Sentence:
    """Comparisons of one symptom follow its name once; those without a symptom name themselves."""
    groups: dict[str, list[str]] = {}
    for evidence in hit.evidence:
        groups.setdefault(_subject(wording, evidence), []).append(_clauses(wording, evidence))
    texts = [
        wording.text("why-sentence", symptom=subject, clauses=_joined(wording, clauses))
        for subject, clauses in groups.items()
    ]
    rule = wording.text("why-rule", rule=hit.rule_id, version=hit.rule_version)
    return Sentence(" ".join(texts), rule)


def _muted(wording: Wording, muted: MutedHit, answered_at: datetime | None) -> str:
    found = _sentence(wording, _dated(muted.hit, answered_at))
    return muted_sentence(wording, muted, f"{found.text} {found.rule}")


def _dated(hit: RuleHit, answered_at: datetime | None) -> RuleHit:
    """A grade is as old as its survey; only a temperature has an instant of its own."""
    found = [
        each.model_copy(update={"now_at": answered_at}) if each.now_at is None else each
        for each in hit.evidence
    ]
    return hit.model_copy(update={"evidence": tuple(found)})


def _subject(wording: Wording, evidence: Evidence) -> str:
    if evidence.item is not None:
        return words.symptom(wording, evidence.item)
    return _capital(words.attribute(wording, evidence.quantity))


def _clauses(wording: Wording, evidence: Evidence) -> str:
    match evidence.quantity:
        case Quantity.TEMPERATURE:
            return temperature_clause(wording, evidence)
        case Quantity.URGENCY:
            return wording.text("why-urgent" if evidence.now == "urgent" else "why-can_wait")
        case Quantity.PRESENCE:
            return _presence(wording, evidence)
        case quantity if quantity in SAID_WHOLE:
            return measure_clause(wording, evidence)
        case _ if evidence.operator is Operator.PERSISTED:
            return persisted(wording, evidence, _MOST.get(evidence.quantity, _MOST_OF_ATTRIBUTE))
        case _:
            return _with_trend(wording, evidence)


def _graded(wording: Wording, evidence: Evidence) -> str:
    quantity = words.attribute(wording, evidence.quantity)
    now, most = _number(evidence.now), _MOST.get(evidence.quantity, _MOST_OF_ATTRIBUTE)
    match evidence.operator:
        case Operator.AT_LEAST | Operator.PERSISTED | Operator.FELL_BY_PERCENT:
            return wording.text("why-at_least", quantity=quantity, now=now, most=most)
        case Operator.AT_MOST:
            threshold = _number(evidence.threshold)
            return wording.text(
                "why-at_most", quantity=quantity, now=now, most=most, threshold=threshold
            )
        case Operator.EQUALS:
            return wording.text("why-equals", quantity=quantity, now=now, most=most)
        case Operator.REACHED:
            return _reached(wording, evidence, quantity, most)
        case Operator.ROSE_BY:
            before = _number(evidence.before)
            return wording.text("why-rose_by", quantity=quantity, before=before, now=now, most=most)
        case Operator.AT_LEAST_TWICE:
            before, threshold = _number(evidence.before), _number(evidence.threshold)
            return wording.text(
                "why-twice", quantity=quantity, before=before, now=now, threshold=threshold
            )


def _reached(wording: Wording, evidence: Evidence, quantity: str, most: int) -> str:
    """From what to what; what was not answered before is new, unless nothing came before."""
    now = _number(evidence.now)
    if evidence.before_at is None:
        return wording.text("why-reached-first", quantity=quantity, now=now, most=most)
    if evidence.before is None:
        return wording.text("why-reached", quantity=quantity, now=now, most=most)
    before = _number(evidence.before)
    return wording.text("why-rose_by", quantity=quantity, before=before, now=now, most=most)


def _with_trend(wording: Wording, evidence: Evidence) -> str:
    """How much worse or better than before, in how many days, unless the comparison says so."""
    graded, change = _graded(wording, evidence), _number(evidence.change)
    match evidence.operator:
        case Operator.AT_LEAST_TWICE:
            return graded
        case Operator.ROSE_BY | Operator.REACHED:
            return graded if evidence.before is None else within_days(wording, evidence, graded)
        case _ if change > 0:
            trend = wording.text("why-worse", change=change)
        case _ if change < 0:
            trend = wording.text("why-better", change=-change)
        case _:
            return graded
    return _joined(wording, [graded, within_days(wording, evidence, trend)])


def _presence(wording: Wording, evidence: Evidence) -> str:
    if not evidence.now:
        return wording.text("why-absent")
    is_new = evidence.operator in (Operator.REACHED, Operator.ROSE_BY) or evidence.change == 1
    return wording.text("why-present-new" if is_new else "why-present")


def _untold(wording: Wording, gap: NotAnswered) -> str:
    quantity = words.attribute(wording, gap.quantity)
    if gap.item is None:
        what = _capital(quantity)
    else:
        what = wording.text(
            "why-of-symptom", symptom=words.symptom(wording, gap.item), quantity=quantity
        )
    reason = words.missing(wording, gap.reason)
    if gap.survey == "before":
        return wording.text("why-untold-before", what=what, reason=reason)
    return wording.text("why-untold-now", what=what, reason=reason)


def _problem(wording: Wording, problem: EvaluationProblem) -> str:
    text = wording.text(f"why-problem-{problem.code}")
    about = [] if problem.item is None else [_about(wording, problem.item)]
    if problem.attribute is not None:
        about.append(_attribute(wording, problem.attribute))
    if problem.cause is not None:
        about.append(problem.cause)
    if not about:
        return wording.text("why-problem-alone", problem=text)
    return wording.text("why-problem-about", problem=text, what=", ".join(about))


def _about(wording: Wording, item: str) -> str:
    """What a problem is about; a question is named without an answer that nobody gave."""
    return wording.text("why-about-urgency") if item == URGENCY else words.symptom(wording, item)


def _attribute(wording: Wording, attribute: str) -> str:
    """An attribute that the answer named: one that we do not know shows as it was sent, which is a
    code.
    """
    if attribute in _NAMED_FIELDS:
        return wording.text(f"why-about-{attribute}")
    known = {quantity.value for quantity in Quantity}
    return words.attribute(wording, attribute) if attribute in known else attribute


def _compared(wording: Wording, explanation: Explanation) -> str:
    if explanation.compared_with is not None:
        return wording.text(
            "why-compared", date=wording.day(wording.local(explanation.compared_with).date())
        )
    return "" if explanation.problems else wording.text("why-first-survey")


def _joined(wording: Wording, clauses: list[str]) -> str:
    """`a`, `a et b`, `a, b et c`."""
    if len(clauses) == 1:
        return clauses[0]
    return wording.text("why-and", first=", ".join(clauses[:-1]), second=clauses[-1])


def _number(value: float | str | None) -> int:
    """Grades, attributes and their changes are whole numbers."""
    return int(value) if isinstance(value, int | float) else 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
