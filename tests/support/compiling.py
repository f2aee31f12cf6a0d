"""Statements are compiled once for all the databases of a process.

Each test has an engine of its own, and an engine of its own compiles everything anew: a sixth of
the time of a test of the service. Two dialects of a kind compile alike here, because every engine
of a kind is opened the same way on the same server.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

_KINDS: Final = (SQLiteDialect_pysqlite, PGDialect_psycopg)
_MOST_KEPT: Final = 4000


def compile_once() -> None:
    """From now on every engine of this process shares what was compiled for its kind."""
    kept: dict[type[Any], LRUCache[Any, Any]] = {kind: LRUCache(_MOST_KEPT) for kind in _KINDS}
    for kind in _KINDS:
        kind.__eq__ = _is_alike  # type: ignore[method-assign]
        kind.__hash__ = _hash_of_kind  # type: ignore[method-assign, assignment]
    made = Engine.__init__

    def make(engine: Engine, *words: Any, **named: Any) -> None:
        made(engine, *words, **named)
        if type(engine.dialect) in kept:
            engine._compiled_cache = kept[type(engine.dialect)]

    Engine.__init__ = make  # type: ignore[method-assign, assignment]


def _is_alike(one: object, other: object) -> bool:
    return type(one) is type(other)


def _hash_of_kind(one: object) -> int:
    return hash(type(one))
