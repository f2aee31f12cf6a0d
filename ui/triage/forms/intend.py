"""What a submitted form means: the intentions that it begins on its alert."""

from __future__ import annotations

from console.stores.intentions import Intention
from console.stores.intents import Intents
from services.contract.alert_acts import AnswerEscalationAsk, AssessmentAsk
from services.contract.alerts import AlertDetail
from ui.triage.forms.answers import (
    Acknowledged,
    Called,
    Closed,
    Deferred,
    EndedExpected,
    Escalated,
    Expected,
    Measured,
    Noted,
    Reopened,
    Replied,
)


def intend(act: Intents, alert: AlertDetail, answer: object) -> list[Intention]:
    """Begins what the form was for; raises `TypeError` for an answer of no form."""
    match answer:
        case Acknowledged(also):
            return [act.acknowledge(alert, also)]
        case Called(result, grades, note):
            return [act.call(alert, result, grades, note)]
        case Measured(codes, cause, other, note, closes_now):
            first = act.measure(alert, codes, cause, other, note)
            return [first, act.close(alert)] if closes_now else [first]
        case Noted(text):
            return [act.note(alert, text)]
        case Closed(assessed, also):
            ask = None
            if assessed is not None:
                ask = AssessmentAsk(level=assessed.level, text=assessed.text)
            return [act.close(alert, ask, also)]
        case _:
            return [_set_aside(act, alert, answer)]


def _set_aside(act: Intents, alert: AlertDetail, answer: object) -> Intention:
    """What takes an alert, or one of its rules, out of sight for a time, or brings it back."""
    match answer:
        case Deferred(reason, until, note):
            return act.defer(alert, reason, until, note)
        case Escalated(to, question):
            return act.escalate(alert, to, question)
        case Replied(codes, text, closes_now):
            reply = AnswerEscalationAsk(codes=list(codes), note=text, close=closes_now)
            return act.answer(alert, reply)
        case Reopened(reason):
            return act.reopen(alert, reason)
        case Expected(ask):
            return act.expect(alert, ask)
        case EndedExpected(exception):
            return act.end_expected(alert, exception)
        case _:
            raise TypeError(type(answer).__name__)
