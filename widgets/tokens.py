"""The design tokens: colours, levels, grades, type and measures, read once from the package's JSON
file.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache

from resources.locate import resource_path


@dataclass(frozen=True, slots=True)
class LevelColours:
    """The six colours of one alert level, as `#RRGGBB`."""

    fill: str
    glyph: str
    outline: str
    tint: str
    on_tint: str
    edge: str


@dataclass(frozen=True, slots=True)
class GradeColours:
    """The fill of a symptom grade and the numeral on it, as `#RRGGBB`."""

    fill: str
    text: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of one theme; grades are indexed 0 to 4."""

    colour: Mapping[str, str]
    level: Mapping[str, LevelColours]
    grade: tuple[GradeColours, ...]

    def value(self, token: str) -> str:
        """Return the colour of a token, where `level.<level>.<part>` names a part of a level."""
        if token.startswith("level."):
            _, level, part = token.split(".")
            return str(asdict(self.level[level])[part])
        return self.colour[token]


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """Size, line height and weight of one font role, before text scaling."""

    size_px: int
    line_px: int
    weight: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The whole design system as plain values."""

    palettes: Mapping[str, Palette]
    type_styles: Mapping[str, TypeStyle]
    layout_px: Mapping[str, int]
    radius_px: Mapping[str, int]
    row_height_px: Mapping[str, int]
    motion_ms: Mapping[str, int]


@cache
def load_tokens() -> Tokens:
    """Read `tokens.json`; a missing or misspelt token is a `TypeError` or `KeyError` at start-
    up.
    """
    raw = json.loads(resource_path("styles", "tokens.json").read_bytes())
    palettes = {
        name: Palette(
            colour=theme["colour"],
            level={level: LevelColours(**colours) for level, colours in theme["level"].items()},
            grade=tuple(GradeColours(**colours) for colours in theme["grade"]),
        )
        for name, theme in raw["themes"].items()
    }
    return Tokens(
        palettes=palettes,
        type_styles={role: TypeStyle(**style) for role, style in raw["type"].items()},
        layout_px=raw["layout_px"],
        radius_px=raw["radius_px"],
        row_height_px=raw["row_height_px"],
        motion_ms=raw["motion_ms"],
    )


@cache
def load_style_sheet() -> str:
    """Return the style sheet template, with `@token@` where a value goes."""
    return resource_path("styles", "app.qss").read_text(encoding="utf-8")
