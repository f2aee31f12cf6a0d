"""Over the archives and the calendar of retention: which of the two is in front."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from ui.parts.screen_tabs import ScreenTabs


class ArchivesTab(StrEnum):
    """The two screens behind one place of the rail."""

    ARCHIVES = "archives"
    CALENDAR = "calendar"


class ArchivesTabs(ScreenTabs):
    """Those who are archived, and the calendar."""

    NAME = "archives_tabs"
    SPOKEN = "retention-tabs"
    WORDS: ClassVar = {each: f"retention-tab-{each.value}" for each in ArchivesTab}
