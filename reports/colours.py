"""The product's colours on white paper (screens.md 2)."""

from functools import cache
from typing import Any, cast

from resources.locate import read_json


@cache
def _light() -> dict[str, Any]:
    tokens = cast("dict[str, Any]", read_json("styles", "tokens.json"))
    return cast("dict[str, Any]", tokens["themes"]["light"])


def colour(name: str) -> str:
    """A colour by its token, as `#RRGGBB`."""
    return cast("str", _light()["colour"][name])


def grade_colours(grade: int) -> tuple[str, str]:
    """Fill and numeral of a grade 0 to 4."""
    found = _light()["grade"][grade]
    return found["fill"], found["text"]


def level_colours(level: str) -> dict[str, str]:
    """Fill, glyph, outline, tint and text on the tint of an alert level, or of `technical`."""
    return cast("dict[str, str]", _light()["level"][level])
