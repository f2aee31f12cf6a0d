"""A file is one idea and a function fits on a screen."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import Source, all_sources, offences, parse, report

FILE_LINES, TEST_FILE_LINES, FUNCTION_LINES = 400, 500, 50


def file_too_long(source: Source) -> Iterator[tuple[int, str]]:
    """A file has a few hundred lines; a migration is written once and is as long as it must be."""
    if "/migrations/versions/" in source.path:
        return
    lines = len(source.text.splitlines())
    cap = TEST_FILE_LINES if source.is_in("tests") else FILE_LINES
    if lines > cap:
        yield lines, f"has {lines} lines, {cap} at most"


def function_too_long(source: Source) -> Iterator[tuple[int, str]]:
    """A function has at most fifty lines, from `def` to its last line."""
    if "/migrations/versions/" in source.path:
        return
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {lines} lines, {FUNCTION_LINES} at most"


@pytest.mark.parametrize("rule", [file_too_long, function_too_long])
def test_files_and_functions_stay_short(rule):
    report(offences(rule, all_sources()))


def test_a_file_and_a_function_of_one_line_too_many_are_found():
    long_file = parse("ui/long.py", "x = 1\n" * (FILE_LINES + 1))
    long_function = parse("ui/long.py", "def f():\n" + "    x = 1\n" * FUNCTION_LINES)

    assert offences(file_too_long, (long_file,)) == ["ui/long.py:401 has 401 lines, 400 at most"]
    assert offences(function_too_long, (long_function,)) == [
        "ui/long.py:1 f has 51 lines, 50 at most"
    ]


def test_the_caps_themselves_are_allowed():
    long_file = parse("tests/long.py", "x = 1\n" * TEST_FILE_LINES)
    long_function = parse("ui/long.py", "def f():\n" + "    x = 1\n" * (FUNCTION_LINES - 1))

    assert offences(file_too_long, (long_file,)) == []
    assert offences(function_too_long, (long_function,)) == []
