"""Writes a live event in the transaction of the change, and wakes who listens once it is committed.

On PostgreSQL a NOTIFY of the same transaction wakes every process of the service; on SQLite, which
has one, a bell does. Neither carries anything: who is woken reads the table.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, event, insert, select, text
from sqlalchemy.orm import Session

from services.contract.live import LiveKind
from services.db.engine import Database
from services.db.tables.alerts import Alert
from services.db.tables.live import LiveEvent
from services.db.tables.patients import Patient
from services.security.caller import Caller

CHANNEL: Final = "vigie_live"
_NOTIFY = text("SELECT pg_notify(:channel, '')")
# Inline: nobody needs the identifier back.
_INSERT = insert(LiveEvent.__table__).inline()  # type: ignore[arg-type]
_UNITS = select(Patient.id, Patient.unit_id).where(
    Patient.id.in_(bindparam("patient_ids", expanding=True))
)


@dataclass(frozen=True)
class News:
    """An alert that was raised or changed, with the version that it has now; or a patient who
    changed, with the session that wrote it.
    """

    kind: LiveKind
    centre_id: UUID
    unit_id: UUID
    patient_id: UUID
    alert_id: UUID | None = None
    version: int | None = None
    session_id: UUID | None = None


def changed(alert: Alert, version: int) -> News:
    """An alert has this version now."""
    return News(
        LiveKind.ALERT_CHANGED, alert.centre_id, alert.unit_id, alert.patient_id, alert.id, version
    )


def announce_patients(
    session: Session,
    database: Database,
    caller: Caller,
    patient_ids: Collection[UUID],
    now: datetime,
) -> None:
    """Tells that identity, contact or record of some patients changed, but for the caller's own
    session, which reads what it wrote by itself.
    """
    for row in session.execute(_UNITS, {"patient_ids": list(patient_ids)}):
        news = News(
            LiveKind.PATIENT_CHANGED,
            caller.centre_id,
            row.unit_id,
            row.id,
            session_id=caller.session_id,
        )
        announce(session, database, news, now)


def announce(session: Session, database: Database, news: News, now: datetime) -> None:
    """Tells of a change that is part of this transaction; of one rolled back nobody hears."""
    session.execute(
        _INSERT,
        {
            "centre_id": news.centre_id,
            "unit_id": news.unit_id,
            "patient_id": news.patient_id,
            "alert_id": news.alert_id,
            "kind": news.kind.value,
            "version": news.version,
            "session_id": news.session_id,
            "at": now,
        },
    )
    if not database.is_sqlite:
        session.execute(_NOTIFY, {"channel": CHANNEL})
        return

    @event.listens_for(session, "after_commit", once=True)
    def _ring(_session: Session) -> None:
        database.bell.ring()
