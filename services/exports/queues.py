"""What all kinds of exports are to the database: a row that moves from state to state, and a list
of one's own.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import CursorResult, Select, and_, or_, update
from sqlalchemy.orm import Session

from services.db.tables.cohorts import CohortExport
from services.db.tables.exports import Export
from services.db.tables.fhir import FhirExport
from services.pagination import decode_cursor, encode_cursor

Kind = TypeVar("Kind", Export, CohortExport)
_SILENT: Final = {"synchronize_session": False}


def move(
    session: Session,
    kind: type[Export] | type[CohortExport] | type[FhirExport],
    export_id: UUID,
    states: Collection[StrEnum],
    values: Mapping[str, Any],
    claim: UUID | None = None,
) -> bool:
    """Changes an export that is in one of some states, and held by `claim` where there is one;
    False: it is not, and nothing was changed.
    """
    wanted = update(kind).where(kind.id == export_id, kind.state.in_(states))
    if claim is not None:
        wanted = wanted.where(kind.claim == claim)
    done: Any = session.execute(wanted.values(**values), execution_options=_SILENT)
    assert isinstance(done, CursorResult)
    return bool(done.rowcount)


def page(
    session: Session,
    kind: type[Kind],
    mine: Select[Kind],
    asked: Mapping[str, Any],
    limit: int,
    cursor: str | None,
) -> tuple[Sequence[Kind], str | None]:
    """One's own, newest first, with the cursor of the next page; raises 422 for a foreign one."""
    wanted = mine
    if cursor is not None:
        word, after_id = decode_cursor(cursor, (str, str))
        at = datetime.fromisoformat(str(word))
        earlier = and_(kind.asked_at == at, kind.id < UUID(str(after_id)))
        wanted = wanted.where(or_(kind.asked_at < at, earlier))
    newest = wanted.order_by(kind.asked_at.desc(), kind.id.desc()).limit(limit + 1)
    rows = session.scalars(newest, asked).all()
    shown = rows[:limit]
    if len(rows) <= limit:
        return shown, None
    return shown, encode_cursor([shown[-1].asked_at.isoformat(), str(shown[-1].id)])
