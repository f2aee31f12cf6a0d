"""The wording of one language, read from its Fluent files only as far as it is used.

The key of a message begins with the name of its file: `triage-empty` is in `triage.ftl`. A message
without placeables on a single line is read here, so that the sign-in form paints before Fluent and
Babel are loaded; every other message goes through Fluent (`resources/formatted.py`).
"""

from __future__ import annotations

import importlib
import itertools
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resources.formatted import FluentText

TRANSLATIONS = Path(__file__).parent / "translations"
LANGUAGES = ("fr", "en")

_MESSAGE = re.compile(r"^([a-z][a-z0-9_-]*) *= *(.*)$")

NO_BREAK = "\u00a0"
# Keeps a date on one line.
HYPHEN = "\u2011"
THIN = "\u202f"

Value = str | int


class MissingText(LookupError):
    """No message has this key, or it was given other variables than it needs."""


class Catalogue:
    """Messages of one language by key."""

    def __init__(self, language: str, folder: Path = TRANSLATIONS) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no wording in the language {language!r}")
        self.language = language
        self._folder = folder / language
        self._plain: dict[str, dict[str, str]] = {}
        self._fluent: dict[str, FluentText] = {}

    def text(self, key: str, values: Mapping[str, Value]) -> str:
        """The message of a key with its variables filled in; raises `MissingText`."""
        domain = key.partition("-")[0]
        plain = self._plain_of(domain).get(key)
        if plain is not None and not values:
            return plain
        return self._fluent_of(domain).text(key, values)

    def prepare(self) -> None:
        """Read every file now, so that no screen waits for it later."""
        for file in sorted(self._folder.glob("*.ftl")):
            self._plain_of(file.stem)
            self._fluent_of(file.stem)

    def _plain_of(self, domain: str) -> dict[str, str]:
        known = self._plain.get(domain)
        if known is None:
            known = self._plain[domain] = plain_messages(self._source(domain))
        return known

    def _fluent_of(self, domain: str) -> FluentText:
        known = self._fluent.get(domain)
        if known is None:
            # Not at the top: Fluent and Babel cost 150 ms, which the sign-in form does not have.
            formatted = importlib.import_module("resources.formatted")
            known = self._fluent[domain] = formatted.FluentText(self.language, self._source(domain))
        return known

    def _source(self, domain: str) -> str:
        path = self._folder / f"{domain}.ftl"
        if not path.is_file():
            raise MissingText(f"no wording file {domain}.ftl in {self.language}")
        source = path.read_text(encoding="utf-8")
        return french_spaces(source) if self.language == "fr" else source


@cache
def catalogue_of(language: str) -> Catalogue:
    """The one catalogue of a language: what it says is read once, for whoever is signed in."""
    return Catalogue(language)


def french_spaces(source: str) -> str:
    """Spaces before high signs and inside quotation marks become such that no line breaks there.

    Done here and not by hand in the files, where nobody sees the difference.
    """
    source = re.sub(r"(?<!=) ([;?!])", rf"{THIN}\1", source)
    source = re.sub(r"(?<!=) ([:%»])", rf"{NO_BREAK}\1", source)
    return source.replace("« ", f"«{NO_BREAK}")


def plain_messages(source: str) -> dict[str, str]:
    """Messages of a Fluent file that are one line without placeables."""
    lines = [*source.splitlines(), ""]
    found = {}
    for line, following in itertools.pairwise(lines):
        match = _MESSAGE.match(line)
        if (
            match
            and match[2]
            and "{" not in match[2]
            and not following.startswith((" ", "\t", "}"))
        ):
            found[match[1]] = match[2].rstrip(" ")
    return found
