"""The statistics of a manager, on a service that answers at once, fails, or says nothing."""

from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject

from console.errors import ConsoleError
from console.stores.quality import QualityStore
from console.stores.statistics import StatisticsStore
from services.contract.base import Reply
from services.contract.quality import DataQuality
from services.contract.statistics import Figure, Statistics
from services.contract.statistics_enums import Breakdown, Comparison
from services.contract.statistics_exports import StatisticsAsk
from tests.samples.at_once import AtOnce, Silence
from tests.samples.quality import data_quality
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
        self.quality_asked: list[int | None] = []
        self.quality: DataQuality | None = None

    def read(self, months: int | None, by: Breakdown, comparison: Comparison) -> Statistics:
        """The page of the picture, divided as it is asked for."""
        self.asked.append((months, by, comparison))
        self._fail()
        return self.page if self.page is not None else statistics(by)

    def read_quality(self, months: int | None) -> DataQuality:
        """The checks of the same months."""
        self.quality_asked.append(months)
        self._fail()
        return self.quality if self.quality is not None else data_quality()

    def take(self, ask: StatisticsAsk) -> bytes:
        """A file that says nothing."""
        self.files.append(ask)
        self._fail()
        return b"figures"

    def _fail(self) -> None:
        if self.is_silent:
            raise Silence
        if self.fault is not None:
            raise self.fault


class SampleStatistics(StatisticsStore):
    """Reads `calls`."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.calls = SampleStatisticsCalls()
        super().__init__(*_at_once(self.calls), parent)


class SampleQuality(QualityStore):
    """Reads `calls`."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.calls = SampleStatisticsCalls()
        super().__init__(*_at_once(self.calls), parent)


def _at_once(calls: SampleStatisticsCalls) -> tuple[Any, Any]:
    """Jobs that are done at once, and a session that has these endpoints."""
    session = SimpleNamespace(
        api=SimpleNamespace(statistics=calls),
        server_now=lambda: NOW,
        may=lambda operation: operation == "export_statistics",
    )
    return AtOnce(), session
