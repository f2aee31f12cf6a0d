"""Transparency notices: what is written for whom, in which version, and who has read it (S-51)."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from services.contract.base import Ask, Reply

Language = Literal["fr", "en"]
"""The languages in which notices are written, and patients are written to."""


class NoticeKind(StrEnum):
    """What a notice is about."""

    TERMS = "terms"
    """How the tool may be used, and what it does not do."""
    PRIVACY = "privacy"
    """What is done with personal data, on which legal basis, and which rights there are."""
    TRANSPARENCY = "transparency"
    """What data serve beside the care, research above all."""
    TELEMONITORING = "telemonitoring"
    """What a patient agrees to (S-47)."""
    CENTRE_SHEET = "centre_sheet"
    """How a team works with it, on one page (S-22)."""
    COMMITMENT = "commitment"
    """What a professional promises before their first sign-in."""


class NoticeTool(StrEnum):
    """In which of the two tools a notice is shown."""

    APP = "app"
    """The pages of a patient."""
    CONSOLE = "console"


class NoticeProfile(StrEnum):
    """For whom a notice is written."""

    PATIENT = "patient"
    CLINICIAN = "clinician"
    """Every professional, whatever their role."""


def parts_of(name: str) -> tuple[NoticeKind, NoticeTool, NoticeProfile]:
    """Kind, tool and profile of a notice by the name that a consent keeps; raises `ValueError`."""
    kind, tool, profile = name.split("-")
    return NoticeKind(kind), NoticeTool(tool), NoticeProfile(profile)


class Notice(Reply):
    """One version of a notice, without its text.

    `acknowledged_at` is when the reader acknowledged this version; None: not yet.
    `acknowledged_version` is the newest version that they acknowledged, this one or an earlier one.
    """

    kind: NoticeKind
    tool: NoticeTool
    profile: NoticeProfile
    version: str
    dated: date
    title: dict[Language, str]
    must_acknowledge: bool
    """Whether it waits for the reader: one of theirs, in force, and not acknowledged."""
    acknowledged_at: AwareDatetime | None
    acknowledged_version: str | None


class Notices(Reply):
    """The notices of the reader's profile, and those that are given to patients, all in force."""

    mine: list[Notice]
    for_patients: list[Notice]


class NoticeText(Reply):
    """One version of a notice in both languages; it never changes, but for the centre's own words.

    `changes` is what is different from the newest version before it that the reader acknowledged,
    `changed_since`; for whoever read none, from the version before, and empty in the first one.
    """

    kind: NoticeKind
    tool: NoticeTool
    profile: NoticeProfile
    version: str
    dated: date
    changed_since: str | None = None
    texts: dict[Language, "NoticeWords"]


class NoticeWords(Reply):
    """A notice as it is read: six lines with the essential, then all of it in Markdown."""

    title: str
    essential: list[str]
    body: str
    changes: str


class AcknowledgementAsk(Ask):
    """Says that the reader was shown a version, in a language."""

    version: str
    language: Language
