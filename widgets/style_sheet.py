"""Fills the one style sheet template with the tokens of the palette in use."""

import re

from resources.locate import resource_path
from widgets.tokens import Palette, Tokens

_PLACEHOLDER = re.compile(r"@([a-z_.]+)@")


def fill_style_sheet(template: str, palette: Palette, tokens: Tokens, text_scale_pct: int) -> str:
    """Replace each `@token@`: a colour, `radius.name`, `px.name` for a length that grows with the
    text, or `icon.name` for the file of a drawing.
    """

    # Drawings have their colours inside, so there is one for each kind of theme.
    mode = "light" if palette.colour["on.accent"] == "#FFFFFF" else "dark"

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name.startswith("radius."):
            return f"{tokens.radius_px[name.removeprefix('radius.')]}px"
        if name.startswith("px."):
            return f"{round(tokens.layout_px[name.removeprefix('px.')] * text_scale_pct / 100)}px"
        if name.startswith("icon."):
            file = f"{name.removeprefix('icon.')}-{mode}.svg"
            return resource_path("icons", file).as_posix()
        return palette.colour[name]

    return _PLACEHOLDER.sub(value, template)
