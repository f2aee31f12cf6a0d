"""The page of statistics as a file: made when it is saved, and as often as it is wanted."""

from __future__ import annotations

from dataclasses import dataclass

from services.contract.statistics_exports import StatisticsAsk


@dataclass(frozen=True, slots=True)
class StatisticsFile:
    """What is asked for; how large it becomes is not known before."""

    ask: StatisticsAsk
    size: int | None = None
