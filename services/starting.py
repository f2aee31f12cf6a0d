"""Starts and ends a service: folders, keys, schema, and the parts that every request can reach."""

from pathlib import Path

from services.answers import rule_sets
from services.audit.journal import Journal
from services.clock import Clock, DemonstrationClock, SystemClock
from services.db import migrate
from services.db.engine import Database
from services.edge.context import Context
from services.security.keystore import KeyStore
from services.security.master_key import make_master_key, read_master_key
from services.settings import Settings

_SQLITE_FILE = "sqlite:///"


class NotInitialised(RuntimeError):
    """There is no database here yet; `migrate` makes one."""


def initialise(settings: Settings) -> None:
    """Makes the folders and, when nothing exists yet, the master key; then upgrades the schema.

    A master key is never made beside existing data: raises `MasterKeyMissing` then (R-ENC-05).
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    _folder_of(settings.keys_url)
    if not settings.master_key_path.exists() and _nothing_exists(settings):
        make_master_key(settings.master_key_path)
    read_master_key(settings.master_key_path, settings.data_dir)
    migrate.upgrade(settings.owner_url)


def open_context(settings: Settings) -> Context:
    """Opens everything; raises when master key, schema or data folder are not as they must be."""
    master_key = read_master_key(settings.master_key_path, settings.data_dir)
    database = Database(settings.data_url)
    with database.writer.connect() as connection:
        if migrate.current(connection) != migrate.head():
            raise NotInitialised("run `vigie-service migrate` first")
    clock = _clock(settings)
    rule_sets.install(database, clock.now())
    return Context(
        settings=settings,
        clock=clock,
        database=database,
        keys=KeyStore(settings.keys_url, master_key),
        journal=Journal(database),
    )


def _clock(settings: Settings) -> Clock:
    """The machine's clock; a chosen one only in a demonstration's data folder (decision 44)."""
    if settings.demonstration_clock is not None and settings.demonstration_marker.exists():
        return DemonstrationClock(settings.demonstration_clock)
    return SystemClock()


def _nothing_exists(settings: Settings) -> bool:
    return migrate.is_empty(settings.owner_url) and migrate.is_empty(settings.keys_url)


def _folder_of(url: str) -> None:
    if url.startswith(_SQLITE_FILE):
        Path(url.removeprefix(_SQLITE_FILE)).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
