"""The project's own Python files, each parsed once, and the shape of a rule over them."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("console", "ui", "widgets", "services", "reports", "resources")


@dataclass(frozen=True)
class Source:
    """One Python file: its place in the repository, its text, its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    def is_in(self, *places: str) -> bool:
        """Say whether the file is one of these files or lies in one of these folders."""
        return any(self.path == place or self.path.startswith(f"{place}/") for place in places)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, gone through once for all rules."""
        return tuple(ast.walk(self.tree))

    @property
    def module(self) -> str:
        """The dotted name of the module."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


# A rule gives the line and the reason of each offence.
Rule = Callable[[Source], Iterator[tuple[int, str]]]


def parse(path: str, text: str) -> Source:
    """Make a source of a text, real or planted."""
    return Source(path, text, ast.parse(text))


@cache
def product_sources() -> tuple[Source, ...]:
    """Every Python file that is shipped."""
    return tuple(_read(path) for name in PRODUCT for path in sorted((ROOT / name).rglob("*.py")))


@cache
def all_sources() -> tuple[Source, ...]:
    """Every Python file, the tests and the bootstrap script among them."""
    tests = tuple(_read(path) for path in sorted((ROOT / "tests").rglob("*.py")))
    return (*product_sources(), *tests, _read(ROOT / "dev"))


def _read(path: Path) -> Source:
    return parse(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def report(found: list[str]) -> None:
    """Fail with the whole list of offences."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def offences(rule: Rule, sources: tuple[Source, ...]) -> list[str]:
    """Say where a rule is broken, one line an offence, so that a failing test prints the list."""
    return [f"{source.path}:{line} {reason}" for source in sources for line, reason in rule(source)]


def called_name(call: ast.Call) -> str:
    """The last word of what is called: `execute` in `session.execute(…)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def imported_names(source: Source) -> Iterator[tuple[int, str]]:
    """Every imported thing by its full dotted name, with its line."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
