"""Which statements the session filter can limit to a centre; the others are refused (R-AZ-03).

The filter adds its criterion to mapped classes. Text, plain tables and the rows of an insert are
out of its reach, and SQLite has no row-level security behind it: a statement that would pass by
the filter is not run at all.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Insert, Table, TableClause, TextClause, Update
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.selectable import Alias, FromClause, SelectBase

from services.db.base import Base, Scoped

_ONE_NAME = re.compile(r"\s*\w+(?:\s+(?:as\s+)?\w+)?\s*", re.IGNORECASE)
_READS = re.compile(r"\b(?:from|join|into|update)\b", re.IGNORECASE)


class ScopeMissing(RuntimeError):
    """A statement reaches for rows that the centre of its session does not limit."""


def refuse_unlimited(state: ORMExecuteState, centre_id: UUID | None) -> None:
    """Raises `ScopeMissing` for a statement on scoped tables that no filter would limit."""
    statement = state.statement
    if isinstance(statement, TextClause):
        if _scoped_names().search(statement.text):
            raise ScopeMissing("SQL as text names a scoped table")
        return
    if isinstance(statement, Insert):
        if statement.table in _scoped_tables():
            _check_inserted(state, statement, centre_id)
        return
    if isinstance(statement, Update) and statement.table in _scoped_tables():
        _check_updated(state, statement)
    if not isinstance(statement, ClauseElement) or _passes_by(statement):
        raise ScopeMissing("a scoped table stands in a statement without its mapped class")


def _check_inserted(state: ORMExecuteState, statement: Insert, centre_id: UUID | None) -> None:
    """Rows are given as parameters, where they can be seen, and are all of the session's centre."""
    rows = list(_parameter_sets(state))
    if not rows or list(_given_names(statement)):
        raise ScopeMissing("the rows of an insert into a scoped table stand in its parameters")
    if centre_id is None or any(row.get("centre_id") != centre_id for row in rows):
        raise ScopeMissing("a row of another centre was about to be written")


def _check_updated(state: ORMExecuteState, statement: Update) -> None:
    """Many rows by their keys are written without any criterion, one statement a row."""
    if state.parameters is not None and not isinstance(state.parameters, Mapping):
        raise ScopeMissing("a bulk update by key is not limited to a centre")
    if "centre_id" in {*_given_names(statement), *(state.parameters or ())}:
        raise ScopeMissing("a row never changes its centre")


def _given_names(statement: Insert | Update) -> Iterator[str]:
    """The columns of `values()`, by name; those of a select that feeds an insert too."""
    yield from (_name(column) for column in statement._values or ())
    for rows in statement._multi_values:
        for row in rows:
            yield from (_name(column) for column in row)
    if isinstance(statement, Insert) and statement.select is not None:
        yield from statement._select_names or ()


def _name(column: object) -> str:
    return str(getattr(column, "key", column))


def _parameter_sets(state: ORMExecuteState) -> Iterator[Mapping[str, Any]]:
    given = state.parameters
    if isinstance(given, Mapping):
        yield given
    elif given is not None:
        yield from given


def _passes_by(statement: ClauseElement) -> bool:
    """Whether a scoped table stands in a statement, or in a select within it, without its class."""
    plain: set[FromClause] = set()
    mapped: set[FromClause] = set()
    waiting: list[ClauseElement] = list(statement.get_children())
    while waiting:
        element = waiting.pop()
        if isinstance(element, SelectBase):
            if _passes_by(element):
                return True
            continue
        entity = getattr(element, "_annotations", {}).get("parententity")
        if entity is not None:
            mapped.add(entity.mapper.local_table)
        elif _is_bare(element):
            return True
        elif isinstance(element, Column | Table):
            plain.add(element.table if isinstance(element, Column) else element)
        waiting.extend(() if isinstance(element, Column | Table) else element.get_children())
    return bool((plain - mapped) & _scoped_tables())


def _is_bare(element: ClauseElement) -> bool:
    """Whether this can only mean a scoped table apart from its class: by name, text or alias."""
    match element:
        case TextClause():
            reads = _READS.search(element.text) or _ONE_NAME.fullmatch(element.text)
            return reads is not None and _scoped_names().search(element.text) is not None
        case Column(table=Alias(element=owner)):
            return owner in _scoped_tables()
        case TableClause() if not isinstance(element, Table):
            return _scoped_names().fullmatch(element.name) is not None
        case _:
            return False


@cache
def _scoped_tables() -> frozenset[FromClause]:
    mappers = Base.registry.mappers
    return frozenset(each.local_table for each in mappers if issubclass(each.class_, Scoped))


@cache
def _scoped_names() -> re.Pattern[str]:
    """A table's name as a word; behind a colon it is a parameter."""
    names = (re.escape(table.description) for table in _scoped_tables())
    return re.compile(rf"(?<!:)\b(?:{'|'.join(names)})\b", re.IGNORECASE)
