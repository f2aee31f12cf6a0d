"""Texts as every format can carry them: what XML 1.0 and FHIR forbid is replaced, and seen."""

import re
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES: Final = re.compile(r"\s+")


def plain(text: str) -> str:
    """The same text; a control character or half a letter becomes a replacement character.

    Control characters of the second half of Latin-1 are allowed by XML and go too: nobody sees
    what they do.
    """
    return _FORBIDDEN.sub(REPLACEMENT, text)


def one_line(text: str) -> str:
    """The same on one line, for a header or a name; never empty."""
    return _SPACES.sub(" ", plain(text)).strip() or REPLACEMENT
