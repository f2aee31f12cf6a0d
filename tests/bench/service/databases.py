"""The two databases of a measurement: how each is opened, filled, kept on disk and brought back."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import psycopg

from services.db import migrate, revisions
from services.edge.context import Context
from tests.bench.service.bulk import Bulk, PostgresBulk, SqliteBulk
from tests.bench.service.filling import open_folder
from tests.support import postgres

KINDS = ("sqlite", "postgresql")
_TABLES = (
    "centre",
    "unit",
    "patient",
    "patient_search_token",
    "treatment_line",
    "treatment_cycle",
    "answer",
    "symptom_grade",
    "alert",
    "rule_hit",
    "rule_set_activation",
    "worklist_entry",
)


class Database(Protocol):
    """One database with the folder that holds its keys."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What the service is told of it."""
        ...

    @property
    def thin_dsn(self) -> str:
        """Where the thin API connects."""
        ...

    def open(self) -> Context:
        """The parts of a service on it; makes what is not there."""
        ...

    def bulk(self) -> Bulk:
        """Where many rows go at once."""
        ...

    def keep(self, kept: Path) -> None:
        """Copies everything to a folder; nothing may have it open."""
        ...

    def bring_back(self, kept: Path) -> None:
        """Makes it what was kept."""
        ...

    def run(self, statement: str) -> None:
        """Runs a statement that gives nothing back."""
        ...

    def count(self, statement: str) -> int:
        """The one number of a query, whatever the walls hide from the service."""
        ...

    def bare(self) -> Any:
        """A connection of the driver itself, which no wall stops; the caller closes it."""
        ...

    def bound(self, identifier: UUID) -> Any:
        """An identifier as the driver takes it."""
        ...


class SqliteDatabase:
    """A file in the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / "data" / "vigie.sqlite"

    @property
    def environment(self) -> dict[str, str]:
        """The folder is enough."""
        return {}

    @property
    def thin_dsn(self) -> str:
        """The file."""
        return str(self._file)

    def open(self) -> Context:
        """Makes the file when there is none."""
        return open_folder(self.folder)

    def bulk(self) -> SqliteBulk:
        """The file as it stands."""
        return SqliteBulk(self._file)

    def keep(self, kept: Path) -> None:
        """The whole folder."""
        shutil.copytree(self.folder, kept)

    def bring_back(self, kept: Path) -> None:
        """The whole folder."""
        shutil.copytree(kept, self.folder, dirs_exist_ok=True)

    def run(self, statement: str) -> None:
        """In a transaction of its own."""
        with closing(sqlite3.connect(self._file)) as connection:
            connection.execute(statement)
            connection.commit()

    def count(self, statement: str) -> int:
        """Beside a service that goes on writing."""
        with closing(sqlite3.connect(self._file)) as connection:
            return int(connection.execute(statement).fetchone()[0])

    def bare(self) -> Any:
        """The file as it stands."""
        return sqlite3.connect(self._file)

    def bound(self, identifier: UUID) -> bytes:
        """Sixteen bytes."""
        return identifier.bytes


class PostgresDatabase:
    """A database of the test server; the service works in it as the role that has no rights.

    That server does not wait for its disk. Product and floor gain alike, so the ratio shows what
    the product itself costs.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        server = postgres.PostgresServer(postgres.start(), revisions.head(), migrate.upgrade)
        self._database = server.fresh()
        admin = postgres.start().set(drivername="postgresql", database=self._database.name)
        self.admin_dsn = admin.render_as_string(hide_password=False)

    @property
    def environment(self) -> dict[str, str]:
        """The role that serves."""
        return {"VIGIE_DATABASE_URL": self._database.app_url}

    @property
    def thin_dsn(self) -> str:
        """The role that owns the tables."""
        return self._database.owner_url.replace("+psycopg", "")

    def open(self) -> Context:
        """As the role that serves; the schema is there already."""
        return open_folder(self.folder, self._database.app_url, self._database.owner_url)

    def bulk(self) -> PostgresBulk:
        """As the administrator."""
        return PostgresBulk(self.admin_dsn)

    def keep(self, kept: Path) -> None:
        """Keys and tables."""
        shutil.copytree(self.folder, kept)
        bulk = self.bulk()
        for table in _TABLES:
            bulk.save(table, kept / f"{table}.copy")
        bulk.finish()

    def bring_back(self, kept: Path) -> None:
        """Keys and tables."""
        shutil.copytree(
            kept, self.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.copy")
        )
        bulk = self.bulk()
        for table in _TABLES:
            bulk.load(table, kept / f"{table}.copy")
        bulk.finish()

    def run(self, statement: str) -> None:
        """As the owner of the tables."""
        with psycopg.connect(self.thin_dsn, autocommit=True) as connection:
            connection.execute(statement.encode())

    def count(self, statement: str) -> int:
        """As the administrator."""
        with psycopg.connect(self.admin_dsn) as connection:
            row = connection.execute(statement.encode()).fetchone()
        return 0 if row is None else int(row[0])

    def bare(self) -> Any:
        """As the administrator."""
        return psycopg.connect(self.admin_dsn)

    def bound(self, identifier: UUID) -> UUID:
        """As it is."""
        return identifier
