"""The clinical core imports the standard library, pydantic, the contract and itself alone."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import services.clinical

FOLDER = Path(services.clinical.__file__).parent
ALLOWED = {"pydantic", *sys.stdlib_module_names}
OURS = ("services.clinical", "services.contract")
# Clocks, files, processes, randomness and the network are not what a pure function reads.
IMPURE = {"asyncio", "io", "logging", "os", "pathlib", "random", "secrets", "socket", "sqlite3"}
IMPURE |= {"subprocess", "tempfile", "threading", "time", "urllib", "uuid"}
IMPURE_CALLS = {"eval", "exec", "compile", "open", "input", "print", "__import__"}
IMPURE_METHODS = {"now", "today", "utcnow"}
MODULES = sorted(FOLDER.rglob("*.py"))


def imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def faults(source: str) -> list[str]:
    """Return what a pure module must not have."""
    tree = ast.parse(source)
    found = [
        name
        for name in imported(tree)
        if name.partition(".")[0] in IMPURE
        or not (name.partition(".")[0] in ALLOWED or name.startswith(OURS))
    ]
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                found.append(name)
            case ast.Call(func=ast.Attribute(attr=name)) if name in IMPURE_METHODS:
                found.append(name)
            case ast.ExceptHandler(type=None | ast.Name(id="Exception" | "BaseException")):
                found.append("a broad except")
            case _:
                continue
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_of_the_core_is_pure(module):
    assert faults(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "import sqlalchemy",
        "from services.db import engine",
        "from resources.locate import read_json",
        "import os.path",
        "eval('1')",
        "from datetime import datetime\ndatetime.now()",
        "try:\n    x = 1\nexcept Exception:\n    pass",
    ],
)
def test_a_planted_fault_is_found(planted):
    assert faults(planted) != []


def test_loading_the_core_loads_no_web_framework_and_no_database():
    modules = ", ".join(f"services.clinical.{path.stem}" for path in MODULES if path.stem[0] != "_")
    script = f"import sys, {modules}; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "services.clinical.evaluate" in loaded
    assert {"fastapi", "starlette", "sqlalchemy", "httpx", "resources"}.isdisjoint(loaded)
