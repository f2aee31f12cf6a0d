"""One database, whichever it is: reading in a snapshot, writing one intention at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, create_engine, event, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from services.db.bell import Bell
from services.db.scope import Scope, ScopedSession, bind_scope, build_wall
from services.db.tables.centres import Centre

LOCK_WAIT_S = 5
STATEMENT_S = 10
"""The longest that PostgreSQL works on one statement; SQLite has no such limit."""
SQLITE_CACHE_KIB = 4096
_SET_CENTRE = text("SELECT set_config('vigie.centre', :centre, true)")
# A member of such a role could take it with SET ROLE, and an owner may lift a wall.
_PASSES_WALLS = text(
    "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')"
    " AND (rolsuper OR rolbypassrls))"
    " OR EXISTS (SELECT 1 FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
    " WHERE n.nspname = current_schema() AND relkind IN ('r', 'p')"
    " AND pg_has_role(current_user, relowner, 'MEMBER'))"
)
_ONE_CENTRE = select(Centre.id).order_by(Centre.id).limit(1)


def _sqlite_pragmas(connection: DBAPIConnection, *, query_only: bool) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={LOCK_WAIT_S * 1000}",
        f"cache_size=-{SQLITE_CACHE_KIB}",
        f"query_only={'ON' if query_only else 'OFF'}",
        "temp_store=MEMORY",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_engine(url: str, *, writes: bool, pool_size: int) -> Engine:
    """SQLite with explicit BEGIN; IMMEDIATE for writes, which lock before anything is read."""
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=LOCK_WAIT_S,
        connect_args={"check_same_thread": False, "timeout": LOCK_WAIT_S},
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        _sqlite_pragmas(connection, query_only=not writes)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _sessions(engine: Engine) -> sessionmaker[ScopedSession]:
    """Sessions on an engine of their own: what else uses the pool stands outside of the wall."""
    walled = engine.execution_options()
    if engine.dialect.name == "sqlite":
        build_wall(walled)
    return sessionmaker(walled, class_=ScopedSession, expire_on_commit=False)


class WriterBusy(RuntimeError):
    """Another writer of this process held the database for longer than `LOCK_WAIT_S`."""


class _Turn:
    """One writer at a time in this process, in the order they asked; waiting has an end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=LOCK_WAIT_S):
            raise WriterBusy
        try:
            yield
        finally:
            self._lock.release()


class _NoTurn:
    """PostgreSQL orders its own writers."""

    @contextmanager
    def taken(self) -> Iterator[None]:
        yield


class Database:
    """Gives out sessions; raises SQLAlchemy's `OperationalError` when the database cannot serve."""

    def __init__(self, url: str, *, pool_size: int = 16) -> None:
        self.url = url
        self.bell = Bell()
        self.is_sqlite = url.startswith("sqlite")
        self._turn: _Turn | _NoTurn
        if self.is_sqlite:
            self.writer = _sqlite_engine(url, writes=True, pool_size=1)
            self.reader = _sqlite_engine(url, writes=False, pool_size=pool_size)
            self._turn = _Turn()
        else:
            self.writer = create_engine(
                url,
                pool_size=pool_size,
                max_overflow=0,
                pool_timeout=LOCK_WAIT_S,
                connect_args={
                    "options": f"-c lock_timeout={LOCK_WAIT_S}s "
                    f"-c statement_timeout={STATEMENT_S}s -c timezone=UTC"
                },
            )
            self.reader = self.writer.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            self._turn = _NoTurn()
        self._write_session = _sessions(self.writer)
        self._read_session = _sessions(self.reader)

    @contextmanager
    def reading(self, scope: Scope) -> Iterator[Session]:
        """A session on one snapshot; it can write nothing."""
        with self._read_session() as session:
            self._bind(session, scope)
            yield session

    @contextmanager
    def writing(self, scope: Scope) -> Iterator[Session]:
        """A session that commits when its block ends well and leaves nothing when it does not.

        On SQLite writers of this process take turns; another process is waited for at most
        `LOCK_WAIT_S`.
        """
        with self._turn.taken(), self._write_session.begin() as session:
            self._bind(session, scope)
            yield session

    def _bind(self, session: Session, scope: Scope) -> None:
        bind_scope(session, scope)
        if not self.is_sqlite:
            session.execute(_SET_CENTRE, {"centre": str(scope.centre_id or "")})

    def is_walled(self) -> bool:
        """Whether row-level security binds this role; SQLite has none, and its scope stands."""
        if self.is_sqlite:
            return True
        with self.reader.connect() as connection:
            return not connection.scalar(_PASSES_WALLS)

    def a_centre(self) -> UUID | None:
        """One centre of these data; None while there is none."""
        with self.reader.connect() as connection:
            found: UUID | None = connection.scalar(_ONE_CENTRE)
            return found

    def dispose(self) -> None:
        """Closes every connection."""
        self.writer.dispose()
        self.reader.dispose()
