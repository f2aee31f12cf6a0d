"""A file with a FHIR bundle as it lies on the disk: read, looked at, never kept there by us."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from services.contract.bundle_import import MOST_ANSWERS, MOST_ENTRIES, MOST_PEOPLE

MOST_BYTES: Final = 1_000_000
"""What the service takes in one request; a larger file is not even read."""
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class FileFault(StrEnum):
    """Why a file is not sent."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    NOT_BUNDLE = "not_bundle"
    EMPTY = "empty"
    TOO_MANY = "too_many"


@dataclass(frozen=True, repr=False)
class BundleFile:
    """What was chosen; its name is the user's and may name somebody."""

    name: str
    content: bytes
    entry_count: int


def read_bundle(path: Path) -> BundleFile | FileFault:
    """The bundle in a file, or why there is none; what is inside is for the service to judge."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + len(_BYTE_ORDER_MARK) + 1)
    except OSError:
        return FileFault.UNREADABLE
    content = content.removeprefix(_BYTE_ORDER_MARK)
    if len(content) > MOST_BYTES:
        return FileFault.TOO_LARGE
    try:
        found = json.loads(content.decode())
    except (ValueError, RecursionError):
        return FileFault.NOT_JSON
    if not isinstance(found, dict) or found.get("resourceType") != "Bundle":
        return FileFault.NOT_BUNDLE
    entries = found.get("entry")
    if not isinstance(entries, list) or not entries:
        return FileFault.EMPTY
    if _is_too_much(entries):
        return FileFault.TOO_MANY
    return BundleFile(path.name, content, len(entries))


def _is_too_much(entries: list[Any]) -> bool:
    """Whether the service would take longer over it than it lets one request take."""
    resources = [each.get("resource") for each in entries if isinstance(each, dict)]
    kinds = Counter(str(each.get("resourceType")) for each in resources if isinstance(each, dict))
    is_long = len(entries) > MOST_ENTRIES
    return (
        is_long or kinds["Patient"] > MOST_PEOPLE or kinds["QuestionnaireResponse"] > MOST_ANSWERS
    )


def write_text(path: Path, text: str) -> bool:
    """Write a text to a file of the user's choice; whether that worked."""
    try:
        path.write_bytes(_BYTE_ORDER_MARK + text.encode())
    except OSError:
        return False
    return True
