"""Phosphor icons by name, tinted by the theme.

QtAwesome carries the font; only its two data files are read, because importing the package costs
the sign-in window about 150 ms.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPixmap, QRawFont

from widgets.icon_names import ICON_NAMES
from widgets.pixmaps import render
from widgets.theme import Theme

_FONT_FILE = "phosphor-1.3.0.ttf"
_NAMES_FILE = "phosphor-charmap-1.3.0.json"
_EM = 256


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Paint an icon into a square, in one colour."""
    scale = rect.width() / _EM
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(scale, scale)
    painter.fillPath(icon_path(name), colour)
    painter.restore()


def icon_pixmap(theme: Theme, name: str, size_px: int, token: str, ratio: float = 1.0) -> QPixmap:
    """Return an icon in a theme colour at a logical size, made once per size, ratio and theme."""

    def paint(painter: QPainter) -> None:
        paint_icon(painter, name, QRectF(0, 0, size_px, size_px), theme.colour(token))

    return theme.picture(
        ("icon", name, size_px, token, ratio), lambda: render(size_px, size_px, ratio, paint)
    )


def icon(theme: Theme, name: str, token: str = "text.secondary", size_px: int = 16) -> QIcon:
    """Return an icon for a Qt button or action, sharp at the usual screen ratios; make it again
    when the theme changes.
    """
    made = QIcon()
    for ratio in (1.0, 1.25, 1.5, 2.0):
        made.addPixmap(icon_pixmap(theme, name, size_px, token, ratio), QIcon.Mode.Normal)
        made.addPixmap(
            icon_pixmap(theme, name, size_px, "text.disabled", ratio), QIcon.Mode.Disabled
        )
    return made


@cache
def icon_path(name: str) -> QPainterPath:
    """Return an icon's outline on a 256 unit square; a name outside `ICON_NAMES` is a
    `KeyError`.
    """
    if name not in ICON_NAMES:
        raise KeyError(name)
    font = _phosphor()
    glyphs = font.glyphIndexesForString(_characters()[name])
    path = font.pathForGlyph(glyphs[0])
    path.translate(0, font.ascent())
    # The font's ascent and descent enclose the square; centre it on the em in case they do not.
    path.translate(0, (_EM - (font.ascent() + font.descent())) / 2)
    return path


@cache
def _phosphor() -> QRawFont:
    font = QRawFont()
    font.loadFromData(
        (_font_folder() / _FONT_FILE).read_bytes(), _EM, QFont.HintingPreference.PreferNoHinting
    )
    return font


@cache
def _characters() -> dict[str, str]:
    codes = json.loads((_font_folder() / _NAMES_FILE).read_text(encoding="ascii"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


@cache
def _font_folder() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("qtawesome")
    return Path(spec.origin).parent / "fonts"
