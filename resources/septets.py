"""What one SMS can hold: the GSM-7 alphabet, 160 septets."""

import unicodedata
from typing import Final

LONGEST: Final = 160
_ALPHABET: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_IN_TWO: Final = frozenset("^{}\\[~]|€\f")
_PLAIN: Final = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2018": "'",
        "\u2019": "'",
        "«": '"',
        "»": '"',
        "œ": "oe",
        "Œ": "OE",
        "…": "...",
    }
)


def plain(text: str) -> str:
    """A text with the letters of GSM-7 where it has a like one: `ô` becomes `o`."""
    return "".join(map(_letter, unicodedata.normalize("NFC", text).translate(_PLAIN)))


def _letter(letter: str) -> str:
    if letter in _ALPHABET or letter in _IN_TWO:
        return letter
    bare = "".join(
        each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each)
    )
    return bare if bare and all(each in _ALPHABET for each in bare) else letter


def septets(text: str) -> int | None:
    """How many septets a text takes; None when GSM-7 does not have one of its letters."""
    if any(letter not in _ALPHABET and letter not in _IN_TWO for letter in text):
        return None
    return sum(2 if letter in _IN_TWO else 1 for letter in text)
