"""One database, whichever it is: reading in a snapshot, writing one intention at a time."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, create_engine, event, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from services.db.answering import Answering, give_up_on_silence
from services.db.bell import Bell
from services.db.scope import Scope, ScopedSession, bind_scope, build_wall
from services.db.tables.centres import Centre

LOCK_WAIT_S = 1.2
"""How long a lock of somebody else is waited for: who asks has an answer in two (R-FLT-06)."""
TURN_WAIT_S = 5
"""How long the writers of this process wait for each other, and for a connection."""
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
        f"busy_timeout={round(LOCK_WAIT_S * 1000)}",
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
        pool_timeout=TURN_WAIT_S,
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


def _sessions(engine: Engine, *, writes: bool) -> sessionmaker[ScopedSession]:
    """Sessions on an engine of their own: what else uses the pool stands outside of the wall."""
    walled = engine.execution_options()
    if engine.dialect.name == "sqlite":
        build_wall(walled)
    return sessionmaker(walled, class_=ScopedSession, expire_on_commit=False, autoflush=writes)


class WriterBusy(RuntimeError):
    """The other writers of this process took longer than `TURN_WAIT_S`, or another process has
    locked the database.
    """


class _Turn:
    """One writer at a time in this process, in the order they asked; waiting has an end."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._is_taken = False
        self._locked_out_s = 0.0

    @contextmanager
    def taken(self) -> Iterator[None]:
        self._take(time.monotonic())
        try:
            yield
        except OperationalError as fault:
            if getattr(fault.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                self._lock_out()
            raise
        finally:
            with self._changed:
                self._is_taken = False
                self._changed.notify()

    def _take(self, asked_s: float) -> None:
        """Who waits while another finds the database locked has waited for that lock as well."""

        def _is_locked_out() -> bool:
            return self._locked_out_s > asked_s

        with self._changed:
            has_come = self._changed.wait_for(
                lambda: not self._is_taken or _is_locked_out(), TURN_WAIT_S
            )
            if not has_come or _is_locked_out():
                self._changed.notify()
                raise WriterBusy
            self._is_taken = True

    def _lock_out(self) -> None:
        with self._changed:
            self._locked_out_s = time.monotonic()
            self._changed.notify_all()


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
        self.answering = Answering()
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
                pool_timeout=TURN_WAIT_S,
                connect_args={
                    "options": f"-c lock_timeout={round(LOCK_WAIT_S * 1000)}ms "
                    f"-c statement_timeout={STATEMENT_S}s -c timezone=UTC"
                },
            )
            give_up_on_silence(self.writer, self.answering)
            self.reader = self.writer.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            self._turn = _NoTurn()
        self._write_session = _sessions(self.writer, writes=True)
        self._read_session = _sessions(self.reader, writes=False)

    @contextmanager
    def reading(self, scope: Scope) -> Iterator[Session]:
        """A session on one snapshot; it can write nothing."""
        with self._read_session() as session:
            self._bind(session, scope)
            yield session

    @contextmanager
    def writing(self, scope: Scope) -> Iterator[Session]:
        """A session that commits when its block ends well and leaves nothing when it does not.

        On SQLite writers of this process take turns, for `TURN_WAIT_S` at most; another process is
        waited for at most `LOCK_WAIT_S`.
        """
        with self._turn.taken(), self._write_session.begin() as session:
            self._bind(session, scope)
            yield session

    def _bind(self, session: Session, scope: Scope) -> None:
        bind_scope(session, scope)
        if not self.is_sqlite:
            session.execute(_SET_CENTRE, {"centre": str(scope.centre_id or "")})

    def shed_deleted(self) -> None:
        """On SQLite, takes what was deleted out of the write-ahead log as well, where readers let
        it; PostgreSQL does so by itself (autovacuum).
        """
        if not self.is_sqlite:
            return
        with self._turn.taken():
            connection = self.writer.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

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
