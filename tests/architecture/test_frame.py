"""The repository holds its frame and nothing of the machine where it was written."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import PRODUCT, ROOT, report

_FRAME = {
    *PRODUCT,
    "tests",
    "docs",
    "dev",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-bootstrap.lock",
}
# What commands make here and .gitignore names.
_MADE = {"demo-output", "build", "dist"}
_TEXT = {
    ".py",
    ".toml",
    ".lock",
    ".md",
    ".json",
    ".qss",
    ".ftl",
    ".mako",
    ".txt",
    ".svg",
    ".cfg",
    "",
}
# Written in two halves, so that this file does not find itself.
_MACHINE = re.compile(
    "|".join(
        first + second
        for first, second in (
            ("/ro", r"ot/\w"),
            ("/wo", r"rk/\w"),
            ("/ho", r"me/\w"),
            ("/Use", r"rs/\w"),
            ("py", r"pi\.org"),
            ("pythonho", r"sted\.org"),
            ("npm", r"js\.(org|com)"),
            ("deb", r"\.debian\.org"),
        )
    )
)


def committed_texts() -> Iterator[Path]:
    """Every text file of the checkout that is not made by a command."""
    for folder, folders, files in os.walk(ROOT):
        is_top = Path(folder) == ROOT
        skipped = _MADE | {"pictures"} if is_top else {"pictures"}
        folders[:] = [
            name
            for name in folders
            if name not in skipped
            and not name.endswith(("__pycache__", ".egg-info"))
            and (not name.startswith(".") or name == ".ci")
        ]
        yield from (Path(folder, name) for name in files if Path(name).suffix in _TEXT)


def test_the_top_level_holds_only_the_frame():
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    found = {name for name in found if not name.endswith(".egg-info")}

    assert found - _FRAME - _MADE == set()
    assert _FRAME - found == set()


def test_no_text_names_a_machine_or_a_registry():
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in committed_texts()
        for match in _MACHINE.finditer(path.read_text(encoding="utf-8"))
    ]

    report(found)


@pytest.mark.parametrize(
    "text", ["/ro" + "ot/x", "see /wo" + "rk/main", "https://py" + "pi.org/simple"]
)
def test_a_planted_place_is_found(text):
    assert _MACHINE.search(text)


def test_the_walk_reaches_every_folder():
    folders = {path.relative_to(ROOT).parts[0] for path in committed_texts()}

    assert set(PRODUCT) | {"tests", "docs"} <= folders


def test_every_folder_with_code_is_a_package():
    missing = [
        str(folder.relative_to(ROOT))
        for name in PRODUCT
        for folder in {path.parent for path in (ROOT / name).rglob("*.py")}
        if not (folder / "__init__.py").exists() and folder.name != "versions"
    ]

    report(missing)


def test_continuous_integration_runs_the_test_command():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert lines == ["#!/bin/sh", "exec ./dev test"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert os.access(ROOT / "dev", os.X_OK)
