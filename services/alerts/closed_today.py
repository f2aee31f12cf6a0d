"""What was closed since midnight in the centre's zone, one row a patient, sorted in memory."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, select

from services.alerts.filters import Traits
from services.alerts.life_cycle import RANKS
from services.alerts.repository import visible
from services.alerts.rule_exception_rows import versions
from services.alerts.summaries import summarise
from services.alerts.unreadable import label_without_identity, labels
from services.alerts.worklist_rows import Query
from services.centres.people import people
from services.centres.times import time_of
from services.contract.alerts import WorklistRow
from services.contract.enums import AlertKind, AlertLevel, AlertState, WorklistSort
from services.db.tables.alerts import Alert
from services.db.types import Id, Instant


class Closed(NamedTuple):
    """The highest alert of a patient that was closed today, and how many there were."""

    id: UUID
    patient_id: UUID
    unit_id: UUID
    version: int
    kind: AlertKind
    level: AlertLevel
    rank: int
    received_at: datetime
    owner_id: UUID | None
    closed_at: datetime
    closed_by: UUID | None
    closings: int


_TODAY = (
    Alert.centre_id == bindparam("centre_id", type_=Id()),
    Alert.closed_at >= bindparam("midnight", type_=Instant()),
    Alert.state == AlertState.CLOSED,
    Alert.unit_id.in_(bindparam("unit_ids", expanding=True)),
)
_CLOSED = select(
    Alert.id,
    Alert.patient_id,
    Alert.unit_id,
    Alert.version,
    Alert.kind,
    Alert.level,
    Alert.rank,
    Alert.received_at,
    Alert.owner_id,
    Alert.closed_at,
    Alert.closed_by,
).where(*_TODAY)
_COUNT = select(func.count(Alert.patient_id.distinct())).where(*_TODAY)
_MICROSECOND: Final = timedelta(microseconds=1)
_EPOCH_OF: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

KEYS: Final[dict[WorklistSort, Callable[[Closed], tuple[Any, ...]]]] = {
    WorklistSort.LEVEL: lambda row: (row.rank, row.closed_at, row.patient_id),
    WorklistSort.DUE: lambda row: (row.closed_at, row.patient_id),
    WorklistSort.RECEIVED: lambda row: (row.received_at, row.patient_id),
}
KEY_KINDS: Final[dict[WorklistSort, tuple[type, ...]]] = {
    WorklistSort.LEVEL: (int, datetime, UUID),
    WorklistSort.DUE: (datetime, UUID),
    WorklistSort.RECEIVED: (datetime, UUID),
}


def newest_first(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """A key in which the latest instant comes first; whatever else there is keeps its order."""
    return tuple(
        (_EPOCH_OF - value) // _MICROSECOND if isinstance(value, datetime) else value
        for value in key
    )


def closed_today(query: Query, sort: WorklistSort) -> list[Closed]:
    """One row a patient in an order."""
    together: dict[UUID, list[Closed]] = {}
    for row in query.session.execute(_CLOSED, _today(query)):
        together.setdefault(row.patient_id, []).append(Closed._make((*row, 1)))
    rows = (
        min(closed, key=lambda each: newest_first(KEYS[WorklistSort.LEVEL](each)))._replace(
            closings=len(closed)
        )
        for closed in together.values()
    )
    return sorted(rows, key=lambda row: newest_first(KEYS[sort](row)))


def traits_of(row: Closed) -> list[Traits]:
    """The traits of a row: who closed it or answered for it, and that nothing of it waits."""
    holders = frozenset(each for each in (row.owner_id, row.closed_by) if each is not None)
    rank = RANKS[row.level]
    return [
        Traits(row.patient_id, row.unit_id, rank, holders, is_overdue=False, can_be_hidden=True)
    ]


def closed_count(query: Query) -> int:
    """How many patients had an alert closed today."""
    return query.session.scalar(_COUNT, _today(query)) or 0


def closed_rows(query: Query, closed: list[Closed]) -> list[WorklistRow]:
    """The rows of a page, with names and lead symptoms."""
    session, keys = query.session, query.context.keys
    alerts = visible(session, query.caller, [row.id for row in closed])
    zone = time_of(session, query.caller.centre_id).zone
    summaries = summarise(session, keys, zone, alerts)
    known = labels(session, keys, [row.patient_id for row in closed])
    named = people(session, {person for row in closed for person in (row.owner_id, row.closed_by)})
    expected = versions(session, list(known))
    return [
        WorklistRow(
            patient=known[row.patient_id] or label_without_identity(row.patient_id),
            unit_id=row.unit_id,
            alert_id=row.id,
            alert_version=row.version,
            kind=row.kind,
            level=row.level,
            rank=row.rank,
            state=AlertState.CLOSED,
            open_count=row.closings,
            received_at=row.received_at,
            due_at=None,
            leads=summaries[row.id].leads,
            spark=summaries[row.id].spark,
            spark_threshold=summaries[row.id].threshold,
            claim=None,
            owner=None if row.owner_id is None else named[row.owner_id],
            closed_at=row.closed_at,
            closed_by=None if row.closed_by is None else named[row.closed_by],
            identity_unreadable=known[row.patient_id] is None,
            content_unreadable=not summaries[row.id].is_readable,
            expected_version=expected.get(row.patient_id, 0),
        )
        for row in closed
    ]


def midnight_of(query: Query) -> datetime:
    """When today began in the centre's zone."""
    return time_of(query.session, query.caller.centre_id).start_of_day(query.now)


def _today(query: Query) -> dict[str, Any]:
    caller = query.caller
    return {
        "centre_id": caller.centre_id,
        "midnight": midnight_of(query),
        "unit_ids": list(caller.unit_ids),
    }
