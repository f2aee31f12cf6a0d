"""Tenancy in the data layer: a session sees one centre's rows, or no scoped row (R-AZ-03)."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Executable, Result, bindparam, event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from services.db.base import ReadScoped, Scoped
from services.db.plain import plain_of
from services.db.types import Id
from services.db.wall import ScopeMissing, require_limited

_KEY = "vigie_scope"
_NOBODY = UUID(int=0)
_CENTRES_KEPT = 64


@dataclass
class _Limited:
    """A statement of one centre; `plain` is the same without the ORM, where that can be."""

    statement: Executable

    @cached_property
    def plain(self) -> Executable | None:
        return plain_of(self.statement)


_LIMITED: WeakKeyDictionary[Executable, dict[UUID | None, _Limited]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Scope:
    """The centre whose rows a session may touch; `None` means none, never all (R-AZ-04)."""

    centre_id: UUID | None


NO_CENTRE = Scope(None)


class ScopedSession(Session):
    """A session whose every statement on a scoped table is limited to its centre."""


def bind_scope(session: Session, scope: Scope) -> None:
    """Ties a session to a scope for the rest of its life."""
    session.info[_KEY] = scope


def scope_of(session: Session) -> Scope:
    """The scope of a session; none when it was never bound."""
    found = session.info.get(_KEY, NO_CENTRE)
    return found if isinstance(found, Scope) else NO_CENTRE


@lru_cache(maxsize=1024)
def _rows_of(centre_id: UUID) -> tuple[ExecutableOption, ...]:
    """The criteria of one centre, made once: they stand on every statement."""
    value = bindparam(None, centre_id, Id(), unique=True)
    return tuple(
        with_loader_criteria(kind, lambda table: table.centre_id == value, include_aliases=True)
        for kind in (Scoped, ReadScoped)
    )


@event.listens_for(ScopedSession, "do_orm_execute")
def _limit_to_centre(state: ORMExecuteState) -> Result[Any] | None:
    if state.is_column_load or state.is_relationship_load:
        return None
    centre_id = scope_of(state.session).centre_id
    if not state.is_select:
        if state.is_update or state.is_delete:
            _refuse_without_centre(state, centre_id)
            state.statement = state.statement.options(*_rows_of(centre_id or _NOBODY))
        return None
    # A statement that a module keeps is limited once for each centre: that is a sixth of the time
    # of a request.
    kept = _LIMITED.setdefault(state.statement, {})
    limited = kept.get(centre_id)
    if limited is None:
        _refuse_without_centre(state, centre_id)
        if len(kept) >= _CENTRES_KEPT:
            kept.clear()
        options = _rows_of(centre_id or _NOBODY)
        limited = kept[centre_id] = _Limited(state.statement.options(*options))
    # The second time it is one that is kept. Who writes has its changes flushed by the ORM first.
    elif not state.session.autoflush and limited.plain is not None:
        return state.session.connection().execute(limited.plain, state.parameters)
    state.statement = limited.statement
    return None


def _refuse_without_centre(state: ORMExecuteState, centre_id: UUID | None) -> None:
    """Refused aloud where a class of a centre is named.

    It may also stand in a join or a subquery alone: the nil identifier belongs to no centre, and
    without a scope nothing is found there.
    """
    if centre_id is None and any(issubclass(mapper.class_, Scoped) for mapper in state.all_mappers):
        raise ScopeMissing("a scoped table was touched without a centre")


@event.listens_for(ScopedSession, "after_begin")
def _tell_connection(session: Session, _transaction: object, connection: Connection) -> None:
    """Every connection of a session knows its centre before the first statement."""
    connection.info[_KEY] = (scope_of(session).centre_id or _NOBODY).bytes


def build_wall(engine: Engine) -> None:
    """Has the SQL of every session on this engine read once more, before it runs."""
    event.listen(engine, "before_cursor_execute", _require_limited)


def _require_limited(
    connection: Connection,
    _cursor: object,
    sql: str,
    parameters: Any,
    _context: object,
    is_many: bool,
) -> None:
    rows = parameters if is_many else [parameters]
    require_limited(sql, rows, connection.info.get(_KEY, _NOBODY.bytes))


@event.listens_for(ScopedSession, "before_flush")
def _refuse_foreign_rows(session: Session, _context: object, _instances: object) -> None:
    centre_id = scope_of(session).centre_id
    for row in session.new | session.dirty | session.deleted:
        if isinstance(row, Scoped) and (centre_id is None or row.centre_id != centre_id):
            raise ScopeMissing("a row of another centre was about to be written")
