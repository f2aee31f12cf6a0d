"""Keeps the rows of the queue: rebuilt in the transaction that changes a patient's alert."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from services.alerts.repository import open_alerts
from services.alerts.standing import WAITING
from services.alerts.summaries import Summary, seal_summary, summarise
from services.centres.times import time_of
from services.contract.enums import AlertState
from services.db.tables.alerts import Alert, WorklistEntry
from services.edge.context import Context
from services.security.keystore import KeyStore

NOBODY: Final = UUID(int=0)


class Lane(StrEnum):
    """Who has the alerts of a row in hand: nobody, somebody, or nobody any more."""

    TODO = "todo"
    HELD = "held"
    DEFERRED = "deferred"
    ESCALATED = "escalated"
    LAPSED = "lapsed"


_WAITS_FOR_ITSELF: Final = frozenset({Lane.DEFERRED, Lane.ESCALATED})
_LANES: Final = {
    AlertState.ACKNOWLEDGED: Lane.HELD,
    AlertState.DEFERRED: Lane.DEFERRED,
    AlertState.ESCALATED: Lane.ESCALATED,
}


@dataclass(frozen=True)
class Row:
    """One row of the queue: a patient's alerts of one lane and one owner, the highest first.

    `patient_alerts` are all open ones of the patient. `turns_at` is when the first of them has
    waited long enough; of a deferred or an escalated row, the first of its own.
    """

    lane: Lane
    owner_id: UUID
    alerts: tuple[Alert, ...]
    patient_alerts: tuple[Alert, ...]
    turns_at: datetime | None


_CLEAR = (
    delete(WorklistEntry)
    .where(WorklistEntry.patient_id == bindparam("cleared_patient_id"))
    .execution_options(synchronize_session=False)
)

KEPT: Final = (
    WorklistEntry.lane,
    WorklistEntry.owner_id,
    WorklistEntry.top_alert_id,
    WorklistEntry.unit_id,
    WorklistEntry.top_rank,
    WorklistEntry.next_due_at,
    WorklistEntry.turns_at,
    WorklistEntry.open_count,
)
"""What of a row decides where it stands, and when."""
_STORED = select(*KEPT).where(WorklistEntry.patient_id == bindparam("patient_id"))


def refresh(
    session: Session, context: Context, patient_id: UUID, zone: ZoneInfo | None = None
) -> None:
    """Rebuilds the rows of one patient, which the caller holds for this transaction."""
    rows = rows_of(open_alerts(session, [patient_id]))
    session.execute(_CLEAR, {"cleared_patient_id": patient_id})
    if not rows:
        return
    if zone is None:
        zone = time_of(session, rows[0].alerts[0].centre_id).zone
    summaries = summarise(session, context.keys, zone, [row.alerts[0] for row in rows])
    session.execute(
        insert(WorklistEntry),
        [_columns(row, summaries[row.alerts[0].id], context.keys) for row in rows],
    )


def is_kept(session: Session, patient_id: UUID) -> bool:
    """Whether the rows of a patient lead to the alerts to which those of `refresh` would lead."""
    stored = session.execute(_STORED, {"patient_id": patient_id})
    return places_of(open_alerts(session, [patient_id])) == {tuple(row) for row in stored}


def places_of(alerts: Iterable[Alert]) -> set[tuple[Any, ...]]:
    """`KEPT` of the rows that the open alerts of one patient make."""
    return {
        (
            row.lane.value,
            row.owner_id,
            row.alerts[0].id,
            row.alerts[0].unit_id,
            row.alerts[0].rank,
            _due(row),
            row.turns_at,
            len(row.patient_alerts),
        )
        for row in rows_of(alerts)
    }


def rows_of(alerts: Iterable[Alert]) -> list[Row]:
    """Open alerts of one patient as rows; an alert that nobody owns stands in `todo`.

    When the first one has waited long enough, a row with all of them takes the place of `todo`.
    """
    together = tuple(sorted(alerts, key=_height))
    lapses_at = _lapses_at(together)
    grouped: dict[tuple[Lane, UUID], list[Alert]] = {}
    for alert in together:
        grouped.setdefault(place_of(alert.state, alert.owner_id, alert.escalated_to), []).append(
            alert
        )
    rows = [
        Row(
            lane,
            owner_id,
            tuple(of_lane),
            together,
            _lapses_at(of_lane) if lane in _WAITS_FOR_ITSELF else lapses_at,
        )
        for (lane, owner_id), of_lane in grouped.items()
    ]
    if lapses_at is not None:
        owner_id = together[0].owner_id or NOBODY
        rows.append(Row(Lane.LAPSED, owner_id, together, together, lapses_at))
    return rows


def place_of(
    state: AlertState, owner_id: UUID | None, escalated_to: UUID | None
) -> tuple[Lane, UUID]:
    """In whose row of which lane an alert stands."""
    person = escalated_to if state is AlertState.ESCALATED else owner_id
    lane = _LANES.get(state)
    return (Lane.TODO, NOBODY) if lane is None or person is None else (lane, person)


def _lapses_at(alerts: Iterable[Alert]) -> datetime | None:
    """When the first of the waiting alerts has waited long enough; at once without a time."""
    return min(
        (alert.waits_until or alert.changed_at for alert in alerts if alert.state in WAITING),
        default=None,
    )


def _due(row: Row) -> datetime:
    """The earliest time of a row: what waits is due when it has waited long enough."""
    if row.lane in _WAITS_FOR_ITSELF and row.turns_at is not None:
        return row.turns_at
    if row.lane is not Lane.LAPSED or row.turns_at is None:
        return min(alert.due_at for alert in row.alerts)
    new = [alert.due_at for alert in row.alerts if alert.state is AlertState.NEW]
    return min([row.turns_at, *new])


def _claimed(alerts: Iterable[Alert]) -> tuple[UUID | None, datetime | None]:
    """The claim that ends last, the highest alert's first: a live one whenever there is any."""
    claims = [
        (alert.claimed_until, alert.claimed_by)
        for alert in alerts
        if alert.claimed_until is not None
    ]
    until, by = max(claims, key=lambda claim: claim[0], default=(None, None))
    return by, until


def _height(alert: Alert) -> tuple[Any, ...]:
    """The highest first; of the same rank one that nobody has taken in hand, whose time runs."""
    is_in_hand = alert.state is not AlertState.NEW
    return alert.rank, is_in_hand, alert.due_at, alert.received_at, alert.id


def _columns(row: Row, summary: Summary, keys: KeyStore) -> dict[str, Any]:
    top = row.alerts[0]
    claimed_by, claimed_until = _claimed(row.patient_alerts)
    return {
        "patient_id": top.patient_id,
        "lane": row.lane.value,
        "owner_id": row.owner_id,
        "centre_id": top.centre_id,
        "unit_id": top.unit_id,
        "top_alert_id": top.id,
        "alert_version": top.version,
        "kind": top.kind,
        "level": top.level,
        "state": top.state,
        "claimed_by": claimed_by,
        "claimed_until": claimed_until,
        "top_rank": top.rank,
        "next_due_at": _due(row),
        "received_at": top.received_at,
        "open_count": len(row.patient_alerts),
        "turns_at": row.turns_at,
        "summary": seal_summary(keys.patient(top.patient_id), top.patient_id, summary),
    }
