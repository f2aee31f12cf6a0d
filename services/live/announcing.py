"""Writes a live event in the transaction of the change, and wakes who listens once it is committed.

On PostgreSQL a NOTIFY of the same transaction wakes every process of the service; on SQLite, which
has one, a bell does. Neither carries anything: who is woken reads the table.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import event, insert, text
from sqlalchemy.orm import Session

from services.contract.live import LiveKind
from services.db.engine import Database
from services.db.tables.alerts import Alert
from services.db.tables.live import LiveEvent

CHANNEL: Final = "vigie_live"
_NOTIFY = text("SELECT pg_notify(:channel, '')")
# Inline: nobody needs the identifier back.
_INSERT = insert(LiveEvent.__table__).inline()  # type: ignore[arg-type]


@dataclass(frozen=True)
class News:
    """An alert that was raised or changed; `version` is the one that it has now."""

    kind: LiveKind
    centre_id: UUID
    unit_id: UUID
    alert_id: UUID
    version: int


def changed(alert: Alert, version: int) -> News:
    """An alert has this version now."""
    return News(LiveKind.ALERT_CHANGED, alert.centre_id, alert.unit_id, alert.id, version)


def announce(session: Session, database: Database, news: News, now: datetime) -> None:
    """Tells of a change that is part of this transaction; of one rolled back nobody hears."""
    session.execute(
        _INSERT,
        {
            "centre_id": news.centre_id,
            "unit_id": news.unit_id,
            "alert_id": news.alert_id,
            "kind": news.kind.value,
            "version": news.version,
            "at": now,
        },
    )
    if not database.is_sqlite:
        session.execute(_NOTIFY, {"channel": CHANNEL})
        return

    @event.listens_for(session, "after_commit", once=True)
    def _ring(_session: Session) -> None:
        database.bell.ring()
