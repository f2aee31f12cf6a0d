"""How nurses deal with alerts: soon for the severe ones, on the telephone, with a coded action."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

from services.contract.alert_acts import (
    AcknowledgeAsk,
    AssessmentAsk,
    CallAsk,
    CloseAsk,
    GradeAsk,
    MeasureAsk,
    NoteAsk,
)
from services.contract.enums import AlertLevel, ContactResult, MeasureCode
from services.demo.calendar import PRESENT, in_opening_hours, local, today
from services.demo.concerns import Raised
from services.demo.responses import Way, after_a_call, without_a_call
from services.demo.steps import Ask, Step
from services.demo.wordings import (
    ASSESSED,
    CALLS_AFTER_A_NIGHT,
    CALLS_TO_WAIT,
    NOTES,
    STILL_AWAITED,
    WAITING_NOTES,
)

# Median minutes of opening hours until somebody answers for an alert.
_RESPONSE_MINUTES: Final = {
    AlertLevel.CRITICAL: 28,
    AlertLevel.HIGH: 75,
    AlertLevel.MODERATE: 130,
    AlertLevel.INFO: 300,
}
_CALLS_ANYWAY, _ACKNOWLEDGES, _CALL_NOTED, _NOTED = 0.3, 0.2, 0.6, 0.12
_FIRST_CALL_FAILS, _CARER_ANSWERS, _GRADED, _GRADED_LOWER = 0.12, 0.35, 0.5, 0.2
_TECHNICAL_MINUTES: Final = 25
# Some days are too full: the response comes several times as late, or the closing days later.
_LATE: Final = {AlertLevel.CRITICAL: 0.03, AlertLevel.HIGH: 0.08}
_USUALLY_LATE, _TIMES_LATE, _LINGERS = 0.1, (4.0, 8.0), 0.1
_MORNING: Final = (local(today(), "08:04"), local(today(), "10:22"))


def usual(raised: Raised, username: str, chance: Random) -> list[Step]:
    """Answered for within a while, then called, noted and closed."""
    at = in_opening_hours(raised.received_at, _minutes(raised, chance))
    return _timed(username, at, _acts(raised, chance), chance)


def not_always_in_time(raised: Raised, username: str, chance: Random) -> list[Step]:
    """As usual, but now and then late, and now and then closed some days after the first act."""
    minutes = _minutes(raised, chance)
    if not raised.is_technical and chance.random() < _LATE.get(raised.level, _USUALLY_LATE):
        minutes *= chance.uniform(*_TIMES_LATE)
    steps = _timed(
        username, in_opening_hours(raised.received_at, minutes), _acts(raised, chance), chance
    )
    if chance.random() < _LINGERS and not raised.is_technical:
        closing = in_opening_hours(steps[-1].at, chance.uniform(900, 2400))
        return [*steps[:-1], Step(closing, username, steps[-1].ask)]
    return steps


def _minutes(raised: Raised, chance: Random) -> float:
    usual = _TECHNICAL_MINUTES if raised.is_technical else _RESPONSE_MINUTES[raised.level]
    return usual * chance.lognormvariate(0, 0.55)


def before_noon(raised: Raised, username: str, chance: Random) -> list[Step]:
    """Closed on the last morning, on which the alert came."""
    opens, ends = _MORNING
    earliest = max(opens, raised.received_at + timedelta(minutes=4))
    at = earliest + max(ends - earliest, timedelta()) * chance.random()
    return _timed(username, at, _acts(raised, chance, tries_again=False), chance)


def overnight(raised: Raised, username: str, chance: Random) -> list[Step]:
    """Answered for on the eve, and closed on the last morning, when the news had come."""
    first = in_opening_hours(raised.received_at, chance.uniform(15, 60))
    closing = _MORNING[0] + (_MORNING[1] - _MORNING[0]) * chance.random()
    acts = _acts(raised, chance, tries_again=False, calls=True)
    say = raised.patient.words
    if raised.is_severe:
        waiting = [*acts[:-1], NoteAsk(text=say("À rappeler demain matin avant dix heures."))]
        better = say(chance.choice(CALLS_AFTER_A_NIGHT))
        later = [CallAsk(result=ContactResult.PATIENT_REACHED, note=better), acts[-1]]
    else:
        waiting = [AcknowledgeAsk(), NoteAsk(text=say(chance.choice(STILL_AWAITED)))]
        later = acts
    return [*_timed(username, first, waiting, chance), *_timed(username, closing, later, chance)]


def held(raised: Raised, username: str, chance: Random) -> list[Step]:
    """Answered for, called, and still open: on the last morning something is awaited."""
    say = raised.patient.words
    note = say(chance.choice(CALLS_TO_WAIT[raised.concern]))
    call = CallAsk(result=ContactResult.PATIENT_REACHED, grades=[], note=note)
    opens, ends = _MORNING[0], PRESENT - timedelta(minutes=25)
    earliest = max(opens, raised.received_at + timedelta(minutes=6))
    at = earliest + max(ends - earliest, timedelta()) * chance.random()
    waits = NoteAsk(text=say(chance.choice(WAITING_NOTES[raised.concern])))
    return _timed(username, at, [call, waits], chance)


def ended_by(steps: list[Step], latest: datetime, earliest: datetime) -> list[Step]:
    """The same steps, so much sooner that the last is not later than an instant."""
    too_late = steps[-1].at - latest
    if too_late <= timedelta():
        return steps
    return [Step(max(step.at - too_late, earliest), step.username, step.ask) for step in steps]


def _acts(
    raised: Raised, chance: Random, *, tries_again: bool = True, calls: bool = False
) -> list[Ask]:
    if raised.is_technical:
        return _of_technical(raised, chance)
    if calls or raised.is_severe or chance.random() < _CALLS_ANYWAY:
        way = _sensible(raised, after_a_call(raised, chance))
        acts = _calls(raised, way, chance, tries_again)
    else:
        way = _sensible(raised, without_a_call(chance))
        acts = [AcknowledgeAsk()] if chance.random() < _ACKNOWLEDGES else []
    acts.append(MeasureAsk(codes=list(way.codes), cause=way.cause))
    notes = [note for code in way.codes for note in NOTES.get(code, ())]
    if notes and chance.random() < _NOTED:
        acts.append(NoteAsk(text=raised.patient.words(chance.choice(notes))))
    return [*acts, CloseAsk()]


def _sensible(raised: Raised, way: Way) -> Way:
    """Nobody calls an alert irrelevant about which the patient has written some words."""
    if raised.has_comment and MeasureCode.NOT_RELEVANT in way.codes:
        codes = (MeasureCode.ADVICE_BY_PHONE,) if way.said else (MeasureCode.WATCH_NEXT_SURVEY,)
        return Way(1, codes)
    return way


def _calls(raised: Raised, way: Way, chance: Random, tries_again: bool) -> list[Ask]:
    """The call in which somebody speaks, and now and then one before it that nobody answers."""
    acts: list[Ask] = []
    if tries_again and chance.random() < _FIRST_CALL_FAILS:
        if chance.random() < 0.6:
            acts.append(CallAsk(result=ContactResult.MESSAGE_LEFT))
            acts.append(MeasureAsk(codes=[MeasureCode.UNREACHABLE_MESSAGE_LEFT]))
        else:
            acts.append(CallAsk(result=ContactResult.UNREACHABLE))
    by_carer = raised.patient.has_carer and chance.random() < _CARER_ANSWERS
    is_noted = bool(way.said) and (raised.is_severe or chance.random() < _CALL_NOTED)
    note = raised.patient.words(way.said) if is_noted else None
    result = ContactResult.CARER_REACHED if by_carer else ContactResult.PATIENT_REACHED
    is_mistake = MeasureCode.NOT_RELEVANT in way.codes
    grades = [] if by_carer or is_mistake else _confirmed(raised, chance)
    return [*acts, CallAsk(result=result, grades=grades, note=note)]


def _confirmed(raised: Raised, chance: Random) -> list[GradeAsk]:
    """The grade of the lead symptom as a clinician hears it: as estimated, or one below."""
    worst = raised.worst
    if worst is None or not raised.is_marked or chance.random() >= _GRADED:
        return []
    lower = 1 if chance.random() < _GRADED_LOWER else 0
    return [GradeAsk(item=worst.item, grade=worst.grade - lower)]


def _of_technical(raised: Raised, chance: Random) -> list[Ask]:
    """The answers are read by eye, and their level is said; a marked symptom is worth a call."""
    if not raised.is_marked and raised.level is not AlertLevel.CRITICAL:
        measure = MeasureAsk(codes=[MeasureCode.WATCH_NEXT_SURVEY])
        assessment = AssessmentAsk(level=None, text=ASSESSED[AlertLevel.INFO])
        return [AcknowledgeAsk(), measure, CloseAsk(assessment=assessment)]
    way = after_a_call(raised, chance)
    if MeasureCode.NOT_RELEVANT in way.codes:
        way = Way(1, (MeasureCode.ADVICE_BY_PHONE,))
    return [
        *_calls(raised, way, chance, tries_again=False),
        MeasureAsk(codes=list(way.codes)),
        CloseAsk(assessment=AssessmentAsk(level=raised.level, text=ASSESSED[raised.level])),
    ]


def _timed(username: str, at: datetime, acts: Sequence[Ask], chance: Random) -> list[Step]:
    """The acts one after the other, a minute or a few apart; one calls again after a while."""
    steps = []
    for ask in acts:
        steps.append(Step(at, username, ask))
        at += timedelta(seconds=_seconds_after(ask, chance))
    return steps


def _seconds_after(ask: Ask, chance: Random) -> int:
    if isinstance(ask, CallAsk) and ask.result is ContactResult.UNREACHABLE:
        return chance.randint(900, 2400)
    if isinstance(ask, MeasureAsk) and ask.codes == [MeasureCode.UNREACHABLE_MESSAGE_LEFT]:
        return chance.randint(900, 2400)
    return chance.randint(*((150, 360) if isinstance(ask, CallAsk) else (25, 90)))
