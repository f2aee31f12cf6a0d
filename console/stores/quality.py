"""The quality of a centre's data on screen, over a period of closed months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from console.jobs import Jobs
from console.stores.closed_months import ClosedMonths
from services.contract.quality import DataQuality

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session


class QualityStore(ClosedMonths[int | None, DataQuality]):
    """The checks of so many months; None is the longest period that is offered."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(None, jobs, session, parent)

    def choose(self, months: int) -> None:
        """Choose another period."""
        self._ask_for(months)

    def _read(self, api: Api, query: int | None) -> DataQuality:
        return api.statistics.read_quality(query)

    def _is_empty(self, page: DataQuality) -> bool:
        return page.months is None
