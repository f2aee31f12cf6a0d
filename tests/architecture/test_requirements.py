"""The map of requirements names tests that exist."""

import ast
import re

import pytest

from tests.architecture.sources import ROOT

_MAP = ROOT / "docs" / "requirements.md"
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_ID = re.compile(r"(R-[A-Z]+|S)-\d{2}")


def _rows() -> dict[str, list[tuple[str, str]]]:
    """The tests of each requirement."""
    found = {}
    for line in _MAP.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if _ID.fullmatch(cells[0]):
            assert cells[0] not in found, f"{cells[0]} stands twice"
            assert len(cells) == 4, f"{cells[0]}: a bar in a cell"
            found[cells[0]] = _TEST.findall(cells[3])
    return found


def test_every_requirement_of_the_map_has_tests():
    assert len(_rows()) >= 14
    assert [each for each, tests in _rows().items() if not tests] == []


@pytest.mark.parametrize("requirement", sorted(_rows()))
def test_every_test_of_the_map_exists(requirement: str):
    for path, name in _rows()[requirement]:
        assert (ROOT / path).is_file(), path
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        named = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in named, f"{path} has no {name}"
