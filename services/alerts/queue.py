"""Keeps the rows of the queue: rebuilt in the transaction that changes a patient's alert."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.orm import Session

from services.alerts.repository import open_alerts
from services.alerts.summaries import Summary, seal_summary, summarise
from services.centres.times import time_of
from services.contract.enums import AlertState
from services.db.tables.alerts import Alert, WorklistEntry
from services.edge.context import Context
from services.security.keystore import KeyStore

NOBODY: Final = UUID(int=0)


class Lane(StrEnum):
    """Whether somebody answers for the alerts of a row."""

    TODO = "todo"
    HELD = "held"


@dataclass(frozen=True)
class Row:
    """One row of the queue: a patient's alerts of one lane and one owner, the highest first."""

    lane: Lane
    owner_id: UUID
    alerts: tuple[Alert, ...]


_CLEAR = (
    delete(WorklistEntry)
    .where(WorklistEntry.patient_id == bindparam("cleared_patient_id"))
    .execution_options(synchronize_session=False)
)


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


def rows_of(alerts: Iterable[Alert]) -> list[Row]:
    """Open alerts of one patient as rows; an alert that nobody owns stands in `todo`."""
    grouped: dict[tuple[Lane, UUID], list[Alert]] = {}
    for alert in alerts:
        is_held = alert.state is not AlertState.NEW and alert.owner_id is not None
        lane = (Lane.HELD, alert.owner_id or NOBODY) if is_held else (Lane.TODO, NOBODY)
        grouped.setdefault(lane, []).append(alert)
    return [
        Row(lane, owner_id, tuple(sorted(together, key=_height)))
        for (lane, owner_id), together in grouped.items()
    ]


def _height(alert: Alert) -> tuple[Any, ...]:
    return alert.rank, alert.due_at, alert.received_at, alert.id


def _columns(row: Row, summary: Summary, keys: KeyStore) -> dict[str, Any]:
    top = row.alerts[0]
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
        "claimed_by": top.claimed_by,
        "claimed_until": top.claimed_until,
        "top_rank": top.rank,
        "next_due_at": min(alert.due_at for alert in row.alerts),
        "received_at": top.received_at,
        "open_count": len(row.alerts),
        "summary": seal_summary(keys.patient(top.patient_id), top.patient_id, summary),
    }
