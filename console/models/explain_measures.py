"""Sentences about temperature, weight, performance status, falls, treatment, expectations."""

from __future__ import annotations

from resources import words
from resources.wording import NO_BREAK, Wording
from services.contract.explanations import Evidence, MutedHit, Operator, Quantity

SAID_WHOLE = frozenset({Quantity.WEIGHT, Quantity.ECOG, Quantity.FALL, Quantity.TREATMENT})
"""Quantities of the patient as a whole, which have sentences of their own."""


def measure_clause(wording: Wording, evidence: Evidence) -> str:
    """What was found about one of them: `73 → 68,2 kg, perte de 6,6 % en 28 jours (seuil 5 %)`."""
    match evidence.quantity:
        case Quantity.WEIGHT:
            return _weight(wording, evidence)
        case Quantity.ECOG:
            return _ecog(wording, evidence)
        case Quantity.FALL:
            return wording.text("why-fell")
        case _:
            return wording.text("why-under-treatment", name=str(evidence.now))


def persisted(wording: Wording, evidence: Evidence, most: int) -> str:
    """A grade that stayed, for how many surveys and since when."""
    first_at = evidence.before_at
    since = "" if first_at is None else wording.day(wording.local(first_at).date())
    return wording.text(
        "why-persisted",
        quantity=words.attribute(wording, evidence.quantity),
        now=int(evidence.now),
        most=most,
        surveys=int(evidence.threshold),
        since=since,
    )


def muted_sentence(wording: Wording, muted: MutedHit, found: str) -> str:
    """What would have fired, who expects it and until when, so that nothing is silent."""
    return wording.text(
        f"why-muted-{muted.kind}",
        found=found,
        by=muted.by,
        until=wording.day_time(muted.until),
        level=muted.level,
    )


def _weight(wording: Wording, evidence: Evidence) -> str:
    now = _kg(wording, float(evidence.now))
    if evidence.before is None or not evidence.before:
        return now
    lost = (float(evidence.before) - float(evidence.now)) / float(evidence.before) * 100
    text = wording.text(
        "why-weight-lost",
        before=wording.decimal(float(evidence.before)),
        now=now,
        lost=words.percent(wording, round(lost, 1)),
        threshold=words.percent(wording, float(evidence.threshold)),
    )
    return within_days(wording, evidence, text)


def _ecog(wording: Wording, evidence: Evidence) -> str:
    now = int(evidence.now)
    if evidence.operator is Operator.ROSE_BY and evidence.before is not None:
        text = wording.text("why-ecog-rose", before=int(evidence.before), now=now)
        return within_days(wording, evidence, text)
    return wording.text("why-ecog", now=now)


def within_days(wording: Wording, evidence: Evidence, what: str) -> str:
    """A change with the days that it took, when both days are known."""
    if evidence.now_at is None or evidence.before_at is None:
        return what
    days = (wording.local(evidence.now_at).date() - wording.local(evidence.before_at).date()).days
    return wording.text("why-within-days", what=what, days=days)


def _kg(wording: Wording, value: float) -> str:
    return f"{wording.decimal(value)}{NO_BREAK}kg"


def temperature_clause(wording: Wording, evidence: Evidence) -> str:
    """A temperature, or two of them, with the threshold."""
    now, threshold = (
        wording.celsius(float(evidence.now)),
        wording.celsius(float(evidence.threshold)),
    )
    match evidence.operator:
        case Operator.AT_LEAST:
            return wording.text("why-temperature-at_least", now=now, threshold=threshold)
        case Operator.AT_MOST:
            return wording.text("why-temperature-at_most", now=now, threshold=threshold)
        case Operator.EQUALS:
            return wording.text("why-temperature-equals", now=now)
        case Operator.REACHED:
            return wording.text("why-temperature-reached", now=now, threshold=threshold)
        case Operator.ROSE_BY:
            return wording.text("why-temperature-rose_by", now=now, threshold=threshold)
        case Operator.AT_LEAST_TWICE:
            return _two_temperatures(wording, evidence, now, threshold)
        case Operator.PERSISTED | Operator.FELL_BY_PERCENT:
            return now


def _two_temperatures(wording: Wording, evidence: Evidence, now: str, threshold: str) -> str:
    if evidence.before is None or evidence.before_at is None or evidence.now_at is None:
        return wording.text("why-temperature-at_least", now=now, threshold=threshold)
    before = wording.celsius(float(evidence.before))
    apart = wording.duration(evidence.now_at - evidence.before_at)
    return wording.text(
        "why-temperature-twice", before=before, now=now, apart=apart, threshold=threshold
    )
