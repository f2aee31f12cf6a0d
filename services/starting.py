"""Starts and ends a service: folders, keys, schema, and the parts that every request can reach."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select

from services.answers import rule_sets
from services.audit.journal import Journal
from services.clock import Clock, DemonstrationClock, SystemClock
from services.db import revisions
from services.db.engine import Database
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.centres import Centre
from services.db.tables.edge import JournalEntry
from services.edge.context import Context
from services.patients import indexes, treatments
from services.security.keystore import KeyStore
from services.security.master_key import make_master_key, read_master_key
from services.settings import Settings

_SQLITE_FILE = "sqlite:///"


class NotInitialised(RuntimeError):
    """There is no database here yet; `migrate` makes one."""


class WallsMissing(RuntimeError):
    """The role of the database URL passes through the walls between centres (R-AZ-03)."""


class KeysDoNotFit(RuntimeError):
    """The master key or the key store is not the one of these data (R-ENC-05)."""


def initialise(settings: Settings) -> None:
    """Makes the folders and, when nothing exists yet, the master key; then upgrades the schema.

    A master key is never made beside existing data: raises `MasterKeyMissing` then (R-ENC-05).
    Nor is a key store: `KeysDoNotFit`.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    _folder_of(settings.keys_url)
    if not settings.master_key_path.exists() and _nothing_exists(settings):
        make_master_key(settings.master_key_path)
    master_key = read_master_key(settings.master_key_path, settings.data_dir)
    # Here, because a service that only starts needs nothing of Alembic.
    from services.db import migrate

    migrate.upgrade(settings.owner_url)
    _make_key_store(settings, master_key)
    _index_missing(settings, master_key)


def open_context(settings: Settings) -> Context:
    """Opens everything; raises when keys, schema, role or data folder are not as they must be."""
    master_key = read_master_key(settings.master_key_path, settings.data_dir)
    database = Database(settings.data_url)
    with ExitStack() as refusal:
        refusal.callback(database.dispose)
        _check_database(database)
        keys = _keys_of(settings, master_key, database)
        refusal.pop_all()
    clock = _clock(settings, database)
    rule_sets.install(database, clock.now())
    return Context(
        settings=settings,
        clock=clock,
        database=database,
        keys=keys,
        journal=Journal(database),
    )


def close_context(context: Context) -> None:
    """Writes what waits and closes everything."""
    context.journal.close()
    context.database.dispose()
    context.keys.dispose()


def _clock(settings: Settings, database: Database) -> Clock:
    """The machine's clock; a chosen one only in a demonstration's data folder (decision 44).

    A demonstration that was kept goes on where it was left: nothing of it lies in the future.
    """
    chosen = settings.demonstration_clock
    if chosen is None or not settings.demonstration_marker.exists():
        return SystemClock()
    return DemonstrationClock(max([chosen, *_last_entries(database)]))


def _last_entries(database: Database) -> list[datetime]:
    """The instant of the last entry in the journal of each centre."""
    last = []
    for centre_id in _centres(database):
        with database.reading(Scope(centre_id)) as session:
            last.append(session.scalar(select(func.max(JournalEntry.at))))
    return [at for at in last if at is not None]


def _centres(database: Database) -> list[UUID]:
    with database.reading(NO_CENTRE) as session:
        return list(session.scalars(select(Centre.id)))


def _nothing_exists(settings: Settings) -> bool:
    return revisions.is_empty(settings.owner_url) and revisions.is_empty(settings.keys_url)


def _check_database(database: Database) -> None:
    with database.writer.connect() as connection:
        if revisions.current(connection) != revisions.head():
            raise NotInitialised("run `vigie-service migrate` first")
    if not database.is_walled():
        raise WallsMissing(
            "the database URL must name a role that is no superuser, does not bypass row-level "
            "security and owns no table"
        )


def _keys_of(settings: Settings, master_key: bytes, database: Database) -> KeyStore:
    """The key store, which must give the key of a centre as soon as there is one."""
    if _is_missing(settings.keys_url):
        raise KeysDoNotFit("there is no key store where the settings say")
    keys = KeyStore(settings.keys_url, master_key)
    centre_id = database.a_centre()
    if centre_id is not None and not keys.fits(centre_id):
        raise KeysDoNotFit("the master key or the key store does not belong to these data")
    return keys


def _make_key_store(settings: Settings, master_key: bytes) -> None:
    """Makes the key store of an empty installation; never one beside the data of a centre."""
    database = Database(settings.owner_url)
    try:
        holds_data = database.a_centre() is not None
    finally:
        database.dispose()
    if holds_data and _is_missing(settings.keys_url):
        raise KeysDoNotFit("there are data, but no key store where the settings say")
    KeyStore(settings.keys_url, master_key).dispose()


def _index_missing(settings: Settings, master_key: bytes) -> None:
    """Hashes what a release without these hashes wrote: treatments, and the tokens by which
    patients are found; does nothing when run again.
    """
    database, keys = Database(settings.owner_url), KeyStore(settings.keys_url, master_key)
    try:
        for centre_id in _centres(database):
            with database.writing(Scope(centre_id)) as session:
                treatments.index_missing(session, keys, centre_id)
                indexes.index_missing(session, keys, centre_id)
    finally:
        database.dispose()
        keys.dispose()


def _is_missing(url: str) -> bool:
    """Whether there is no store at all; asking makes none."""
    if url.startswith(_SQLITE_FILE) and not Path(url.removeprefix(_SQLITE_FILE)).is_file():
        return True
    return revisions.is_empty(url)


def _folder_of(url: str) -> None:
    if url.startswith(_SQLITE_FILE):
        Path(url.removeprefix(_SQLITE_FILE)).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
