"""The life of an alert as pure steps: what an act makes of where the alert stands (decision 18)."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from services.contract.enums import ActionKind, AlertKind, AlertLevel, AlertState

TECHNICAL_RANK: Final = 0
RANKS: Final = {
    AlertLevel.CRITICAL: 1,
    AlertLevel.HIGH: 2,
    AlertLevel.MODERATE: 3,
    AlertLevel.INFO: 4,
}
FOLLOW_UP_MINUTES: Final = 240
"""Opening minutes that an acknowledged alert waits for its owner's next act (screens.md 1.11)."""
LEVEL_OF_RANK: Final = {rank: level for level, rank in RANKS.items()}


@dataclass(frozen=True)
class Standing:
    """Everything of an alert that acts change, and so everything that an undo puts back."""

    state: AlertState
    rank: int
    claimed_by: UUID | None
    claimed_until: datetime | None
    owner_id: UUID | None
    acknowledged_at: datetime | None
    closed_at: datetime | None
    closed_by: UUID | None
    follow_up_at: datetime | None

    def claimed_by_other(self, person: UUID, now: datetime) -> bool:
        """Whether somebody else is working on it; a claim ends by itself (screens.md 1.11)."""
        return self.has_live_claim(now) and self.claimed_by != person

    def has_live_claim(self, now: datetime) -> bool:
        """Whether anybody is working on it."""
        return (
            self.claimed_by is not None
            and self.claimed_until is not None
            and now < self.claimed_until
        )

    def has_lapsed(self, now: datetime) -> bool:
        """Whether whoever answers for it did nothing more in time: the unit sees it again."""
        return (
            self.state is AlertState.ACKNOWLEDGED
            and self.follow_up_at is not None
            and self.follow_up_at <= now
        )

    def as_json(self) -> dict[str, Any]:
        """The values as JSON, for the entry that an undo reads."""
        return {field.name: _word(getattr(self, field.name)) for field in fields(self)}


class Refusal(StrEnum):
    """Why an act is not possible on an alert as it stands."""

    CLAIMED_BY_OTHER = "claimed_by_other"
    STATE_FORBIDS = "state_forbids"


@dataclass(frozen=True)
class Actor:
    """Who acts, when, until when a claim made now would last, and an acknowledgement wait."""

    person: UUID
    now: datetime
    claim_until: datetime
    follow_up_at: datetime


_BLOCKED_BY_A_CLAIM: Final = frozenset(ActionKind) - {ActionKind.NOTE, ActionKind.TAKE_OVER}


def rank_of(level: AlertLevel, kind: AlertKind) -> int:
    """The place of a new alert: technical before critical until somebody looked (decision 15)."""
    return TECHNICAL_RANK if kind is AlertKind.TECHNICAL else RANKS[level]


def refusal(standing: Standing, act: ActionKind, actor: Actor) -> Refusal | None:
    """Why this act is refused now, or None. Undo is judged here by the claim alone."""
    if act in _BLOCKED_BY_A_CLAIM and standing.claimed_by_other(actor.person, actor.now):
        return Refusal.CLAIMED_BY_OTHER
    if act in {ActionKind.NOTE, ActionKind.UNDO}:
        return None
    if standing.state is AlertState.CLOSED:
        return Refusal.STATE_FORBIDS
    if act is ActionKind.ACKNOWLEDGE and standing.state is not AlertState.NEW:
        return Refusal.STATE_FORBIDS
    if act is ActionKind.RELEASE and actor.person not in (standing.claimed_by, standing.owner_id):
        return Refusal.STATE_FORBIDS
    return None


def after(standing: Standing, act: ActionKind, actor: Actor) -> Standing:
    """Where the alert stands after an act that is not refused; undo has its own way back."""
    match act:
        case ActionKind.CLAIM:
            return _claimed(_left_to(standing, actor), actor)
        case ActionKind.RELEASE:
            return replace(standing, claimed_by=None, claimed_until=None)
        case ActionKind.TAKE_OVER:
            return _claimed(_answered_by(standing, actor), actor)
        case ActionKind.ACKNOWLEDGE | ActionKind.CALL | ActionKind.MEASURE:
            answered = _acknowledged(_left_to(standing, actor), act, actor)
            return _claimed(_followed_up(answered, actor), actor)
        case ActionKind.NOTE:
            return _noted(_followed_up(standing, actor), actor)
        case ActionKind.CLOSE:
            return _closed(standing, actor)
        case ActionKind.UNDO:
            raise ValueError("an undo puts back what stood before")


def given_back(standing: Standing, rank: int) -> Standing:
    """Where an acknowledged alert stands once its owner lets go of it with nothing done."""
    return replace(
        standing,
        state=AlertState.NEW,
        rank=rank,
        claimed_by=None,
        claimed_until=None,
        owner_id=None,
        acknowledged_at=None,
        follow_up_at=None,
    )


def _noted(standing: Standing, actor: Actor) -> Standing:
    """A note of whoever works on it renews their claim; anybody else's changes nothing."""
    holds = standing.has_live_claim(actor.now) and standing.claimed_by == actor.person
    return _claimed(standing, actor) if holds else standing


def _left_to(standing: Standing, actor: Actor) -> Standing:
    """Whoever works on an alert that its owner left answers for it from now on."""
    is_left = standing.has_lapsed(actor.now) and standing.owner_id != actor.person
    return _answered_by(standing, actor) if is_left else standing


def _answered_by(standing: Standing, actor: Actor) -> Standing:
    """The answering moves to this person, when somebody answers already."""
    if standing.owner_id is None:
        return standing
    return _followed_up(replace(standing, owner_id=actor.person), actor)


def _followed_up(standing: Standing, actor: Actor) -> Standing:
    """An act of whoever answers for it starts the follow-up timer again."""
    if standing.state is not AlertState.ACKNOWLEDGED or standing.owner_id != actor.person:
        return standing
    return replace(standing, follow_up_at=actor.follow_up_at)


def _claimed(standing: Standing, actor: Actor) -> Standing:
    return replace(standing, claimed_by=actor.person, claimed_until=actor.claim_until)


def _acknowledged(standing: Standing, act: ActionKind, actor: Actor) -> Standing:
    """Somebody answers for it: the timer stops, and a technical alert ranks by its level.

    A measure alone does not: nobody has said that they answer for it.
    """
    if standing.state is not AlertState.NEW or act is ActionKind.MEASURE:
        return standing
    return replace(
        standing,
        state=AlertState.ACKNOWLEDGED,
        rank=max(standing.rank, RANKS[AlertLevel.CRITICAL]),
        owner_id=actor.person,
        acknowledged_at=actor.now,
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
        follow_up_at=None,
    )


def standing_from_json(stored: dict[str, Any]) -> Standing:
    """What `Standing.as_json` wrote."""
    return Standing(
        state=AlertState(stored["state"]),
        rank=stored["rank"],
        claimed_by=_id(stored["claimed_by"]),
        claimed_until=_instant(stored["claimed_until"]),
        owner_id=_id(stored["owner_id"]),
        acknowledged_at=_instant(stored["acknowledged_at"]),
        closed_at=_instant(stored["closed_at"]),
        closed_by=_id(stored["closed_by"]),
        follow_up_at=_instant(stored.get("follow_up_at")),
    )


def _word(value: UUID | datetime | str | int | None) -> str | int | None:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _id(stored: str | None) -> UUID | None:
    return None if stored is None else UUID(stored)


def _instant(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)
