"""The statistics of a manager, on a service that answers at once, fails, or says nothing."""

from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject

from console.errors import ConsoleError
from console.stores.statistics import StatisticsStore
from services.contract.base import Reply
from services.contract.statistics import Figure, Statistics
from services.contract.statistics_enums import Breakdown, Comparison
from services.contract.statistics_exports import StatisticsAsk
from tests.samples.at_once import AtOnce, Silence
from tests.samples.rows import NOW
from tests.samples.statistics import MASKED, statistics


def masked(value: Any) -> Any:
    """A page, or a part of one, in which every figure is masked."""
    if isinstance(value, Figure):
        return MASKED
    if isinstance(value, list):
        return [masked(each) for each in value]
    if isinstance(value, Reply):
        changes = {name: masked(getattr(value, name)) for name in type(value).model_fields}
        return value.model_copy(update=changes)
    return value


class SampleStatisticsCalls:
    """The endpoint; `page` takes the place of the usual one, a fault that of its answer."""

    def __init__(self) -> None:
        self.asked: list[tuple[int | None, Breakdown, Comparison]] = []
        self.files: list[StatisticsAsk] = []
        self.fault: ConsoleError | None = None
        self.is_silent = False
        self.page: Statistics | None = None

    def read(self, months: int | None, by: Breakdown, comparison: Comparison) -> Statistics:
        """The page of the picture, divided as it is asked for."""
        self.asked.append((months, by, comparison))
        if self.is_silent:
            raise Silence
        if self.fault is not None:
            raise self.fault
        return self.page if self.page is not None else statistics(by)

    def take(self, ask: StatisticsAsk) -> bytes:
        """A file that says nothing."""
        self.files.append(ask)
        if self.fault is not None:
            raise self.fault
        return b"figures"


class SampleStatistics(StatisticsStore):
    """Reads `calls`."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.calls = SampleStatisticsCalls()
        session: Any = SimpleNamespace(
            api=SimpleNamespace(statistics=self.calls),
            server_now=lambda: NOW,
            may=lambda operation: operation == "export_statistics",
        )
        jobs: Any = AtOnce()
        super().__init__(jobs, session, parent)
