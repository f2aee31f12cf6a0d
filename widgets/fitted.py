"""Shortens what a row says to the room that there is, without cutting what must be read whole."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from widgets.theme import Theme

_SEPARATOR = " · "


def elided(theme: Theme, role: str, text: str, room: float) -> str:
    """The text, or its beginning and `…`."""
    if theme.text_px(role, text) <= room:
        return text
    return QFontMetricsF(theme.font(role)).elidedText(
        text, Qt.TextElideMode.ElideRight, max(0.0, room)
    )


def with_last_word(theme: Theme, role: str, text: str, room: float) -> str:
    """The text, or its beginning, `…` and its last word: a grade is never cut."""
    if theme.text_px(role, text) <= room:
        return text
    begun, gap, last = text.rpartition(" ")
    tail = f"{gap}{last}"
    return elided(theme, role, begun, room - theme.text_px(role, tail)) + tail


def without_first_words(theme: Theme, role: str, text: str, room: float) -> str:
    """The text, or `…` and as many of its last words as fit: a time is never cut."""
    shown, rest = text, text
    while theme.text_px(role, shown) > room and " " in rest:
        rest = rest.partition(" ")[2]
        shown = f"…{rest}"
    return shown


def whole_parts(theme: Theme, role: str, parts: Sequence[str], room: float) -> str:
    """Each part behind a separator as far as whole ones fit, then `+1`: how many were left out.

    A first part that only fits without that number goes before it.
    """
    for count in range(len(parts), 0, -1):
        text = "".join(f"{_SEPARATOR}{part}" for part in parts[:count])
        text += _left_out(len(parts) - count)
        if theme.text_px(role, text) <= room:
            return text
    first = f"{_SEPARATOR}{parts[0]}" if parts else ""
    return first if theme.text_px(role, first) <= room else _left_out(len(parts))


def _left_out(count: int) -> str:
    return f"{_SEPARATOR}+{count}" if count else ""
