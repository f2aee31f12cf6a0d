"""Writes many rows of one table quickly, through the same column types as the service."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from services.db.base import Base

Row = dict[str, Any]
_Writer = tuple[str, Callable[[Any], Any] | None]
_SQLITE = sqlite.dialect()
_POSTGRESQL = postgresql.dialect()
_BLOCK = 1 << 20


class Bulk(Protocol):
    """Where many rows go at once; every column of a row is given."""

    def insert(self, table_name: str, rows: Iterable[Row]) -> None:
        """Inserts rows of one table."""
        ...

    def finish(self) -> None:
        """Makes what a planner has in the product, and lets go of the database."""
        ...


def _writers(table: Table, dialect: Dialect) -> list[_Writer]:
    return [
        (column.name, column.type.dialect_impl(dialect).bind_processor(dialect))
        for column in table.columns
        if column.identity is None
    ]


def _tuples(rows: Iterable[Row], writers: Sequence[_Writer]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(write(row[name]) if write is not None else row[name] for name, write in writers)


class SqliteBulk:
    """A SQLite file that is being filled."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file)
        self._connection.execute("PRAGMA synchronous=OFF")

    def insert(self, table_name: str, rows: Iterable[Row]) -> None:
        """Inserts rows in one transaction."""
        writers = _writers(Base.metadata.tables[table_name], _SQLITE)
        names = ", ".join(f'"{name}"' for name, _ in writers)
        marks = ", ".join("?" for _ in writers)
        statement = f"INSERT INTO {table_name} ({names}) VALUES ({marks})"
        self._connection.executemany(statement, _tuples(rows, writers))
        self._connection.commit()

    def finish(self) -> None:
        """Leaves one file with nothing beside it; nothing is counted, as in the product."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()


class PostgresBulk:
    """A PostgreSQL database that is being filled by its administrator, whom no policy stops."""

    def __init__(self, admin_dsn: str) -> None:
        self._connection = psycopg.connect(admin_dsn)
        # Our own rows point where they should; looking every foreign key up takes half of the time.
        self._connection.execute("SET session_replication_role = replica")

    def insert(self, table_name: str, rows: Iterable[Row]) -> None:
        """Copies rows in."""
        writers = _writers(Base.metadata.tables[table_name], _POSTGRESQL)
        columns = SQL(", ").join(Identifier(name) for name, _ in writers)
        statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table_name), columns)
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for values in _tuples(rows, writers):
                copy.write_row(values)
        self._connection.commit()

    def save(self, table_name: str, file: Path) -> None:
        """Writes a table to a file, as the server keeps it."""
        statement = SQL("COPY {} TO STDOUT (FORMAT binary)").format(Identifier(table_name))
        with (
            file.open("wb") as out,
            self._connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            for block in copy:
                out.write(block)

    def load(self, table_name: str, file: Path) -> None:
        """Reads a table back from such a file."""
        statement = SQL("COPY {} FROM STDIN (FORMAT binary)").format(Identifier(table_name))
        with (
            file.open("rb") as saved,
            self._connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            while block := saved.read(_BLOCK):
                copy.write(block)
        self._connection.commit()

    def finish(self) -> None:
        """Also marks what is visible to all, so that an index alone can answer."""
        self._connection.commit()
        self._connection.autocommit = True
        self._connection.execute("VACUUM ANALYZE")
        self._connection.close()
