"""The statistics of a centre on screen: one request for each choice, and what came of the last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Job, Jobs
from console.stores.export_saving import ExportSaving
from console.stores.states import StoreState
from services.contract.statistics import Statistics
from services.contract.statistics_enums import Breakdown, Comparison

if TYPE_CHECKING:
    from console.session import Session

_NO_RIGHT: Final = 403
_EXPORTS: Final = "export_statistics"


@dataclass(frozen=True, slots=True)
class StatisticsQuery:
    """What somebody chose; `months` None is the longest period that is offered."""

    months: int | None = None
    by: Breakdown = Breakdown.UNIT
    comparison: Comparison = Comparison.PREVIOUS


class StatisticsStore(QObject):
    """Signals: `changed()`. `page` is that of `query`, None while it is unknown; `saving` is the
    way of a file of it to a disk.

    A closed month never changes: a page that was read is shown at once when it is chosen again, and
    read anew behind it, because another month may have been closed.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._job: Job | None = None
        self._kept: dict[StatisticsQuery, tuple[Statistics, datetime]] = {}
        self._is_shown = False
        self.query = StatisticsQuery()
        self.state = StoreState.LOADING
        self.error: ConsoleError | None = None
        self.saving = ExportSaving(jobs, session, self)
        self.saving.failed.connect(self._doubt)

    @property
    def may_export(self) -> bool:
        """Whether this role has files made of it."""
        return self._session.may(_EXPORTS)

    @property
    def page(self) -> Statistics | None:
        """What the service said of the choice that is on screen."""
        found = self._kept.get(self.query)
        return None if found is None else found[0]

    @property
    def as_of(self) -> datetime | None:
        """When it said so."""
        found = self._kept.get(self.query)
        return None if found is None else found[1]

    @property
    def is_shown(self) -> bool:
        """Whether somebody looks."""
        return self._is_shown

    def set_shown(self, is_shown: bool) -> None:
        """Whether somebody looks: nothing is read for a screen behind others."""
        if is_shown is self._is_shown:
            return
        self._is_shown = is_shown
        if is_shown:
            self.refresh()
        else:
            self.changed.emit()

    def choose(
        self,
        *,
        months: int | None = None,
        by: Breakdown | None = None,
        comparison: Comparison | None = None,
    ) -> None:
        """Choose another period, breakdown or comparison; what is not told stays."""
        now = self.query
        wanted = replace(
            now,
            months=now.months if months is None else months,
            by=by or now.by,
            comparison=comparison or now.comparison,
        )
        if wanted != now:
            self.query, self.error = wanted, None
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read what is chosen; what is known of it stays on screen until the answer."""
        self._cancel()
        if self.page is None:
            self.state = StoreState.LOADING
        self.changed.emit()
        query, session = self.query, self._session
        self._job = self._jobs.submit(
            self,
            lambda: session.api.statistics.read(query.months, query.by, query.comparison),
            self._take,
            self._miss,
            about=query,
        )

    @Slot()
    def give_up(self) -> None:
        """Wait no longer."""
        self._cancel()
        self.state = StoreState.ERROR if self.page is None else StoreState.STALE
        self.changed.emit()

    @Slot()
    def forget(self) -> None:
        """The session is over, or the copy is too old to be read."""
        self._cancel()
        self._kept.clear()
        self.saving.forget()
        self.query, self.error = StatisticsQuery(), None
        self.state = StoreState.LOADING
        self._is_shown = False
        self.changed.emit()

    @Slot(ConsoleError)
    def _doubt(self, error: ConsoleError) -> None:
        """Another month was closed meanwhile: what is on screen is read anew."""
        if isinstance(error, Refused) and error.code == "version_stale":
            self.refresh()

    def _cancel(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _take(self, query: StatisticsQuery, page: Statistics) -> None:
        self._kept[query] = (page, self._session.server_now())
        if query == self.query:
            self.error = None
            self.state = StoreState.EMPTY if page.choices is None else StoreState.READY
            self.changed.emit()

    def _miss(self, query: StatisticsQuery, error: ConsoleError) -> None:
        if query != self.query:
            return
        self.error = error
        if isinstance(error, Refused) and error.problem.status == _NO_RIGHT:
            self._kept.clear()
            self.state = StoreState.NO_RIGHT
        else:
            self.state = StoreState.ERROR if self.page is None else StoreState.STALE
        self.changed.emit()
