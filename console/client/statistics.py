"""The endpoints of the statistics of a centre: contract objects out, and the bytes of a file."""

from __future__ import annotations

from console.client.answers import whole
from console.client.http import Wire
from services.contract.quality import DataQuality
from services.contract.statistics import Statistics
from services.contract.statistics_enums import Breakdown, Comparison
from services.contract.statistics_exports import StatisticsAsk


class StatisticsCalls:
    """Reads the pages, and has one made into files; every method raises a `ConsoleError` and may
    run in any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def read(self, months: int | None, by: Breakdown, comparison: Comparison) -> Statistics:
        """The last closed months of the centre, None for as many as are offered."""
        parameters: list[tuple[str, str | int]] = [
            ("by", by.value),
            ("comparison", comparison.value),
        ]
        if months is not None:
            parameters.append(("months", months))
        return self._wire.get(f"{self._base}/statistics", Statistics, parameters)

    def take(self, ask: StatisticsAsk) -> bytes:
        """The page as a file; raises `Incompatible` when it is not the one that was made."""
        return whole(self._wire.take(f"{self._base}/statistics/export", ask))

    def read_quality(self, months: int | None) -> DataQuality:
        """How good the data of the same months are."""
        parameters: list[tuple[str, str | int]] = [] if months is None else [("months", months)]
        return self._wire.get(f"{self._base}/statistics/quality", DataQuality, parameters)
