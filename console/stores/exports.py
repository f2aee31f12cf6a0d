"""One's own exports on screen, of one patient and of whole units: read whole, followed in place,
and while something is waited for also when nobody looks at the list, so that its end can be told
(screens.md 3.8).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.jobs import Jobs
from console.server_clock import steady_s
from console.stores.cohorts import Cohort
from console.stores.progress import Progress
from console.stores.states import StoreState
from console.stores.whole_rows import WholeRows
from services.contract.cohorts import CohortExport
from services.contract.exports import Export, ExportDestination, ExportFormat, ExportState

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

EVERY: Final = "every"
"""What is asked of the service, always: what is shown of it is decided here."""
WORKING_MS: Final = 1000
"""Between two readings while something is made; each is one line of the journal."""
UNIT_MS: Final = 5000
"""The same of a whole unit, which takes minutes."""
DECIDED_MS: Final = 300_000
"""The same while a second person decides, and nobody looks."""
LISTS_COHORTS: Final = "list_cohorts"
_PAGE_ROWS: Final = 100
_MOST_ROWS: Final = 500
_SCREEN, _WORK = "screen", "work"


class ExportGroup(StrEnum):
    """Which of the exports are shown."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"


UNDER_WAY: Final = frozenset({ExportState.QUEUED, ExportState.MAKING})
_TELLING: Final = frozenset({ExportState.READY, ExportState.FAILED, ExportState.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class Exported:
    """An export of the list. `left_s`: how long the making will take, None while nobody can tell.
    `is_gone`: the service has it no longer, because its patient was erased.
    """

    row: Export
    left_s: int | None = None
    is_gone: bool = False

    @property
    def key(self) -> UUID:
        """The export."""
        return self.row.id

    @property
    def asked_at(self) -> datetime:
        """When it was asked for."""
        return self.row.asked_at

    @property
    def is_under_way(self) -> bool:
        """Whether it is made, or about to be."""
        return self.row.state in UNDER_WAY

    @property
    def is_ready(self) -> bool:
        """Whether its file may be taken."""
        return self.row.state is ExportState.READY

    @property
    def is_undone(self) -> bool:
        """Whether it came to nothing."""
        return self.row.state is ExportState.FAILED

    @property
    def may_cancel(self) -> bool:
        """Whether there is something to take back."""
        return self.is_under_way or self.is_ready

    @property
    def done(self) -> int | None:
        """How much of it is made, in percent, while it is."""
        return self.row.progress if self.row.state is ExportState.MAKING else None

    def cancelled(self) -> Export:
        """As it will be."""
        return self.row.model_copy(update={"state": ExportState.CANCELLED})


Asked = Export | CohortExport
"""What the service says of one."""
Listed = Exported | Cohort
"""The same on screen."""


def listed(asked: Asked) -> Listed:
    """As it stands in the list."""
    return Exported(asked) if isinstance(asked, Export) else Cohort(asked)


def group_of(shown: Listed) -> ExportGroup:
    """Where an export is looked for."""
    if shown.is_under_way:
        return ExportGroup.OPEN
    return ExportGroup.FAILED if shown.is_undone else ExportGroup.DONE


@dataclass(frozen=True)
class ExportReading:
    """What the service said."""

    exports: Sequence[Asked]
    formats: Sequence[ExportFormat]
    record_format: ExportFormat | None
    is_cut: bool
    as_of: datetime
    query: str = EVERY


class ExportListStore(WholeRows[Listed, str, ExportReading]):
    """`all` has every export, `rows` those that are shown; `record_format` is what the hospital
    record takes, None while nothing is delivered to it. Signals, beside those of all lists:
    `finished(Asked)` when one that was waited for is ready, handed over or came to nothing.
    """

    finished = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        parent: QObject | None = None,
        steady: Callable[[], float] = steady_s,
    ) -> None:
        super().__init__(jobs, session, EVERY, parent)
        self.shown = ExportGroup.OPEN
        self.all: Mapping[UUID, Listed] = {}
        self.formats: Sequence[ExportFormat] = ()
        self.record_format: ExportFormat | None = None
        self.is_cut = False
        self._steady = steady
        self._progress = Progress()
        self._lookers: set[str] = set()
        self._is_locked = self._has_chosen = False
        self._believed: dict[UUID, Asked] = {}
        self._saved: dict[UUID, int] = {}

    @property
    def is_working(self) -> bool:
        """Whether something is waited for."""
        return any(each.is_under_way for each in self.all.values())

    def count(self, group: ExportGroup) -> int:
        """How many there are of them."""
        return sum(group_of(each) is group for each in self.all.values())

    def of_patient(self, patient_id: UUID | None) -> list[Exported]:
        """Those about one patient, the newest first."""
        mine = (each for each in self.all.values() if isinstance(each, Exported))
        return [each for each in mine if each.row.patient_id == patient_id]

    # What a person asks for

    def show(self, group: ExportGroup) -> None:
        """Show others: at once, from what is here."""
        self._has_chosen = True
        if group is not self.shown:
            self.shown = group
            self._put_again()
            self.query_changed.emit()

    def set_shown(self, is_shown: bool) -> None:
        """Whether somebody looks at the list itself."""
        self.look(_SCREEN, is_shown)

    def look(self, who: str, is_looking: bool) -> None:
        """Whether one of those who show exports is on screen: they are read for any of them."""
        if is_looking is (who in self._lookers):
            return
        (self._lookers.add if is_looking else self._lookers.discard)(who)
        was_shown = self._is_shown
        self._follow_lookers()
        if is_looking and was_shown:
            self.refresh()

    def set_locked(self, is_locked: bool) -> None:
        """Behind a locked screen nothing is read; what is made is made all the same."""
        self._is_locked = is_locked
        self._follow_lookers()

    def wait(self) -> None:
        """What was asked for before this session is waited for too."""
        self._lookers.add(_WORK)
        self._follow_lookers()

    def leave(self) -> None:
        """Nobody looks any more, and nothing is waited for."""
        self._lookers.clear()
        self._follow_lookers()

    def begin_with(self, export: Asked) -> None:
        """One that was just asked for stands before all others, and is waited for."""
        self.all = {export.id: listed(export), **self.all}
        self.shown, self._has_chosen = ExportGroup.OPEN, True
        if self.as_of is not None:
            self._put_again()
        self.query_changed.emit()
        self._is_put = True
        self._lookers.add(_WORK)
        self._follow_lookers()
        self.refresh()

    def believe(self, export: Asked) -> None:
        """What an act on its way does to one: it is shown at once."""
        self._believed[export.id] = export
        self._show_row(export)

    @Slot(object)
    def settle(self, export: Asked) -> None:
        """What the service has written."""
        self._believed.pop(export.id, None)
        self._show_row(export)

    def show_saving(self, export_id: UUID, saved: int | None) -> None:
        """How much of a file is on the disk, in percent, while it is on its way; None: no more."""
        shown = self.all.get(export_id)
        if saved is None:
            self._saved.pop(export_id, None)
        else:
            self._saved[export_id] = saved
        if isinstance(shown, Cohort):
            self._put(replace(shown, saved=saved))

    def doubt(self, export_id: UUID) -> None:
        """An act was not done, or nobody knows: what stands is read."""
        self._believed.pop(export_id, None)
        self.refresh()

    @Slot()
    def forget(self) -> None:
        """Show nothing of what was fetched."""
        self._progress.forget()
        self._believed.clear()
        self._saved.clear()
        self._has_chosen, self.shown = False, ExportGroup.OPEN
        super().forget()

    # What is read

    def _reading(self) -> Callable[[], ExportReading]:
        session, has_cohorts = self._session, self._session.may(LISTS_COHORTS)
        return lambda: read_exports(session.api, session.server_now, has_cohorts=has_cohorts)

    def _learn(self, reading: ExportReading) -> None:
        # The answer says no time of its own: the clock of the service is learned elsewhere.
        self.as_of, self.error = reading.as_of, None
        self.formats, self.is_cut = reading.formats, reading.is_cut
        self.record_format = reading.record_format
        now_s = self._steady()
        told = (listed(self._believed.get(each.id, each)) for each in reading.exports)
        self.all = {each.key: self._followed(each, now_s) for each in told}
        if not self._has_chosen:
            self._has_chosen = True
            self.shown = next((each for each in ExportGroup if self.count(each)), self.shown)
            self.query_changed.emit()

    def _take(self, reading: ExportReading) -> None:
        is_first = self.as_of is None
        waited = {each.key for each in self.all.values() if each.is_under_way}
        super()._take(reading)
        if reading.query != self._query or not self._is_shown:
            return
        for each in self.all.values():
            # One that was made for a session before this one waits for an hour.
            waits = is_first and isinstance(each, Cohort) and each.is_ready
            if (each.key in waited and _is_told(each)) or waits:
                self.finished.emit(each.row)
        (self._lookers.add if self.is_working else self._lookers.discard)(_WORK)
        self._follow_lookers()
        wait_ms = self._wait_ms()
        if wait_ms is not None and self._is_shown:
            self._pace.wait(wait_ms)

    def _wait_ms(self) -> int | None:
        """Until the next reading, None for what is usual of a list."""
        shown = self.all.values()
        if any(isinstance(each, Exported) and each.is_under_way for each in shown):
            return WORKING_MS
        if any(isinstance(each, Cohort) and each.is_worked_on for each in shown):
            return UNIT_MS
        return DECIDED_MS if self._lookers == {_WORK} else None

    def _followed(self, shown: Listed, now_s: float) -> Listed:
        left_s = self._progress.left_s(shown.key, shown.done, now_s)
        if isinstance(shown, Exported):
            return replace(shown, left_s=left_s)
        return replace(shown, left_s=left_s, saved=self._saved.get(shown.key))

    def _rows_in(self, _reading: ExportReading) -> Sequence[Listed]:
        return self._let_through()

    def _left(self, shown: Listed) -> Listed:
        return self.all.get(shown.key, replace(shown, is_gone=True))

    def _let_through(self) -> list[Listed]:
        return [each for each in self.all.values() if group_of(each) is self.shown]

    def _show_row(self, export: Asked) -> None:
        self._put(listed(export))

    def _put(self, shown: Listed) -> None:
        """It stays where it stands, whatever it has become."""
        if shown.key in self.all:
            self.all = {**self.all, shown.key: shown}
            self._follow(self._let_through())
            self.told.emit()

    def _put_again(self) -> None:
        self._reset_rows(self._let_through())
        self._set_news(0)
        if self.state in (StoreState.READY, StoreState.EMPTY):
            self._set_state(StoreState.READY if self._rows else StoreState.EMPTY)

    def _follow_lookers(self) -> None:
        super().set_shown(bool(self._lookers) and not self._is_locked)

    def _clear(self) -> None:
        self.all = {}
        super()._clear()


def _is_told(shown: Listed) -> bool:
    """Whether somebody who waited for it is told."""
    if isinstance(shown, Exported):
        return shown.row.state in _TELLING
    return shown.is_ready or shown.is_undone


def read_exports(api: Api, now: Callable[[], datetime], *, has_cohorts: bool) -> ExportReading:
    """All of one's own, as far as they are ever shown, the latest first; runs in a worker."""
    as_of = now()
    page = api.exports.read_page(_PAGE_ROWS)
    exports, is_cut = _whole(page, api.exports.read_page)
    cohorts: list[CohortExport] = []
    if has_cohorts:
        cohorts, is_also_cut = _whole(api.cohorts.read_page(_PAGE_ROWS), api.cohorts.read_page)
        is_cut = is_cut or is_also_cut
    is_offered = ExportDestination.RECORD in page.destinations
    return ExportReading(
        sorted([*exports, *cohorts], key=lambda each: each.asked_at, reverse=True),
        page.formats,
        page.record_format if is_offered else None,
        is_cut,
        as_of,
    )


def _whole(page: Any, read_page: Callable[[int, str | None], Any]) -> tuple[list[Any], bool]:
    """What stands on a page and those that follow it, and whether more would."""
    found = {each.id: each for each in page.items}
    while page.next_cursor is not None and len(found) < _MOST_ROWS:
        page = read_page(_PAGE_ROWS, page.next_cursor)
        found = {each.id: each for each in page.items} | found
    return list(found.values()), page.next_cursor is not None
