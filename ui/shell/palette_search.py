"""What the palette finds: every word that is typed begins a word of the command, whatever its
accents, hyphens and case (screens.md 1.9).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from resources.wording import Wording
from widgets.palette_list import PaletteGroup, PaletteLine

ONLY_COMMANDS = ">"
EXCEPTIONAL = "exceptional"
"""The command that asks for a patient whom nobody finds in one's own units."""
_APART = re.compile(r"[\W_]+")


class Group(StrEnum):
    """Where a line of the palette stands, in this order."""

    COMMANDS = "commands"
    SCREENS = "screens"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Command:
    """Something that may be done now, as the palette offers it."""

    name: str
    group: Group
    text: str
    key: str
    does: Callable[[], None]


def found(w: Wording, commands: Sequence[Command], typed: str) -> tuple[PaletteGroup, ...]:
    """The commands that what was typed finds, in their groups; `>` leaves out the other groups."""
    wanted, groups = typed.strip(), tuple(Group)
    if wanted.startswith(ONLY_COMMANDS):
        wanted, groups = wanted[1:], (Group.COMMANDS,)
    words = _words(wanted)
    made = []
    for group in groups:
        lines = tuple(
            _line(w, command)
            for command in commands
            if command.group is group and _begins(words, _words(command.text))
        )
        if lines:
            made.append(PaletteGroup(w.text(f"palette-group-{group}"), lines))
    return tuple(made)


def beside_nobody(w: Wording, commands: Sequence[Command]) -> tuple[PaletteGroup, ...]:
    """What is left to do where no patient was found; nobody comes to it by a blind Enter."""
    caution = w.text("exceptional-go-to-it")
    lines = tuple(
        replace(_line(w, each), caution=caution) for each in commands if each.name == EXCEPTIONAL
    )
    return (PaletteGroup(w.text(f"palette-group-{Group.COMMANDS}"), lines),) if lines else ()


def _line(w: Wording, command: Command) -> PaletteLine:
    sentence = command.text
    if command.key:
        sentence = w.text("palette-spoken", does=command.text, key=command.key)
    return PaletteLine(command.name, command.text, command.key, sentence)


def _begins(typed: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in typed)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return [word for word in _APART.split(bare) if word]
