"""How each act looks in the bar: word, icon and key, and the sentence that says why it cannot be
used.
"""

from __future__ import annotations

from console.settings import LetterKeys
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.letters import written
from ui.triage.offers import BESIDE_BAR, Act, Reason
from ui.triage.phrases import short_name
from widgets.action_bar import ActionLook

KEYS = {
    Act.ACKNOWLEDGE: "A",
    Act.CLAIM: "P",
    Act.RELEASE: "L",
    Act.TAKE_OVER: "P",
    Act.CALL: "T",
    Act.MEASURE: "M",
    Act.NOTE: "N",
    Act.ESCALATE: "E",
    Act.ANSWER: "E",
    Act.DEFER: "D",
    Act.CLOSE: "C",
    Act.REOPEN: "R",
    Act.EXPECT: "S",
    Act.END_EXPECTED: "",
}

_ICONS = {
    Act.ACKNOWLEDGE: "check-bold",
    Act.CLAIM: "hand-grabbing",
    Act.RELEASE: "hand-grabbing",
    Act.TAKE_OVER: "hand-grabbing",
    Act.CALL: "phone",
    Act.MEASURE: "first-aid-kit",
    Act.NOTE: "note-pencil",
    Act.ESCALATE: "arrow-bend-right-up",
    Act.ANSWER: "chats-teardrop",
    Act.DEFER: "clock-afternoon",
    Act.CLOSE: "x-circle",
    Act.REOPEN: "arrow-counter-clockwise",
    Act.EXPECT: "bell-simple-slash",
    Act.END_EXPECTED: "bell-simple-slash",
}


_PRIMARY = frozenset({Act.ACKNOWLEDGE, Act.ANSWER})


def act_look(
    w: Wording, act: Act, letters: LetterKeys = LetterKeys.ON, together: int = 0
) -> ActionLook:
    """The button of an act, with the key that does it; `together` is on how many rows chosen
    together it is done.
    """
    key = written(KEYS[act], letters)
    word = act_word(w, act, together)
    return ActionLook(act.value, word, _ICONS[act], key, primary=act in _PRIMARY)


def act_word(w: Wording, act: Act, together: int = 0) -> str:
    """The word of an act, the same on its button, in its tooltip and in the palette."""
    if act in BESIDE_BAR:
        return w.text("triage-act-expect" if act is Act.EXPECT else "triage-act-end-expected")
    match act:
        case Act.ACKNOWLEDGE if together:
            return w.text("several-acknowledge", count=together)
        case Act.ACKNOWLEDGE:
            return w.text("triage-act-acknowledge")
        case Act.CLAIM | Act.RELEASE | Act.TAKE_OVER:
            return _claiming_word(w, act)
        case Act.CALL:
            return w.text("triage-act-call")
        case Act.MEASURE:
            return w.text("triage-act-measure")
        case Act.NOTE:
            return w.text("triage-act-note")
        case Act.CLOSE | Act.REOPEN:
            return w.text("triage-act-close" if act is Act.CLOSE else "triage-act-reopen")
        case _:
            return _waiting_word(w, act)


def _claiming_word(w: Wording, act: Act) -> str:
    if act is Act.CLAIM:
        return w.text("triage-act-claim")
    return w.text("triage-act-release") if act is Act.RELEASE else w.text("triage-act-take-over")


def _waiting_word(w: Wording, act: Act) -> str:
    if act is Act.DEFER:
        return w.text("triage-act-defer")
    return w.text("triage-act-escalate" if act is Act.ESCALATE else "triage-act-answer")


_REASONS = {
    Reason.OFFLINE: "triage-reason-offline",
    Reason.CLOSED: "triage-reason-closed",
    Reason.ACKNOWLEDGED: "triage-reason-acknowledged",
    Reason.PENDING: "triage-reason-pending",
    Reason.SEVERAL: "several-only-acknowledge",
    Reason.ESCALATED: "triage-reason-escalated",
    Reason.CLAIM_FIRST: "triage-reason-claim-first",
    Reason.NOT_SENT: "triage-reason-not-sent",
    Reason.TOO_OLD: "triage-reason-too-old",
    Reason.NO_RULE: "triage-reason-no-rule",
    Reason.NOTHING_EXPECTED: "triage-reason-nothing-expected",
    Reason.NOT_THIS_ROLE: "triage-reason-not-this-role",
}


def reason_text(w: Wording, reason: Reason, alert: AlertDetail) -> str:
    """Why an act cannot be used now."""
    if reason is Reason.CLAIMED:
        name = "" if alert.claim is None else short_name(alert.claim.by)
        return w.text("triage-reason-claimed", name=name)
    return w.text(_REASONS[reason])
