"""The care units of a centre, and the one whose list is the default (decision 2)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.db.tables.centres import Unit

_UNITS = select(Unit.id, Unit.synthetic, Unit.ended_at).order_by(Unit.id)


@dataclass(frozen=True)
class Units:
    """All units of a centre; `default` takes the work that has lost its own, None without units."""

    ids: frozenset[UUID]
    default: UUID | None


def units_of(session: Session) -> Units:
    """The units of the session's centre; the default one is the first that was made and is used."""
    rows = session.execute(_UNITS).all()
    real = [row.id for row in rows if not row.synthetic and row.ended_at is None]
    return Units(frozenset(row.id for row in rows), real[0] if real else None)
