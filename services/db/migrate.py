"""Brings a database to the schema of this release, and refuses one that is newer."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, inspect
from sqlalchemy.pool import NullPool

_FOLDER = Path(__file__).parent / "migrations"


class NewerDatabase(RuntimeError):
    """The database was made by a later release; this one must not touch it."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    return config


def config_for(connection: Connection) -> Config:
    """Alembic's configuration to work on an open connection."""
    config = _config()
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The revision of this release."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    if revision is None:
        raise RuntimeError("no migration is shipped")
    return revision


def current(connection: Connection) -> str | None:
    """The revision of a database; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def is_empty(url: str) -> bool:
    """Whether a database holds no table at all."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


def upgrade(url: str) -> None:
    """Runs what is missing, in one transaction; on PostgreSQL the URL is that of `vigie_owner`.

    Raises `NewerDatabase` when the database knows a revision that this release does not.
    """
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        # The driver's own transactions stop before DDL; with explicit ones a migration is atomic.
        event.listen(engine, "connect", _explicit_transactions)
        event.listen(engine, "begin", _begin_immediate)
    with engine.begin() as connection:
        found = current(connection)
        known = {
            script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()
        }
        if found is not None and found not in known:
            raise NewerDatabase(found)
        command.upgrade(config_for(connection), "head")
    engine.dispose()


def _explicit_transactions(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
