"""How nurses deal with alerts: soon for the severe ones, on the telephone, with a coded action."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from services.contract.alerts import (
    AcknowledgeAsk,
    AssessmentAsk,
    CallAsk,
    CloseAsk,
    GradeAsk,
    MeasureAsk,
    NoteAsk,
)
from services.contract.enums import AlertLevel, ContactResult, MeasureCode, NotRelevantCause
from services.demo.calendar import PRESENT, in_opening_hours, local, today
from services.demo.steps import Ask, Step
from services.demo.weighted import weighted
from services.demo.wordings import CALL_NOTES, MEASURES, NOTES, WAITING_NOTES

# Median minutes of opening hours until somebody answers for an alert.
_RESPONSE_MINUTES: Final = {
    AlertLevel.CRITICAL: 28,
    AlertLevel.HIGH: 75,
    AlertLevel.MODERATE: 130,
    AlertLevel.INFO: 300,
}
_MUST_CALL: Final = frozenset({AlertLevel.CRITICAL, AlertLevel.HIGH})
_CALLS_ANYWAY, _ACKNOWLEDGES, _CALL_NOTED, _NOTED = 0.3, 0.2, 0.6, 0.1
_RESULTS: Final = (
    (ContactResult.PATIENT_REACHED, 86),
    (ContactResult.CARER_REACHED, 9),
    (ContactResult.MESSAGE_LEFT, 5),
)
_SPOKEN: Final = frozenset({ContactResult.PATIENT_REACHED, ContactResult.CARER_REACHED})
_GRADED: Final = 0.5
_BUSY_FROM: Final = local(today() - timedelta(days=1), "00:00")
_LATE_ON_THE_EVE: Final = local(today() - timedelta(days=1), "15:30")
_MORNING: Final = (local(today(), "08:04"), local(today(), "10:22"))


@dataclass(frozen=True)
class Raised:
    """What a plan needs to know of an alert."""

    level: AlertLevel
    is_technical: bool
    received_at: datetime
    worst: GradeAsk | None
    """The symptom to ask about on the telephone, as a clinician would grade it."""


def usual(raised: Raised, username: str, chance: Random) -> list[Step]:
    """Answered for within a while, then called, noted and closed."""
    minutes = _RESPONSE_MINUTES[raised.level] * chance.lognormvariate(0, 0.55)
    at = in_opening_hours(raised.received_at, minutes)
    return _timed(username, at, _acts(raised, chance), chance)


def before_noon(raised: Raised, username: str, chance: Random) -> list[Step]:
    """Closed on the last morning: what came early the day before was waiting for news."""
    acts = list(_acts(raised, chance))
    opens, ends = _MORNING
    if raised.received_at < _LATE_ON_THE_EVE:
        minutes = _RESPONSE_MINUTES[raised.level] * chance.uniform(0.3, 0.9)
        first = in_opening_hours(raised.received_at, minutes)
        answers_for_it = isinstance(acts[0], CallAsk | AcknowledgeAsk)
        opening: Ask = acts.pop(0) if answers_for_it else AcknowledgeAsk()
        closing = opens + (ends - opens) * chance.random()
        return [Step(first, username, opening), *_timed(username, closing, iter(acts), chance)]
    earliest = max(opens, raised.received_at + timedelta(minutes=4))
    at = earliest + max(ends - earliest, timedelta()) * chance.random()
    return _timed(username, at, iter(acts), chance)


def held(raised: Raised, username: str, chance: Random) -> list[Step]:
    """Answered for, called, and still open: something is awaited."""
    latest = PRESENT - timedelta(minutes=25)
    at = min(in_opening_hours(raised.received_at, chance.uniform(6, 60)), latest)
    call = CallAsk(result=ContactResult.PATIENT_REACHED, grades=[], note=chance.choice(CALL_NOTES))
    acts: list[Ask] = [call, NoteAsk(text=chance.choice(WAITING_NOTES))]
    return _timed(username, max(at, raised.received_at), iter(acts), chance)


def is_recent(received_at: datetime) -> bool:
    """Whether an alert came on the last day or the day before it."""
    return received_at >= _BUSY_FROM


def _acts(raised: Raised, chance: Random) -> Iterator[Ask]:
    calls = raised.level in _MUST_CALL or chance.random() < _CALLS_ANYWAY
    if not calls and chance.random() < _ACKNOWLEDGES:
        yield AcknowledgeAsk()
    if calls:
        result = weighted(chance, _RESULTS)
        note = chance.choice(CALL_NOTES) if chance.random() < _CALL_NOTED else None
        asks = raised.worst is not None and chance.random() < _GRADED
        grades = [raised.worst] if asks and result in _SPOKEN and raised.worst else []
        yield CallAsk(result=result, grades=grades, note=note)
    codes = weighted(chance, MEASURES)
    if raised.is_technical:
        codes = (MeasureCode.WATCH_NEXT_SURVEY,)
    irrelevant = MeasureCode.NOT_RELEVANT in codes
    cause = chance.choice(list(NotRelevantCause)) if irrelevant else None
    yield MeasureAsk(codes=list(codes), cause=cause)
    if chance.random() < _NOTED:
        yield NoteAsk(text=chance.choice(NOTES))
    assessment = None
    if raised.is_technical:
        assessment = AssessmentAsk(level=None, text="Réponses relues une à une, rien à signaler.")
    yield CloseAsk(assessment=assessment)


def _timed(username: str, at: datetime, acts: Iterator[Ask], chance: Random) -> list[Step]:
    """The acts one after the other, a minute or a few apart."""
    steps = []
    for ask in acts:
        steps.append(Step(at, username, ask))
        longer = (150, 360) if isinstance(ask, CallAsk) else (25, 90)
        at += timedelta(seconds=chance.randint(*longer))
    return steps
