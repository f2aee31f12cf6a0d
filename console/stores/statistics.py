"""The statistics of a centre on screen, by the choices of somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Jobs
from console.stores.closed_months import ClosedMonths
from console.stores.export_saving import ExportSaving
from services.contract.statistics import Statistics
from services.contract.statistics_enums import Breakdown, Comparison

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

_EXPORTS: Final = "export_statistics"


@dataclass(frozen=True, slots=True)
class StatisticsQuery:
    """What somebody chose; `months` None is the longest period that is offered."""

    months: int | None = None
    by: Breakdown = Breakdown.UNIT
    comparison: Comparison = Comparison.PREVIOUS


class StatisticsStore(ClosedMonths[StatisticsQuery, Statistics]):
    """The figures of a choice; `saving` is the way of a file of them to a disk."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(StatisticsQuery(), jobs, session, parent)
        self.saving = ExportSaving(jobs, session, self)
        self.saving.failed.connect(self._doubt)

    @property
    def may_export(self) -> bool:
        """Whether this role has files made of it."""
        return self._session.may(_EXPORTS)

    def choose(
        self,
        *,
        months: int | None = None,
        by: Breakdown | None = None,
        comparison: Comparison | None = None,
    ) -> None:
        """Choose another period, breakdown or comparison; what is not told stays."""
        now = self.query
        self._ask_for(
            replace(
                now,
                months=now.months if months is None else months,
                by=by or now.by,
                comparison=comparison or now.comparison,
            )
        )

    @Slot()
    def forget(self) -> None:
        """The session is over, or the copy is too old to be read: a file under way is none."""
        self.saving.forget()
        super().forget()

    @Slot(ConsoleError)
    def _doubt(self, error: ConsoleError) -> None:
        """Another month was closed meanwhile: what is on screen is read anew."""
        if isinstance(error, Refused) and error.code == "version_stale":
            self.refresh()

    def _read(self, api: Api, query: StatisticsQuery) -> Statistics:
        return api.statistics.read(query.months, query.by, query.comparison)

    def _is_empty(self, page: Statistics) -> bool:
        return page.choices is None
