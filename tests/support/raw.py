"""A connection that no session filter stands on, for tests that look at tables as they lie."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import Connection, text

from services.db.engine import Database

_SET_CENTRE = text("SELECT set_config('vigie.centre', :centre, true)")


@contextmanager
def raw_connection(database: Database, centre_id: UUID | None) -> Iterator[Connection]:
    """Reads every row on SQLite; on PostgreSQL those of a centre, for row-level security stays."""
    with database.reader.connect() as connection:
        if not database.is_sqlite:
            connection.execute(_SET_CENTRE, {"centre": str(centre_id or "")})
        yield connection
