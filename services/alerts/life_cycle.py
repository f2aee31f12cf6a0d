"""The life of an alert as pure steps: what an act makes of where the alert stands (decision 18)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.alerts.standing import Standing
from services.contract.enums import ActionKind, AlertKind, AlertLevel, AlertState

TECHNICAL_RANK: Final = 0
RANKS: Final = {
    AlertLevel.CRITICAL: 1,
    AlertLevel.HIGH: 2,
    AlertLevel.MODERATE: 3,
    AlertLevel.INFO: 4,
}
LEVEL_OF_RANK: Final = {rank: level for level, rank in RANKS.items()}
FOLLOW_UP_MINUTES: Final = 240
"""Opening minutes that an acknowledged alert waits for its owner's next act (screens.md 1.11)."""
REOPENED_FOR: Final = timedelta(days=7)
"""How long after its closing an alert may be opened again (screens.md 1.11)."""


class Refusal(StrEnum):
    """Why an act is not possible on an alert as it stands."""

    CLAIMED_BY_OTHER = "claimed_by_other"
    STATE_FORBIDS = "state_forbids"


@dataclass(frozen=True)
class Actor:
    """Who acts and when, until when a claim made now lasts, and a follow-up that begins now."""

    person: UUID
    now: datetime
    claim_until: datetime
    follow_up_until: datetime


@dataclass(frozen=True)
class Wait:
    """What a deferral or an escalation waits for: a time, and for an escalation a person.

    The person is asked from `effective_at` on.
    """

    until: datetime
    escalated_to: UUID | None = None
    effective_at: datetime | None = None


_PASSES_A_CLAIM: Final = frozenset({ActionKind.NOTE, ActionKind.TAKE_OVER, ActionKind.ANSWER})
"""Acts that somebody else's claim does not stop."""


def answer_minutes(level: AlertLevel) -> int:
    """Opening minutes for the answer of an escalation, and for each person after (1.11)."""
    return 60 if level is AlertLevel.CRITICAL else 240


def rank_of(level: AlertLevel, kind: AlertKind) -> int:
    """The place of a new alert: technical before critical until somebody looked (decision 15)."""
    return TECHNICAL_RANK if kind is AlertKind.TECHNICAL else RANKS[level]


def refusal(standing: Standing, act: ActionKind, actor: Actor) -> Refusal | None:
    """Why this act is refused now, or None. Undo is judged here by the claim alone."""
    if act not in _PASSES_A_CLAIM and standing.claimed_by_other(actor.person, actor.now):
        return Refusal.CLAIMED_BY_OTHER
    return None if _is_possible(standing, act, actor) else Refusal.STATE_FORBIDS


def _is_possible(standing: Standing, act: ActionKind, actor: Actor) -> bool:
    """Whether the state of the alert allows the act."""
    if act in {ActionKind.NOTE, ActionKind.UNDO}:
        return True
    if act is ActionKind.REOPEN:
        return standing.closed_at is not None and actor.now <= standing.closed_at + REOPENED_FOR
    if standing.state is AlertState.CLOSED:
        return False
    match act:
        case ActionKind.ACKNOWLEDGE:
            return standing.state is AlertState.NEW
        case ActionKind.RELEASE:
            return actor.person in _holders(standing)
        case ActionKind.DEFER:
            return standing.state is not AlertState.ESCALATED
        case ActionKind.ANSWER:
            return standing.is_asked(actor.now)
        case _:
            return True


def _holders(standing: Standing) -> tuple[UUID | None, ...]:
    """Who may let go of it: of an escalated alert, only its claim."""
    if standing.state is AlertState.ESCALATED:
        return (standing.claimed_by,)
    return (standing.claimed_by, standing.owner_id)


def after(standing: Standing, act: ActionKind, actor: Actor, wait: Wait | None = None) -> Standing:
    """Where the alert stands after an act that is not refused.

    A deferral and an escalation need their `wait`. Raises `ValueError` for an undo, which puts back
    what stood before.
    """
    if act in _WAITING_STATES:
        return _waiting(standing, _WAITING_STATES[act], actor, wait)
    step = _STEPS.get(act)
    if step is None:
        raise ValueError("an undo puts back what stood before")
    return step(standing, actor)


def given_back(standing: Standing, rank: int) -> Standing:
    """Where an alert stands once nobody answers for it any more: as if it had just come."""
    return replace(
        standing,
        state=AlertState.NEW,
        rank=rank,
        claimed_by=None,
        claimed_until=None,
        owner_id=None,
        acknowledged_at=None,
        waits_until=None,
        escalated_to=None,
        effective_at=None,
    )


def _worked_on(standing: Standing, actor: Actor) -> Standing:
    return _claimed(_left_to(standing, actor), actor)


def _released(standing: Standing, _actor: Actor) -> Standing:
    return replace(standing, claimed_by=None, claimed_until=None)


