"""The style, the script and the sign of the pages, by names that change with what is in them."""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Final, cast

from resources.locate import read_json, resource_path
from services.edge.pages import PAGES_BASE

_TYPES: Final = {
    "portal.css": "text/css; charset=utf-8",
    "portal.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_LEVEL: Final = re.compile(r"level\.([a-z]+)\.([a-z_]+)")


@dataclass(frozen=True)
class Asset:
    """One file as browsers get it."""

    name: str
    body: bytes
    media_type: str

    @property
    def path(self) -> str:
        """Where it is served."""
        return f"{PAGES_BASE}/assets/{self.name}"


@cache
def assets() -> dict[str, Asset]:
    """Every file by its plain name."""
    found = {}
    for plain, media_type in _TYPES.items():
        body = resource_path("pages", plain).read_text(encoding="utf-8")
        sent = (_coloured(body) if plain.endswith((".css", ".svg")) else body).encode()
        stem, _, ending = plain.rpartition(".")
        name = f"{stem}-{sha256(sent).hexdigest()[:12]}.{ending}"
        found[plain] = Asset(name, sent, media_type)
    return found


@cache
def served() -> dict[str, Asset]:
    """Every file by the name that it is asked for."""
    return {asset.name: asset for asset in assets().values()}


def _coloured(source: str) -> str:
    """The source with the colours of both themes (`resources/styles/tokens.json`) in it.

    `light.token(accent)` and `dark.token(accent)` name them.
    """
    themes = cast("dict[str, Any]", read_json("styles", "tokens.json"))["themes"]

    def _colour(found: re.Match[str]) -> str:
        return _of(themes[found[1]], found[2])

    return re.sub(r"\b(light|dark)\.token\(([a-z._]+)\)", _colour, source)


def _of(theme: dict[str, Any], name: str) -> str:
    level = _LEVEL.fullmatch(name)
    colour = theme["colour"][name] if level is None else theme["level"][level[1]][level[2]]
    return str(colour)
