"""The shipped typeface: registers Inter with Qt and makes a font for each role of the type
scale.
"""

from PySide6.QtGui import QFont, QFontDatabase

from resources.locate import resource_path
from widgets.tokens import TypeStyle

FAMILY = "Inter"
FALLBACK_FAMILIES = ("Segoe UI Variable", "Segoe UI", "Noto Sans", "DejaVu Sans")
FONT_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
SHIPPED_WEIGHTS = {400: 400, 500: 500, 600: 600, 650: 600, 700: 700}
IDENTIFIER_ROLES = frozenset({"identifier"})


class FontMissing(RuntimeError):
    """A shipped font file cannot be read by Qt; the message names the file."""


def register_fonts() -> tuple[str, ...]:
    """Hand the shipped files to Qt and return the families that it now knows from them."""
    known = QFontDatabase.families()
    if FAMILY in known and {"Medium", "SemiBold"} <= set(QFontDatabase.styles(FAMILY)):
        return (FAMILY,)
    families: list[str] = []
    for name in FONT_FILES:
        font_id = QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
        found = QFontDatabase.applicationFontFamilies(font_id) if font_id >= 0 else []
        if not found:
            raise FontMissing(name)
        families.extend(found)
    return tuple(dict.fromkeys(families))


def make_font(role: str, style: TypeStyle, text_scale: float) -> QFont:
    """Return the font of a role; tabular figures and a tailed l always, a slashed zero in
    identifiers.
    """
    font = QFont()
    font.setFamilies([FAMILY, *FALLBACK_FAMILIES])
    font.setPixelSize(round(style.size_px * text_scale))
    font.setWeight(QFont.Weight(SHIPPED_WEIGHTS[style.weight]))
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setFeature(QFont.Tag("cv05"), 1)
    if role in IDENTIFIER_ROLES:
        font.setFeature(QFont.Tag("zero"), 1)
    return font
