"""Which schema a database has and which one this release needs.

Apart from `migrate`, because starting a service asks for both and never needs Alembic, which takes
a third of a second to load.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, column, create_engine, inspect, select, table
from sqlalchemy.pool import NullPool

MIGRATIONS = Path(__file__).parent / "migrations"
_VERSIONS = table("alembic_version", column("version_num"))


class NewerDatabase(RuntimeError):
    """The database was made by a later release; this one must not touch it."""


@cache
def head() -> str:
    """The revision of this release: migrations are numbered, each by the start of its file name."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current(connection: Connection) -> str | None:
    """The revision of a database; None when it was never migrated."""
    if not inspect(connection).has_table(_VERSIONS.name):
        return None
    found = connection.scalars(select(_VERSIONS.c.version_num)).all()
    if len(found) > 1:
        raise NewerDatabase(" and ".join(sorted(found)))
    return found[0] if found else None


def is_empty(url: str) -> bool:
    """Whether a database holds no table at all."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()
