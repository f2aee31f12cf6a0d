"""Which letters can be printed: those of the fonts that a document embeds.

A document for the archive must have a shape for each letter, so that one which has none is replaced
here by a box: seen, and never dropped in silence. Marks that turn the direction of what stands
beside them are dropped.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from resources.locate import resource_path

_AS_SPACES: Final = str.maketrans("\n\t", "  ")
BOX: Final = "\u25a1"
_BLOCKS: Final = (
    (0x060C, 0x060C),
    (0x061B, 0x061B),
    (0x061F, 0x061F),
    (0x0621, 0x063A),
    (0x0640, 0x0652),
    (0x0660, 0x0669),
    (0x06F0, 0x06F9),
)
_ARABIC: Final = frozenset(chr(code) for first, last in _BLOCKS for code in range(first, last + 1))
"""What the font beside Inter has shapes for (DejaVu Sans Mono, which typst brings)."""
_MICROSOFT, _UNICODE, _FORMAT = 3, 10, 12


def printable(text: str) -> str:
    """The same text as the fonts can show it; line breaks and tabs stay."""
    return "".join(_shown(each) for each in unicodedata.normalize("NFC", text))


def one_line(text: str) -> str:
    """The same on one line; spaces that keep words together stay."""
    return printable(text).translate(_AS_SPACES)


@cache
def _shown(letter: str) -> str:
    if letter in "\n\t":
        return letter
    if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return " " if letter in "\r\u0085\u2028\u2029" else ""
    # What a private letter means is written nowhere, which an archive does not take.
    is_known = letter in letters() and unicodedata.category(letter) != "Co"
    return letter if is_known else BOX


@cache
def letters() -> frozenset[str]:
    """Every letter that can be printed."""
    font = resource_path("fonts", "Inter-Regular.ttf")
    return frozenset(chr(code) for code in _covered(font)) | _ARABIC


def _covered(font: Path) -> Iterator[int]:
    """The code points with a shape: the `cmap` table of a font, in its full form (format 12)."""
    data = font.read_bytes()
    start = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * place)
        if (platform, encoding) == (_MICROSOFT, _UNICODE):
            yield from _groups(data, start + offset)


def _table(data: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for place in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * place)
        if tag == name:
            return int(offset)
    raise ValueError("a font without a table of its letters")


def _groups(data: bytes, start: int) -> Iterator[int]:
    kind, _, _, _, count = struct.unpack_from(">HHIII", data, start)
    if kind != _FORMAT:
        raise ValueError("a font whose table of letters has another form")
    for place in range(count):
        first, last, _ = struct.unpack_from(">III", data, start + 16 + 12 * place)
        yield from range(first, last + 1)
