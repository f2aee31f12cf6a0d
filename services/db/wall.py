"""The wall between centres on SQLite: what reaches the driver is read once more (R-AZ-03).

PostgreSQL limits every statement by row-level security. SQLite has none, and the filter of a
session only reaches mapped classes: a function, text, a bulk write or a refresh would pass by it.
So the SQL itself must limit every scoped table that it names to the centre of its session, or it
is not run. It is a wall against forgetting: a criterion that somebody puts behind OR or NOT passes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from services.db.base import Base, ReadScoped, Scoped

_QUOTED = re.compile(r"'(?:[^']|'')*'")
_VALUES = r"\((?:\?(?:, )?)+\)"
_INSERT = re.compile(rf'INSERT INTO (\w+) \(([\w", ]+)\) VALUES {_VALUES}(?:, {_VALUES})*\s*')
_UPDATE = re.compile(r"UPDATE \w+ SET ")
# What is set has no qualifier, what is compared has one.
_NEVER_CHANGED = re.compile(r"(?<![\w.])(?:id|centre_id)\s*=", re.IGNORECASE)
_FOLLOWING = "ON|WHERE|SET|JOIN|LEFT|INNER|CROSS|FULL|ORDER|GROUP|LIMIT|UNION|NOT|AND|OR|VALUES"
"""Words behind a table that are no alias."""
_FULL_JOIN = re.compile(r"\bFULL\b", re.IGNORECASE)


class ScopeMissing(RuntimeError):
    """A statement reaches for rows that the centre of its session does not limit."""


@dataclass(frozen=True)
class _Limit:
    """How often a table or an alias is named, and which parameters say of which centre."""

    name: str
    times: int
    parameters: tuple[int, ...]


@dataclass(frozen=True)
class _Inserted:
    """How many values a row has, and which of them is the centre; None when none is."""

    width: int
    centre: int | None


def require_limited(sql: str, rows: Sequence[Sequence[Any]], centre: bytes) -> None:
    """Raises `ScopeMissing` unless every scoped table in `sql` is limited to one centre.

    `rows` are the parameters of each execution, in the order of their question marks.
    """
    for found in _read(sql):
        for row in rows:
            _require(found, row, centre)


def _require(found: _Limit | _Inserted, row: Sequence[Any], centre: bytes) -> None:
    if isinstance(found, _Inserted):
        place = found.centre
        if place is None or any(value != centre for value in row[place :: found.width]):
            raise ScopeMissing("a row of another centre was about to be written")
    elif sum(row[place] == centre for place in found.parameters) < found.times:
        raise ScopeMissing(f"{found.name} is not limited to the centre of the session")


@lru_cache(maxsize=4096)
def _read(sql: str) -> tuple[_Limit | _Inserted, ...]:
    """What a statement asks of scoped tables; raises `ScopeMissing` for what is never allowed."""
    named = [(each["table"], each["alias"] or each["table"]) for each in _tables().finditer(sql)]
    if not named:
        return ()
    verb = sql.lstrip()[:6].upper()
    if verb == "INSERT":
        return _inserted(sql, len(named))
    if verb == "UPDATE" and (_UPDATE.match(sql) is None or _NEVER_CHANGED.search(sql)):
        raise ScopeMissing("an update of a scoped table changes neither key nor centre")
    if _FULL_JOIN.search(_QUOTED.sub("''", sql)):
        raise ScopeMissing("a full join gives rows that no criterion limits")
    names = [alias.lower() for _, alias in named]
    return tuple(
        _Limit(name, names.count(name), _criteria_of(name, sql)) for name in dict.fromkeys(names)
    )


def _inserted(sql: str, times_named: int) -> tuple[_Inserted, ...]:
    """Rows come as parameters, where their centre can be seen, and meet nothing that was there.

    What is only read for one centre takes rows of any, and of none.
    """
    plain = _INSERT.fullmatch(sql)
    if plain is None or times_named != 1:
        raise ScopeMissing("rows of a scoped table are inserted as parameters and nothing else")
    if plain[1] in _names_of(ReadScoped):
        return ()
    columns = [column.strip(' "') for column in plain[2].split(",")]
    centre = columns.index("centre_id") if "centre_id" in columns else None
    return (_Inserted(len(columns), centre),)


def _criteria_of(name: str, sql: str) -> tuple[int, ...]:
    """The places, among all parameters, of those that a `centre_id` of this name must equal."""
    bare = _QUOTED.sub("''", sql)
    ends = re.finditer(rf"(?<![\w.]){re.escape(name)}\.centre_id = (\?)", bare, re.IGNORECASE)
    return tuple(bare.count("?", 0, each.start(1)) for each in ends)


@cache
def _names_of(kind: type) -> frozenset[str]:
    mappers = Base.registry.mappers
    return frozenset(
        each.local_table.description for each in mappers if issubclass(each.class_, kind)
    )


@cache
def _tables() -> re.Pattern[str]:
    """A scoped table where it is not the qualifier of a column, quoted or not, and its alias."""
    names = "|".join(map(re.escape, sorted(_names_of(Scoped) | _names_of(ReadScoped))))
    return re.compile(
        rf"""(?<!\w)["'`\[]?(?P<table>{names})\b["'`\]]?(?!\s*\.)"""
        rf"(?:\s+(?:AS\s+)?(?!(?:{_FOLLOWING})\b)(?P<alias>\w+))?",
        re.IGNORECASE,
    )
