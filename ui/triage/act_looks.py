"""How each act looks in the bar: word, icon and key, and the sentence that says why it cannot be
used.
"""

from __future__ import annotations

from console.settings import LetterKeys
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.letters import written
from ui.triage.offers import Act, Reason
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


_WORDS = {
    Act.ACKNOWLEDGE: "triage-act-acknowledge",
    Act.CLAIM: "triage-act-claim",
    Act.RELEASE: "triage-act-release",
    Act.TAKE_OVER: "triage-act-take-over",
    Act.CALL: "triage-act-call",
    Act.MEASURE: "triage-act-measure",
    Act.NOTE: "triage-act-note",
    Act.ESCALATE: "triage-act-escalate",
    Act.ANSWER: "triage-act-answer",
    Act.DEFER: "triage-act-defer",
    Act.CLOSE: "triage-act-close",
    Act.REOPEN: "triage-act-reopen",
    Act.EXPECT: "triage-act-expect",
    Act.END_EXPECTED: "triage-act-end-expected",
}


def act_word(w: Wording, act: Act, together: int = 0) -> str:
    """The word of an act, the same on its button, in its tooltip and in the palette."""
    if act is Act.ACKNOWLEDGE and together:
        return w.text("several-acknowledge", count=together)
    return w.text(_WORDS[act])


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
    Reason.OTHER_UNIT: "triage-reason-other-unit",
}


def reason_text(w: Wording, reason: Reason, alert: AlertDetail) -> str:
    """Why an act cannot be used now."""
    if reason is Reason.CLAIMED:
        name = "" if alert.claim is None else short_name(alert.claim.by)
        return w.text("triage-reason-claimed", name=name)
    return w.text(_REASONS[reason])
