"""Sets pages from data: PDF/A-2a and PDF/UA-1, the same bytes for the same data.

A template takes what it shows from one JSON file in memory, as data: nothing that anybody wrote is
ever read as markup. Everything that it may reach is in memory too, but for the fonts.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

import typst

from reports.letters import BOX, one_line, printable
from resources.locate import resource_path

STANDARDS: Final = ("a-2a", "ua-1")
_KEPT_DOCUMENTS: Final = 11


def pdf(files: Mapping[str, bytes], made_at: datetime) -> bytes:
    """The pages as one PDF file; raises `RuntimeError` where they cannot be set, with no name."""
    # Typst takes whole seconds.
    at = made_at.replace(microsecond=0)
    return bytes(_set(files, format="pdf", pdf_standards=list(STANDARDS), timestamp=at))


def first_png(files: Mapping[str, bytes]) -> bytes:
    """The first page as PNG, 144 dots an inch."""
    pages = _set(files, format="png")
    return bytes(pages[0] if isinstance(pages, list) else pages)


def files_of(
    template: str,
    shown: Mapping[str, Any],
    pictures: Mapping[str, str],
    free: frozenset[str] = frozenset(),
) -> dict[str, bytes]:
    """All that a template reads: itself, the pictures, and what it shows.

    `free` names what keeps its lines. `letters` says whether something could not be printed.
    """
    made = {**_printable(shown, free)}
    made["letters"] = BOX in json.dumps({**made, "words": None}, ensure_ascii=False)
    files = {name: drawn.encode() for name, drawn in pictures.items()}
    files["main"] = resource_path("reports", template).read_bytes()
    files["data.json"] = json.dumps(made, ensure_ascii=False).encode()
    return files


# The stub of typst knows neither files in memory, which the function takes, nor that what comes
# back follows from the format.
def _set(files: Any, **options: Any) -> Any:
    fonts = str(resource_path("fonts"))
    made = typst.compile(files, root=fonts, font_paths=[fonts], ignore_system_fonts=True, **options)
    _forget()
    return made


def _forget() -> None:
    """Let typst drop what it keeps of a document, which it does ten documents later: people's
    records stay in no memory, and ten long reports not in a gigabyte of it.
    """
    for _ in range(_KEPT_DOCUMENTS):
        _nothing().compile(b"#none", format="svg")


@cache
def _nothing() -> typst.Compiler:
    """A document without anything, and without a font to look for."""
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False))


def _printable(value: Any, free: frozenset[str], *, is_free: bool = False) -> Any:
    """The same data with letters that the fonts have; lines are kept where somebody wrote them."""
    if isinstance(value, str):
        return printable(value) if is_free else one_line(value)
    if isinstance(value, Mapping):
        return {
            key: _printable(each, free, is_free=is_free or key in free)
            for key, each in value.items()
        }
    if isinstance(value, Sequence):
        return [_printable(each, free, is_free=is_free) for each in value]
    return value
