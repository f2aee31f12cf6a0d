"""A file with people of the staff as it lies on the disk: read once, and never written."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from services.contract.staff import LONGEST_IMPORT

MOST_BYTES: Final = LONGEST_IMPORT
"""A larger file is not read to its end; 500 people take a fifth of it."""
_OTHER_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ACCENTED: Final = re.compile(r"[^\W\d_]*[^\W\d_a-zA-Z][^\W\d_]*")
_MOST_ACCENTED: Final = 5
_LONGEST_ACCENTED: Final = 24


class StaffEncoding(StrEnum):
    """How the letters of a file were written."""

    UTF_8 = "utf_8"
    WINDOWS_1252 = "windows_1252"
    """As Excel saves a CSV file in France."""


class StaffFileFault(StrEnum):
    """Why a file is not taken."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    UTF_16 = "utf_16"
    NOT_TEXT = "not_text"


@dataclass(frozen=True, repr=False)
class StaffFile:
    """What was chosen. `accented` are words whose accents tell whether it was read rightly."""

    name: str
    text: str
    encoding: StaffEncoding
    line_count: int
    accented: tuple[str, ...]


def read_staff(path: Path) -> StaffFile | StaffFileFault:
    """The text of a file, or why there is none; what it says is for the service to judge."""
    try:
        if not path.is_file():
            return StaffFileFault.UNREADABLE
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return StaffFileFault.UNREADABLE
    if len(content) > MOST_BYTES:
        return StaffFileFault.TOO_LARGE
    if content.startswith(_OTHER_MARKS):
        return StaffFileFault.UTF_16
    found = _decoded(content)
    if found is None or _NOT_TEXT.search(found[0]):
        return StaffFileFault.NOT_TEXT
    text, encoding = found
    if not text.strip():
        return StaffFileFault.EMPTY
    # What takes one byte in a file of Windows takes three on the way.
    if len(text.encode()) > MOST_BYTES:
        return StaffFileFault.TOO_LARGE
    lines = sum(1 for line in text.splitlines() if line.strip(" ;,\t"))
    return StaffFile(path.name, text, encoding, lines, _accented(text))


def _decoded(content: bytes) -> tuple[str, StaffEncoding] | None:
    for codec, encoding in (
        ("utf-8-sig", StaffEncoding.UTF_8), ("cp1252", StaffEncoding.WINDOWS_1252)
    ):  # fmt: skip
        try:
            return content.decode(codec), encoding
        except UnicodeDecodeError:
            continue
    return None


def _accented(text: str) -> tuple[str, ...]:
    """The first words with a letter that English does not have, each once."""
    _head, _, below = text.partition("\n")
    found = dict.fromkeys(match[:_LONGEST_ACCENTED] for match in _ACCENTED.findall(below))
    return tuple(found)[:_MOST_ACCENTED]
