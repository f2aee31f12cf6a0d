"""Which acts the bar offers on an alert, and why one of them cannot be used now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from console.models.expecting import has_subject, running
from services.contract.alerts import AlertDetail
from services.contract.enums import AlertKind, AlertLevel, AlertState


class Act(StrEnum):
    """One act of the bar."""

    ACKNOWLEDGE = "acknowledge"
    CLAIM = "claim"
    RELEASE = "release"
    TAKE_OVER = "take_over"
    CALL = "call"
    MEASURE = "measure"
    NOTE = "note"
    ESCALATE = "escalate"
    ANSWER = "answer"
    DEFER = "defer"
    CLOSE = "close"
    REOPEN = "reopen"
    EXPECT = "expect"
    END_EXPECTED = "end_expected"


BESIDE_BAR = (Act.EXPECT, Act.END_EXPECTED)
"""Acts on what is expected of the patient: their buttons stand where that is shown."""


class Reason(StrEnum):
    """Why an act cannot be used at this moment."""

    OFFLINE = "offline"
    CLAIMED = "claimed"
    CLOSED = "closed"
    ACKNOWLEDGED = "acknowledged"
    PENDING = "pending"
    ESCALATED = "escalated"
    CLAIM_FIRST = "claim_first"
    NOT_SENT = "not_sent"
    TOO_OLD = "too_old"
    SEVERAL = "several"
    NO_RULE = "no_rule"
    NOTHING_EXPECTED = "nothing_expected"
    NOT_THIS_ROLE = "not_this_role"
    OTHER_UNIT = "other_unit"


OPERATIONS = {
    Act.ACKNOWLEDGE: "acknowledge_alert",
    Act.CLAIM: "claim_alert",
    Act.RELEASE: "release_alert",
    Act.TAKE_OVER: "take_over_alert",
    Act.CALL: "log_call",
    Act.MEASURE: "record_measure",
    Act.NOTE: "add_note",
    Act.ESCALATE: "escalate_alert",
    Act.ANSWER: "answer_escalation",
    Act.DEFER: "defer_alert",
    Act.CLOSE: "close_alert",
    Act.REOPEN: "reopen_alert",
    Act.EXPECT: "create_rule_exception",
    Act.END_EXPECTED: "end_rule_exception",
}


class Rights(Protocol):
    """Who can say whether the active role may do something: the session."""

    def may(self, action: str) -> bool:
        """Whether the policy opens this operation to the active role."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An act of the bar; `reason` None means that it can be used."""

    act: Act
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What surrounds an alert when its acts are offered."""

    me: UUID
    now: datetime
    is_online: bool
    is_outcome_unknown: bool
    is_one_of_several: bool = False
    """Several rows are chosen together: what is done is done to all of them."""
    is_exceptional: bool = False
    """The patient is of another unit, opened by an exceptional access."""


def offers_of(alert: AlertDetail, rights: Rights, around: Circumstances) -> tuple[Offer, ...]:
    """The acts in the order of the bar, then those beside it; one that the role does not open is
    absent (screens.md 1.2).
    """
    may_answer = alert.state is AlertState.ESCALATED and rights.may(OPERATIONS[Act.ANSWER])
    acts = [
        Act.ACKNOWLEDGE,
        _claiming_act(alert, around),
        Act.CALL,
        Act.MEASURE,
        Act.NOTE,
        Act.ANSWER if may_answer else Act.ESCALATE,
        Act.DEFER,
        Act.REOPEN if alert.state is AlertState.CLOSED else Act.CLOSE,
        *BESIDE_BAR,
    ]
    return tuple(
        Offer(act, _reason(act, alert, around)) for act in acts if rights.may(OPERATIONS[act])
    )


def is_locked_by_other(alert: AlertDetail, around: Circumstances) -> bool:
    """Whether somebody else holds a claim that has not run out."""
    return (
        alert.claim is not None
        and alert.claim.by.id != around.me
        and alert.claim.until > around.now
    )


def _is_mine(alert: AlertDetail, around: Circumstances) -> bool:
    return (
        alert.claim is not None
        and alert.claim.by.id == around.me
        and alert.claim.until > around.now
    )


def _claiming_act(alert: AlertDetail, around: Circumstances) -> Act:
    if is_locked_by_other(alert, around):
        return Act.TAKE_OVER
    if alert.state is AlertState.ESCALATED and alert.owner is not None:
        # Whoever is asked works on it; whoever asked, and their colleagues, take it back.
        asked = [] if alert.escalation is None else [each.id for each in alert.escalation.asked]
        if around.me not in asked:
            return Act.TAKE_OVER
    return Act.RELEASE if _is_mine(alert, around) else Act.CLAIM


def _reason(act: Act, alert: AlertDetail, around: Circumstances) -> Reason | None:
    if alert.state is AlertState.CLOSED and act not in (Act.REOPEN, *BESIDE_BAR):
        return Reason.CLOSED
    if around.is_one_of_several and act is not Act.ACKNOWLEDGE:
        return Reason.SEVERAL
    if around.is_exceptional and act in _OF_THE_UNIT:
        return Reason.OTHER_UNIT
    if not around.is_online:
        return None if act in _KEPT_OFFLINE else Reason.OFFLINE
    if around.is_outcome_unknown:
        return Reason.PENDING
    if is_locked_by_other(alert, around) and act not in _PASSES_A_CLAIM:
        return Reason.CLAIMED
    return _reason_of_its_own(act, alert, around)


_KEPT_OFFLINE = frozenset({Act.NOTE, Act.CALL})
"""Without contact what was said and thought is still written down, as a draft (screens.md 1.5)."""
_OF_THE_UNIT = frozenset({Act.CLOSE, Act.REOPEN, *BESIDE_BAR})
"""What stays with the unit of the patient under an exceptional access (R-AZ-09)."""
# What is expected belongs to the patient, not to whoever works on an alert.
_PASSES_A_CLAIM = frozenset({Act.TAKE_OVER, Act.ANSWER, *BESIDE_BAR})


def _reason_of_its_own(act: Act, alert: AlertDetail, around: Circumstances) -> Reason | None:
    match act:
        case Act.ACKNOWLEDGE if alert.state is not AlertState.NEW:
            return Reason.ACKNOWLEDGED
        case Act.ANSWER if not _has_left(alert, around):
            return Reason.NOT_SENT
        case Act.DEFER if alert.state is AlertState.ESCALATED:
            return Reason.ESCALATED
        case Act.DEFER if _is_critical(alert) and not _is_mine(alert, around):
            return Reason.CLAIM_FIRST
        case Act.REOPEN if alert.reopen_until is None or alert.reopen_until < around.now:
            return Reason.TOO_OLD
        case Act.EXPECT if not has_subject(alert, around.now):
            return Reason.NO_RULE
        case Act.END_EXPECTED if not running(alert, around.now):
            return Reason.NOTHING_EXPECTED
        case _:
            return None


def _has_left(alert: AlertDetail, around: Circumstances) -> bool:
    return alert.escalation is not None and alert.escalation.effective_at <= around.now


def _is_critical(alert: AlertDetail) -> bool:
    return alert.level is AlertLevel.CRITICAL or alert.kind is AlertKind.TECHNICAL


def asks_again(alert: AlertDetail) -> bool:
    """Critical and technical alerts are confirmed by name; so are several alerts of one patient."""
    return (
        alert.level is AlertLevel.CRITICAL
        or alert.kind is AlertKind.TECHNICAL
        or bool(alert.other_open)
    )
