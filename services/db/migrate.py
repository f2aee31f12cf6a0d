"""Brings a database to the schema of this release, and refuses one that is newer."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from services.db.revisions import MIGRATIONS, NewerDatabase, current


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def config_for(connection: Connection) -> Config:
    """Alembic's configuration to work on an open connection."""
    config = _config()
    config.attributes["connection"] = connection
    return config


def scripts() -> ScriptDirectory:
    """The migrations of this release as Alembic reads them."""
    return ScriptDirectory.from_config(_config())


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
        known = {script.revision for script in scripts().walk_revisions()}
        if found is not None and found not in known:
            raise NewerDatabase(found)
        command.upgrade(config_for(connection), "head")
    engine.dispose()


def _explicit_transactions(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
