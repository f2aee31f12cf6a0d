"""Where an alert stands: everything of it that acts change, and so what an undo puts back."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from services.contract.enums import AlertState

WAITING: Final = frozenset({AlertState.ACKNOWLEDGED, AlertState.DEFERRED, AlertState.ESCALATED})
"""States in which an alert is out of the unit's hands until a time, and no longer."""


@dataclass(frozen=True)
class Standing:
    """The standing of one alert.

    `waits_until` ends an acknowledgement without follow-up, a deferral, or the time in which an
    escalation is answered: from then on the unit sees the alert again. `escalated_to` is asked from
    `effective_at` on.
    """

    state: AlertState
    rank: int
    claimed_by: UUID | None
    claimed_until: datetime | None
    owner_id: UUID | None
    acknowledged_at: datetime | None
    closed_at: datetime | None
    closed_by: UUID | None
    waits_until: datetime | None
    escalated_to: UUID | None = None
    effective_at: datetime | None = None

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
        """Whether what it waited for did not happen in time: the unit sees it again."""
        return self.state in WAITING and self.waits_until is not None and self.waits_until <= now

    def is_asked(self, now: datetime) -> bool:
        """Whether the escalation has left, and its answer is awaited."""
        return (
            self.state is AlertState.ESCALATED
            and self.effective_at is not None
            and self.effective_at <= now
        )

    def as_json(self) -> dict[str, Any]:
        """The values as JSON, for the entry that an undo reads."""
        return {field.name: _word(getattr(self, field.name)) for field in fields(self)}


def standing_from_json(stored: dict[str, Any]) -> Standing:
    """What `Standing.as_json` wrote, also before alerts could wait for an answer."""
    return Standing(
        state=AlertState(stored["state"]),
        rank=stored["rank"],
        claimed_by=_id(stored["claimed_by"]),
        claimed_until=_instant(stored["claimed_until"]),
        owner_id=_id(stored["owner_id"]),
        acknowledged_at=_instant(stored["acknowledged_at"]),
        closed_at=_instant(stored["closed_at"]),
        closed_by=_id(stored["closed_by"]),
        waits_until=_instant(stored.get("waits_until", stored.get("follow_up_at"))),
        escalated_to=_id(stored.get("escalated_to")),
        effective_at=_instant(stored.get("effective_at")),
    )


def _word(value: UUID | datetime | str | int | None) -> str | int | None:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _id(stored: str | None) -> UUID | None:
    return None if stored is None else UUID(stored)


def _instant(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)
