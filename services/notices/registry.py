"""The notices of this release: kind, tool, profile, version and date, with their texts (S-51).

A version never changes: what is different is a new version, beside the old one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, cast

from resources.locate import read_json, resource_path
from services.contract.notices import Language, NoticeKind, NoticeProfile, NoticeTool

LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
_FOLDER: Final = "notices"
_PLACEHOLDER: Final = re.compile(r"\{\{([a-z_]+)\}\}")


@dataclass(frozen=True)
class Notice:
    """One version of a notice; `name` is what a consent and an acknowledgement name it by."""

    kind: NoticeKind
    tool: NoticeTool
    profile: NoticeProfile
    version: str
    dated: date

    @property
    def name(self) -> str:
        """Kind, tool and profile: the same for every version."""
        return f"{self.kind}-{self.tool}-{self.profile}"


@dataclass(frozen=True)
class Text:
    """A notice in one language: its title, six lines with the essential, the whole in Markdown,
    and what has changed since the version before (empty in the first one).
    """

    title: str
    essential: tuple[str, ...]
    body: str
    changes: str


def notices_for(tool: NoticeTool, profile: NoticeProfile) -> tuple[Notice, ...]:
    """The notices in force of a tool and a profile, in a steady order."""
    found: dict[NoticeKind, Notice] = {}
    for each in every():
        if each.tool is tool and each.profile is profile:
            found[each.kind] = each
    return tuple(found.values())


def current(kind: NoticeKind, tool: NoticeTool, profile: NoticeProfile) -> Notice:
    """The version in force; raises `KeyError` where nothing of this kind is written."""
    return versions(kind, tool, profile)[-1]


def versions(kind: NoticeKind, tool: NoticeTool, profile: NoticeProfile) -> tuple[Notice, ...]:
    """All versions, the oldest first; raises `KeyError` where there is none."""
    found = tuple(
        each for each in every() if (each.kind, each.tool, each.profile) == (kind, tool, profile)
    )
    if not found:
        raise KeyError(f"{kind}-{tool}-{profile}")
    return found


def named(name: str, version: str) -> Notice | None:
    """A version by the name that a consent keeps; None when there is none."""
    return next((each for each in every() if (each.name, each.version) == (name, version)), None)


@cache
def every() -> tuple[Notice, ...]:
    """All versions of all notices, as the index lists them: of one notice the oldest first."""
    rows = cast("list[dict[str, Any]]", read_json(_FOLDER, "index.json"))
    return tuple(
        Notice(
            NoticeKind(row["kind"]),
            NoticeTool(row["tool"]),
            NoticeProfile(row["profile"]),
            row["version"],
            date.fromisoformat(row["dated"]),
        )
        for row in rows
    )


def titles_of(notice: Notice) -> dict[Language, str]:
    """The title of a version in each language."""
    return {each: _parts(_file_of(notice, each))[0] for each in LANGUAGES}


def text_of(notice: Notice, language: Language, values: Mapping[str, str]) -> Text:
    """A version with the words of a centre in it (`services/notices/words.py` has them)."""
    title, essential, body, changes = _parts(_file_of(notice, language))
    return Text(
        title,
        tuple(_filled(line, values) for line in essential),
        _filled(body, values),
        changes,
    )


def _file_of(notice: Notice, language: Language) -> str:
    return f"{notice.name}-{notice.version}.{language}.md"


@cache
def _parts(file_name: str) -> tuple[str, tuple[str, ...], str, str]:
    """Title, essential, body and changes of a file: its four parts in this order.

    The title is the first line; the essential the list below it, the body what begins with the
    first heading; changes stand behind a line of three dashes.
    """
    source = resource_path(_FOLDER, file_name).read_text(encoding="utf-8")
    whole, _, changes = source.partition("\n---\n")
    head, _, body = whole.partition("\n## ")
    title, _, lines = head.partition("\n")
    essential = tuple(
        line.removeprefix("- ") for line in lines.splitlines() if line.startswith("- ")
    )
    return title.removeprefix("# "), essential, f"## {body}".strip(), changes.strip()


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)
