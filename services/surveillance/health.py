"""What is proved of the surveillance of a centre, from what its parts left in the database.

No part says of itself that it is well: each leaves the instant of what it did, and here that is
compared with now. What lies in the future proves nothing: the clock was set back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from services.contract.surveillance import (
    DOWN_AFTER_S,
    LATE_AFTER_S,
    PartHealth,
    PartState,
    SurveillanceHealth,
    SurveillancePart,
    SurveillanceState,
)
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.centres import Centre
from services.edge.context import Context
from services.surveillance import gaps, space
from services.surveillance.beats import INSTALLATION, Beat, Beats, beats_of

PROVING: Final = (
    SurveillancePart.PIPELINE,
    SurveillancePart.CANARY,
    SurveillancePart.RECONCILER,
)
"""The parts without which nothing is proved."""
_LATE_AFTER: Final = timedelta(seconds=LATE_AFTER_S)
_DOWN_AFTER: Final = timedelta(seconds=DOWN_AFTER_S)
# Processes on several machines differ by a little.
_CLOCKS_DIFFER: Final = timedelta(seconds=2)
_MADE_AT = select(Centre.created_at).where(Centre.id == bindparam("centre_id"))


@dataclass(frozen=True)
class _Stored:
    """What the database says, all of it read for one answer."""

    beats: Beats
    open_gaps: int
    made_at: datetime | None


def health_of(
    context: Context, centre_id: UUID, *, with_heartbeat: bool = True
) -> SurveillanceHealth:
    """The health of a centre now; without the heartbeat it is what the heartbeat may tell."""
    now = context.clock.now()
    with context.database.reading(NO_CENTRE) as session:
        beats = beats_of(session, centre_id)
        made_at = session.scalar(_MADE_AT, {"centre_id": centre_id})
    with context.database.reading(Scope(centre_id)) as session:
        stored = _Stored(beats, gaps.unseen(session, now), made_at)
    parts = [
        _worker(centre_id, stored.beats, now),
        *(_part(part, stored.beats.get((part.value, centre_id)), now) for part in PROVING),
    ]
    if with_heartbeat:
        # A disk that fills is said to people; it is no silence that an alarm outside should break.
        parts += [_heartbeat(context, stored.beats, now), _storage(context, now)]
    proof_at = _proof_at(centre_id, stored.beats, now)
    return SurveillanceHealth(
        state=_state(stored, parts, proof_at, now),
        last_proof_at=proof_at,
        age_s=_age_s(proof_at, now),
        open_gaps=stored.open_gaps,
        parts=parts,
        as_of=now,
    )


def _state(
    stored: _Stored, parts: list[PartHealth], proof_at: datetime | None, now: datetime
) -> SurveillanceState:
    """The worst of what is known; a centre that was made just now has a few minutes."""
    since = proof_at or stored.made_at
    is_fresh = since is not None and now - since < _DOWN_AFTER
    if stored.open_gaps or not is_fresh:
        return SurveillanceState.DOWN
    all_work = all(part.state in {PartState.OK, PartState.OFF} for part in parts)
    return SurveillanceState.OK if all_work and proof_at else SurveillanceState.PARTIAL


def _proof_at(centre_id: UUID, beats: Beats, now: datetime) -> datetime | None:
    """The last instant for which all the proving parts had done their work."""
    instants = [_known(_done_at(beats.get((part.value, centre_id))), now) for part in PROVING]
    known = [instant for instant in instants if instant is not None]
    return min(known) if len(known) == len(PROVING) else None


def _worker(centre_id: UUID, beats: Beats, now: datetime) -> PartHealth:
    """Due work is looked for when anything was tried lately, whatever came of it."""
    tried = [
        instant
        for (_task, of), beat in beats.items()
        if of == centre_id and (instant := _known(beat.tried_at, now)) is not None
    ]
    return _shown(SurveillancePart.WORKER, max(tried, default=None), now, has_failed=False)


def _part(part: SurveillancePart, beat: Beat | None, now: datetime) -> PartHealth:
    has_failed = beat is not None and beat.fault is not None
    return _shown(part, _known(_done_at(beat), now), now, has_failed=has_failed)


def _heartbeat(context: Context, beats: Beats, now: datetime) -> PartHealth:
    part = SurveillancePart.HEARTBEAT
    if not context.settings.heartbeat_url:
        return PartHealth(part=part, state=PartState.OFF, at=None, age_s=None)
    return _part(part, beats.get((part.value, INSTALLATION)), now)


def _storage(context: Context, now: datetime) -> PartHealth:
    state = space.state_of(context.settings)
    return PartHealth(part=SurveillancePart.STORAGE, state=state, at=now, age_s=0)


def _shown(
    part: SurveillancePart, at: datetime | None, now: datetime, *, has_failed: bool
) -> PartHealth:
    if has_failed or at is None or now - at >= _DOWN_AFTER:
        state = PartState.DOWN
    else:
        state = PartState.LATE if now - at >= _LATE_AFTER else PartState.OK
    return PartHealth(part=part, state=state, at=at, age_s=_age_s(at, now))


def _done_at(beat: Beat | None) -> datetime | None:
    return None if beat is None else beat.done_at


def _known(instant: datetime | None, now: datetime) -> datetime | None:
    """The instant, unless it lies in the future."""
    return None if instant is None or instant > now + _CLOCKS_DIFFER else instant


def _age_s(instant: datetime | None, now: datetime) -> int | None:
    return None if instant is None else max(0, int((now - instant).total_seconds()))
