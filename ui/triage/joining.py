"""Which rows may be acknowledged in one go, and why another may not (screens.md 3.2)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from console.stores.rows import Row
from console.stores.states import RowMark
from services.contract.enums import AlertKind, AlertLevel, AlertState

MOST_TOGETHER = 20


class Barrier(StrEnum):
    """What keeps a row out."""

    LEVEL = "level"
    SEVERAL_ALERTS = "several-alerts"
    STATE = "state"
    CLAIMED = "claimed"
    UNDER_WAY = "under-way"
    TOO_MANY = "too-many"


def barrier_of(row: Row, me: UUID | None, now: datetime) -> Barrier | None:
    """None for an Info alert that waits for its acknowledgement and is its patient's only one."""
    shown = row.row
    claim = shown.claim
    if shown.level is not AlertLevel.INFO or shown.kind is AlertKind.TECHNICAL:
        return Barrier.LEVEL
    if row.mark is not RowMark.NONE:
        return Barrier.UNDER_WAY
    if shown.state is not AlertState.NEW:
        return Barrier.STATE
    if claim is not None and claim.until > now and claim.by.id != me:
        return Barrier.CLAIMED
    return Barrier.SEVERAL_ALERTS if shown.open_count > 1 else None
