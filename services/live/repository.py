"""Live events in the database: where the end is, what came after a place, and what is too old."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID

from sqlalchemy import bindparam, delete, select, text, tuple_
from sqlalchemy.orm import Session

from services.contract.live import LiveKind
from services.db.scope import Scope
from services.db.tables.live import LiveEvent
from services.db.tables.record import ExceptionalAccess
from services.db.types import Instant
from services.edge.context import Context

KEPT: Final = timedelta(minutes=15)
MOST: Final = 1000
"""Events that are read at once; who missed more reads everything again."""
_DIGITS: Final = 19
_OPEN_SINCE = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
_PLACE = tuple_(LiveEvent.made_in, LiveEvent.id)
_AFTER = (
    select(LiveEvent)
    .where(tuple_(bindparam("made_in"), bindparam("number")) < _PLACE)
    .order_by(LiveEvent.made_in, LiveEvent.id)
    .limit(MOST + 1)
)
_NEWEST = (
    select(LiveEvent.made_in, LiveEvent.id)
    .where(LiveEvent.made_in < bindparam("open_since"))
    .order_by(LiveEvent.made_in.desc(), LiveEvent.id.desc())
    .limit(1)
)
_KNOWN = select(LiveEvent.id).where(
    LiveEvent.made_in == bindparam("made_in"), LiveEvent.id == bindparam("number")
)
_OPEN_TO = select(ExceptionalAccess.patient_id, ExceptionalAccess.session_id).where(
    ExceptionalAccess.patient_id.in_(bindparam("patient_ids", expanding=True)),
    ExceptionalAccess.ended_at.is_(None),
    ExceptionalAccess.since <= bindparam("now", type_=Instant()),
    ExceptionalAccess.until > bindparam("now", type_=Instant()),
)
_ALL_CLOSED: Final = 2**63 - 1


@dataclass(frozen=True, order=True)
class Place:
    """Where an event stands in the order in which events become known."""

    made_in: int
    number: int

    def __str__(self) -> str:
        return f"{self.made_in}.{self.number}"

    @classmethod
    def read(cls, words: str) -> Self | None:
        """The place that a client names; None for words that name none."""
        made_in, _, number = words.partition(".")
        if not all(part.isascii() and part.isdigit() for part in (made_in, number)):
            return None
        if max(len(made_in), len(number)) >= _DIGITS:
            return None
        return cls(int(made_in), int(number))


BEGINNING: Final = Place(0, 0)


@dataclass(frozen=True)
class Told:
    """One event as it is passed on.

    `open_to` are the sessions that have the patient open by an exceptional access; `session_id`
    is the one that is not told, for it made the change.
    """

    place: Place
    kind: LiveKind
    unit_id: UUID
    patient_id: UUID
    alert_id: UUID | None
    version: int | None
    session_id: UUID | None
    at: datetime
    open_to: frozenset[UUID]


@dataclass(frozen=True)
class Batch:
    """Events in order.

    `is_cut` says that there were more of them; `is_held_back` that some wait for a transaction
    under way, which may still write one that comes before them.
    """

    events: Sequence[Told]
    is_cut: bool
    is_held_back: bool


def newest(session: Session) -> Place:
    """The last place that is known for good."""
    found = session.execute(_NEWEST, {"open_since": _open_since(session)}).first()
    return BEGINNING if found is None else Place(found.made_in, found.id)


def is_known(session: Session, place: Place) -> bool:
    """Whether the event of a place is still kept, so that nothing after it is lost."""
    asked = {"made_in": place.made_in, "number": place.number}
    return session.scalar(_KNOWN, asked) is not None


def after(session: Session, place: Place, now: datetime) -> Batch:
    """What became known after a place, in order, and who is concerned now."""
    open_since = _open_since(session)
    asked = {"made_in": place.made_in, "number": place.number}
    rows = session.scalars(_AFTER, asked).all()
    known = [row for row in rows[:MOST] if row.made_in < open_since]
    open_to = _open_to(session, {row.patient_id for row in known}, now)
    told = [_told(row, open_to) for row in known]
    return Batch(told, len(rows) > MOST, len(known) < len(rows[:MOST]))


def forget_old(context: Context, centre_id: UUID) -> None:
    """Due work: deletes what is older than a quarter of an hour."""
    before = context.clock.now() - KEPT
    with context.database.writing(Scope(centre_id)) as session:
        session.execute(
            delete(LiveEvent).where(LiveEvent.at < before),
            execution_options={"synchronize_session": False},
        )


def _open_since(session: Session) -> int:
    """The oldest transaction that is still under way; on SQLite none is."""
    if session.get_bind().dialect.name == "sqlite":
        return _ALL_CLOSED
    return int(session.scalar(_OPEN_SINCE) or 0)


def _open_to(
    session: Session, patient_ids: Iterable[UUID], now: datetime
) -> Mapping[UUID, frozenset[UUID]]:
    """By patient the sessions whose exceptional access is in force."""
    asked = {"patient_ids": list(patient_ids), "now": now}
    found: dict[UUID, frozenset[UUID]] = {}
    for row in session.execute(_OPEN_TO, asked) if asked["patient_ids"] else ():
        found[row.patient_id] = found.get(row.patient_id, frozenset()) | {row.session_id}
    return found


def _told(row: LiveEvent, open_to: Mapping[UUID, frozenset[UUID]]) -> Told:
    return Told(
        Place(row.made_in, row.id),
        row.kind,
        row.unit_id,
        row.patient_id,
        row.alert_id,
        row.version,
        row.session_id,
        row.at,
        open_to.get(row.patient_id, frozenset()),
    )
