"""An act of the team in words: what was chosen from lists, which grades were confirmed, what was
written.
"""

from __future__ import annotations

from collections.abc import Iterator

from console.models.identity_text import free_text
from resources import words
from resources.wording import NO_BREAK, Wording
from services.contract.alerts import AlertAction, Assessment
from services.contract.enums import ActionKind, AlertKind, Sex
from services.contract.people import PersonLabel

ACT_ICONS = {
    ActionKind.CLAIM: "hand-grabbing",
    ActionKind.RELEASE: "hand-grabbing",
    ActionKind.TAKE_OVER: "hand-grabbing",
    ActionKind.ACKNOWLEDGE: "check",
    ActionKind.CALL: "phone-outgoing",
    ActionKind.MEASURE: "first-aid-kit",
    ActionKind.NOTE: "note-pencil",
    ActionKind.DEFER: "clock-afternoon",
    ActionKind.ESCALATE: "arrow-bend-right-up",
    ActionKind.ANSWER: "chats-teardrop",
    ActionKind.CLOSE: "check-circle",
    ActionKind.REOPEN: "arrow-counter-clockwise",
    ActionKind.UNDO: "arrow-counter-clockwise",
}


def act_line(w: Wording, act: AlertAction, said: str) -> str:
    """`Appel : patiente jointe`; one that was undone says so."""
    text = (
        w.text("triage-history-line", act=words.act(w, act.kind), said=said)
        if said
        else words.act(w, act.kind)
    )
    return f"{text} ({w.text('triage-history-undone')})" if act.undone else text


def who_with_title(by: PersonLabel) -> str:
    """`C. Morvan, IDEC`."""
    name = words.short_name(by.name)
    return name if by.title is None else f"{name}, {by.title}"


def act_parts(w: Wording, act: AlertAction, sex: Sex) -> Iterator[str]:
    """Everything that an act says, piece by piece; the sex is the patient's."""
    yield from coded(w, act, sex)
    if act.other:
        yield free_text(w, act.other)
    yield from confirmed(w, act)
    if act.text:
        yield free_text(w, act.text)
    if act.unreadable:
        yield w.text("row-content-unreadable")


def confirmed(w: Wording, act: AlertAction) -> Iterator[str]:
    """`Diarrhée 2 ✓` for each grade that was confirmed."""
    for given in act.grades:
        yield f"{words.symptom(w, given.item)} {given.grade}{NO_BREAK}✓"


def coded(w: Wording, act: AlertAction, sex: Sex) -> Iterator[str]:
    """What was chosen from lists, in words."""
    if act.assessment is not None:
        yield _assessed(w, act.assessment)
    if act.escalated_to is not None:
        yield w.text("triage-history-to", name=words.short_name(act.escalated_to.name))
    if act.defer_reason is not None:
        yield words.defer_reason(w, act.defer_reason)
    if act.until is not None:
        yield w.text("triage-history-until", at=w.day_time(act.until))
    if act.result is not None:
        yield words.contact(w, act.result, sex)
    yield from (words.measure(w, code) for code in act.measures)
    if act.cause is not None:
        yield words.cause(w, act.cause)


def _assessed(w: Wording, assessment: Assessment) -> str:
    level = assessment.level
    if level is None:
        return w.text("forms-close-assessment-nothing")
    return words.level(w, level, AlertKind.CLINICAL)
