"""The endpoint of the statistics of a centre: contract objects out."""

from __future__ import annotations

from console.client.http import Wire
from services.contract.statistics import Statistics
from services.contract.statistics_enums import Breakdown, Comparison


class StatisticsCalls:
    """Reads the page; every method raises a `ConsoleError` and may run in any thread."""

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
