"""Writes many rows of one table quickly, through the same column types as the service."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from services.db.base import Base

Row = dict[str, Any]
_SQLITE = sqlite.dialect()  # type: ignore[no-untyped-call]
_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]
_BATCH = 20_000


def _writers(table: Table, dialect: Dialect) -> list[tuple[str, Callable[[Any], Any] | None]]:
    return [
        (column.name, column.type.dialect_impl(dialect).bind_processor(dialect))
        for column in table.columns
        if not (column.identity is not None)
    ]


def _tuples(rows: Iterable[Row], writers: Sequence[tuple[str, Callable[[Any], Any] | None]]) -> Any:
    for row in rows:
        yield tuple(
            write(row[name]) if write is not None else row[name] for name, write in writers
        )


class SqliteBulk:
    """A SQLite file that is being filled."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA synchronous=OFF")

    def insert(self, table_name: str, rows: Iterable[Row]) -> None:
        """Inserts rows; every column is given."""
        writers = _writers(Base.metadata.tables[table_name], _SQLITE)
        names = ", ".join(f'"{name}"' for name, _ in writers)
        marks = ", ".join("?" for _ in writers)
        statement = f"INSERT INTO {table_name} ({names}) VALUES ({marks})"
        self._connection.executemany(statement, _tuples(rows, writers))
        self._connection.commit()

    def finish(self) -> None:
        """Makes the statistics that a planner needs."""
        self._connection.execute("ANALYZE")
        self._connection.commit()
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()


class PostgresBulk:
    """A PostgreSQL database that is being filled, as its administrator (row-level security does not apply)."""

    def __init__(self, admin_dsn: str) -> None:
        self._connection = psycopg.connect(admin_dsn)

    def insert(self, table_name: str, rows: Iterable[Row]) -> None:
        """Copies rows in; every column is given."""
        writers = _writers(Base.metadata.tables[table_name], _POSTGRESQL)
        columns = SQL(", ").join(Identifier(name) for name, _ in writers)
        statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table_name), columns)
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for values in _tuples(rows, writers):
                copy.write_row(values)
        self._connection.commit()

    def finish(self) -> None:
        """Makes the statistics that a planner needs."""
        self._connection.autocommit = True
        self._connection.execute("VACUUM ANALYZE")
        self._connection.close()
