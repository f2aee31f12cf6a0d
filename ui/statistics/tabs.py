"""Over the statistics of the centre: what is done, and how good the data are that say so."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from ui.parts.screen_tabs import ScreenTabs


class StatisticsTab(StrEnum):
    """The two pages of the screen."""

    ACTIVITY = "activity"
    QUALITY = "quality"


class StatisticsTabs(ScreenTabs[StatisticsTab]):
    """Activity, and quality of data."""

    NAME = "statistics_tabs"
    SPOKEN = "quality-tabs"
    WORDS: ClassVar = {each: f"quality-tab-{each.value}" for each in StatisticsTab}
