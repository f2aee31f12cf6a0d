"""Values reach the database as parameters, never as text (R-INP-01)."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import (
    Source,
    all_sources,
    called_name,
    imported_names,
    offences,
    parse,
    report,
)

_TAKES_SQL = frozenset(
    {
        "text",
        "execute",
        "executemany",
        "executescript",
        "exec_driver_sql",
        "scalar",
        "scalars",
        "DDL",
    }
)


def sql_made_of_text(source: Source) -> Iterator[tuple[int, str]]:
    """No SQL is put together with +, %, format or an f-string, except from constants."""
    # `text` is a word of the screens as well; without SQLAlchemy it is theirs.
    with_alchemy = any(name.startswith("sqlalchemy") for _line, name in imported_names(source))
    taking = _TAKES_SQL if with_alchemy else _TAKES_SQL - {"text"}
    for node in source.nodes:
        if isinstance(node, ast.Call) and called_name(node) in taking and node.args:
            sql = node.args[0]
            if _is_composed(sql) and not _takes_no_parameter(sql):
                yield node.lineno, f"{called_name(node)}({ast.unparse(sql)[:60]})"


def _is_composed(value: ast.expr) -> bool:
    if isinstance(value, ast.JoinedStr):
        holes = [part.value for part in value.values if isinstance(part, ast.FormattedValue)]
        return not all(_is_constant(hole) for hole in holes)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add | ast.Mod):
        return any(_is_text(side) or _is_composed(side) for side in (value.left, value.right))
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr == "format" and _is_text(value.func.value)
    return False


def _is_text(value: ast.expr) -> bool:
    return isinstance(value, ast.JoinedStr) or (
        isinstance(value, ast.Constant) and isinstance(value.value, str)
    )


def _is_constant(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id.isupper()


def _takes_no_parameter(value: ast.expr) -> bool:
    """A PRAGMA takes no parameter, and EXPLAIN stands before a statement that has its own."""
    first = value.values[0] if isinstance(value, ast.JoinedStr) and value.values else None
    return isinstance(first, ast.Constant) and str(first.value).startswith(_BEFORE_THE_REST)


_BEFORE_THE_REST = ("PRAGMA ", "EXPLAIN ")
ALCHEMY = "from sqlalchemy import text"


def test_no_value_is_written_into_sql():
    # A migration names its tables in loops over its own constants, and takes nothing from outside.
    ours = tuple(one for one in all_sources() if "/migrations/versions/" not in one.path)

    report(offences(sql_made_of_text, ours))


@pytest.mark.parametrize(
    "line",
    [
        'session.execute(text(f"SELECT * FROM patient WHERE id = {patient_id}"))',
        'connection.exec_driver_sql("DELETE FROM alert WHERE id = %s" % alert_id)',
        'cursor.execute("SELECT " + column)',
        'cursor.execute("SELECT {}".format(column))',
        'text(f"SELECT 1 FROM {TABLE} WHERE name = {name}")',
    ],
)
def test_a_planted_value_is_found(line):
    assert len(offences(sql_made_of_text, (parse("services/a.py", f"{ALCHEMY}\n{line}"),))) == 1


@pytest.mark.parametrize(
    "line",
    [
        'session.execute(text("SELECT 1 WHERE id = :id"), {"id": patient_id})',
        'cursor.execute(f"PRAGMA {pragma}")',
        'cursor.execute(f"EXPLAIN {statement}", parameters)',
        'text(f"SELECT 1 FROM {TABLE}")',
        "session.execute(select(Patient).where(Patient.id == patient_id))",
        "connection.execute(statement.format(Identifier(name)))",
    ],
)
def test_parameters_and_constants_pass(line):
    assert offences(sql_made_of_text, (parse("services/a.py", f"{ALCHEMY}\n{line}"),)) == []


def test_the_words_of_a_screen_are_not_sql():
    source = parse("resources/words.py", 'text(f"word-state-{state}")')

    assert offences(sql_made_of_text, (source,)) == []