def _taken_over(standing: Standing, actor: Actor) -> Standing:
    return _claimed(_answered_by(standing, actor), actor)


def _acknowledged(standing: Standing, actor: Actor) -> Standing:
    """Somebody answers for it: the timer stops, and a technical alert ranks by its level."""
    if standing.state is AlertState.NEW:
        standing = _looked_at(replace(standing, state=AlertState.ACKNOWLEDGED), actor)
    return _measured(standing, actor)


def _measured(standing: Standing, actor: Actor) -> Standing:
    """A measure alone acknowledges nothing: nobody has said that they answer for it."""
    return _claimed(_followed_up(_left_to(standing, actor), actor), actor)


def _noted(standing: Standing, actor: Actor) -> Standing:
    """A note of whoever works on it renews their claim; the follow-up waits for a coded act."""
    holds = standing.has_live_claim(actor.now) and standing.claimed_by == actor.person
    return _claimed(standing, actor) if holds else standing


def _left_to(standing: Standing, actor: Actor) -> Standing:
    """Whoever works on an alert that was put off, or that its owner left, answers for it now.

    An escalation that nobody answered in time stays one: its answer is still awaited.
    """
    if standing.state is AlertState.DEFERRED:
        return _answered_by(standing, actor)
    is_left = standing.state is AlertState.ACKNOWLEDGED and standing.has_lapsed(actor.now)
    return _answered_by(standing, actor) if is_left else standing


def _answered_by(standing: Standing, actor: Actor) -> Standing:
    """The answering moves to this person, when somebody answers already."""
    if standing.owner_id is None:
        return standing
    return replace(_acknowledged_again(standing, actor), owner_id=actor.person)


def _acknowledged_again(standing: Standing, actor: Actor) -> Standing:
    """Back with whoever answers for it, with a follow-up that begins now: its wait is over."""
    return replace(
        standing,
        state=AlertState.ACKNOWLEDGED,
        waits_until=actor.follow_up_until,
        escalated_to=None,
        effective_at=None,
    )


def _followed_up(standing: Standing, actor: Actor) -> Standing:
    """An act of whoever answers for it starts the follow-up timer again."""
    if standing.state is not AlertState.ACKNOWLEDGED or standing.owner_id != actor.person:
        return standing
    return replace(standing, waits_until=actor.follow_up_until)


def _claimed(standing: Standing, actor: Actor) -> Standing:
    return replace(standing, claimed_by=actor.person, claimed_until=actor.claim_until)


def _looked_at(standing: Standing, actor: Actor) -> Standing:
    """This person answers for it, from now on or from when somebody first did."""
    return replace(
        standing,
        rank=max(standing.rank, RANKS[AlertLevel.CRITICAL]),
        owner_id=actor.person,
        acknowledged_at=standing.acknowledged_at or actor.now,
    )


def _waiting(standing: Standing, state: AlertState, actor: Actor, wait: Wait | None) -> Standing:
    """Out of the unit's hands until a time; whoever put it there answers for it (decision 18)."""
    if wait is None:
        raise ValueError("needs to know until when")
    return replace(
        _looked_at(standing, actor),
        state=state,
        claimed_by=None,
        claimed_until=None,
        waits_until=wait.until,
        escalated_to=wait.escalated_to,
        effective_at=wait.effective_at,
    )


def _closed(standing: Standing, actor: Actor) -> Standing:
    return replace(
        standing,
        state=AlertState.CLOSED,
        rank=max(standing.rank, RANKS[AlertLevel.CRITICAL]),
        claimed_by=None,
        claimed_until=None,
        closed_at=actor.now,
        closed_by=actor.person,
        waits_until=None,
        escalated_to=None,
        effective_at=None,
    )


def _reopened(standing: Standing, actor: Actor) -> Standing:
    """Open again; whoever opened it answers for it, so that it is nobody's for no moment."""
    opened = replace(standing, closed_at=None, closed_by=None)
    return _claimed(_looked_at(_acknowledged_again(opened, actor), actor), actor)


_WAITING_STATES: Final = {
    ActionKind.DEFER: AlertState.DEFERRED,
    ActionKind.ESCALATE: AlertState.ESCALATED,
}
_STEPS: Final[dict[ActionKind, Callable[[Standing, Actor], Standing]]] = {
    ActionKind.CLAIM: _worked_on,
    ActionKind.RELEASE: _released,
    ActionKind.TAKE_OVER: _taken_over,
    ActionKind.ACKNOWLEDGE: _acknowledged,
    ActionKind.CALL: _acknowledged,
    ActionKind.MEASURE: _measured,
    ActionKind.NOTE: _noted,
    ActionKind.ANSWER: _acknowledged_again,
    ActionKind.CLOSE: _closed,
    ActionKind.REOPEN: _reopened,
}
