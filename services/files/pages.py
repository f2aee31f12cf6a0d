"""Pages of a file, the newest first: what stands before a place, and where the next one begins."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from services.alerts import cursors
from services.db.types import Id, Instant
from services.files.midnights import LAST_ID, Place

Row = TypeVar("Row")
LATEST: Final = Place(datetime.max.replace(tzinfo=UTC), LAST_ID)
_Column = InstrumentedAttribute[Any] | ColumnElement[Any]
_AnySelect = Select[*tuple[Any, ...]]


def before(statement: _AnySelect, at: _Column, row_id: _Column) -> _AnySelect:
    """The rows before an instant and identifier, the newest first; `asked_of` has its values."""
    place = tuple_(bindparam("before_at", type_=Instant()), bindparam("before_id", type_=Id()))
    return (
        statement.where(tuple_(at, row_id) < place)
        .order_by(at.desc(), row_id.desc())
        .limit(bindparam("limit"))
    )


def asked_of(place: Place, limit: int) -> dict[str, Any]:
    """What a statement of `before` has to be given."""
    return {"before_at": place.at, "before_id": place.id, "limit": limit}


def place_in(purpose: str, cursor: str | None) -> Place:
    """Where a page begins: `LATEST` without a cursor; raises 422 for one of something else."""
    return LATEST if cursor is None else Place(*cursors.unpack(purpose, cursor, (datetime, UUID)))


def cut(
    purpose: str, found: Sequence[Row], limit: int, at: str
) -> tuple[Sequence[Row], str | None]:
    """A page of what was found, which is one more where there is more, and the cursor of the next.

    `at` names what the rows are ordered by, before their `id`.
    """
    shown = found[:limit]
    if len(found) <= limit:
        return shown, None
    last: Any = shown[-1]
    return shown, cursors.pack(purpose, (getattr(last, at), last.id))
