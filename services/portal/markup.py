"""The Markdown of notices as blocks of plain text: headings, lists, paragraphs, and strong words.

Nothing of it becomes markup by itself: a template writes the tags and escapes every word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

_STRONG: Final = re.compile(r"\*\*(.+?)\*\*")
Words = tuple[tuple[bool, str], ...]
"""Stretches of text, each with whether it is strong."""


@dataclass(frozen=True)
class Block:
    """One heading, list or paragraph; a list has several lines."""

    kind: Literal["heading", "list", "text"]
    lines: tuple[Words, ...]


def blocks(source: str) -> list[Block]:
    """The blocks of a text; they stand apart by empty lines."""
    return [block for part in re.split(r"\n\s*\n", source.strip()) for block in _read(part)]


def _read(part: str) -> Iterator[Block]:
    lines = [line.strip() for line in part.splitlines() if line.strip()]
    while lines and lines[0].startswith("#"):
        yield Block("heading", (_words(lines.pop(0).lstrip("# ")),))
    if not lines:
        return
    if lines[0].startswith("- "):
        yield Block("list", tuple(_words(item) for item in _items(lines)))
    else:
        yield Block("text", (_words(" ".join(lines)),))


def _items(lines: list[str]) -> list[str]:
    """The items of a list; a line without a hyphen goes on with the one above it."""
    found: list[str] = []
    for line in lines:
        if line.startswith("- "):
            found.append(line.removeprefix("- "))
        else:
            found[-1] += f" {line}"
    return found


def _words(text: str) -> Words:
    parts = _STRONG.split(text)
    return tuple((place % 2 == 1, part) for place, part in enumerate(parts) if part)
