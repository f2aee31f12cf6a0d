"""Over the archives and the calendar of retention: which of the two is in front."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from console.session import Session
from ui.parts.screen_tabs import ScreenTabs


class ArchivesTab(StrEnum):
    """The two screens behind one place of the rail."""

    ARCHIVES = "archives"
    CALENDAR = "calendar"


_NEEDS: Final = {
    ArchivesTab.ARCHIVES: "list_archives",
    ArchivesTab.CALENDAR: "read_retention_calendar",
}


def offered_tabs(session: Session) -> frozenset[ArchivesTab]:
    """The tabs that a role has."""
    return frozenset(each for each in ArchivesTab if session.may(_NEEDS[each]))


class ArchivesTabs(ScreenTabs[ArchivesTab]):
    """Those who are archived, and the calendar."""

    NAME = "archives_tabs"
    SPOKEN = "retention-tabs"
    WORDS: ClassVar = {each: f"retention-tab-{each.value}" for each in ArchivesTab}
