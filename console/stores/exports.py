"""One's own exports on screen: read whole, followed in place, and while something is made also when
nobody looks at the list, so that its end can be told (screens.md 3.8).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.jobs import Jobs
from console.server_clock import steady_s
from console.stores.progress import Progress
from console.stores.states import StoreState
from console.stores.whole_rows import WholeRows
from services.contract.exports import Export, ExportDestination, ExportFormat, ExportState

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

EVERY: Final = "every"
"""What is asked of the service, always: what is shown of it is decided here."""
WORKING_MS: Final = 1000
"""Between two readings while something is made; each is one line of the journal."""
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


def group_of(export: Export) -> ExportGroup:
    """Where an export is looked for."""
    if export.state in UNDER_WAY:
        return ExportGroup.OPEN
    return ExportGroup.FAILED if export.state is ExportState.FAILED else ExportGroup.DONE


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


@dataclass(frozen=True)
class ExportReading:
    """What the service said."""

    exports: Sequence[Export]
    formats: Sequence[ExportFormat]
    record_format: ExportFormat | None
    is_cut: bool
    as_of: datetime
    query: str = EVERY


class ExportListStore(WholeRows[Exported, str, ExportReading]):
    """`all` has every export, `rows` those that are shown; `record_format` is what the hospital
    record takes, None while nothing is delivered to it. Signals, beside those of all lists:
    `finished(Export)` when one that was waited for is ready, handed over or has failed.
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
        self.all: Mapping[UUID, Exported] = {}
        self.formats: Sequence[ExportFormat] = ()
        self.record_format: ExportFormat | None = None
        self.is_cut = False
        self._steady = steady
        self._progress = Progress()
        self._lookers: set[str] = set()
        self._is_locked = self._has_chosen = False
        self._believed: dict[UUID, Export] = {}

    @property
    def is_working(self) -> bool:
        """Whether something is waited for."""
        return any(each.row.state in UNDER_WAY for each in self.all.values())

    def count(self, group: ExportGroup) -> int:
        """How many there are of them."""
        return sum(group_of(each.row) is group for each in self.all.values())

    def of_patient(self, patient_id: UUID | None) -> list[Exported]:
        """Those about one patient, the newest first."""
        return [each for each in self.all.values() if each.row.patient_id == patient_id]

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

    def begin_with(self, export: Export) -> None:
        """One that was just asked for stands before all others, and is waited for."""
        self.all = {export.id: Exported(export), **self.all}
        self.shown, self._has_chosen = ExportGroup.OPEN, True
        if self.as_of is not None:
            self._put_again()
        self.query_changed.emit()
        self._is_put = True
        self._lookers.add(_WORK)
        self._follow_lookers()
        self.refresh()

    def believe(self, export: Export) -> None:
        """What an act on its way does to one: it is shown at once."""
        self._believed[export.id] = export
        self._show_row(export)

    @Slot(object)
    def settle(self, export: Export) -> None:
        """What the service has written."""
        self._believed.pop(export.id, None)
        self._show_row(export)

    def doubt(self, export_id: UUID) -> None:
        """An act was not done, or nobody knows: what stands is read."""
        self._believed.pop(export_id, None)
        self.refresh()

    @Slot()
    def forget(self) -> None:
        """Show nothing of what was fetched."""
        self._progress.forget()
        self._believed.clear()
        self._lookers.discard(_WORK)
        self._has_chosen, self.shown = False, ExportGroup.OPEN
        super().forget()

    # What is read

    def _reading(self) -> Callable[[], ExportReading]:
        session = self._session
        return lambda: read_exports(session.api, session.server_now)

    def _learn(self, reading: ExportReading) -> None:
        # The answer says no time of its own: the clock of the service is learned elsewhere.
        self.as_of, self.error = reading.as_of, None
        self.formats, self.is_cut = reading.formats, reading.is_cut
        self.record_format = reading.record_format
        now_s = self._steady()
        told = [self._believed.get(each.id, each) for each in reading.exports]
        self.all = {each.id: Exported(each, self._progress.left_s(each, now_s)) for each in told}
        if not self._has_chosen:
            self._has_chosen = True
            self.shown = next((each for each in ExportGroup if self.count(each)), self.shown)
            self.query_changed.emit()

    def _take(self, reading: ExportReading) -> None:
        waited = [each.row.id for each in self.all.values() if each.row.state in UNDER_WAY]
        super()._take(reading)
        if reading.query != self._query or not self._is_shown:
            return
        ended = (self.all[key].row for key in waited if key in self.all)
        for export in ended:
            if export.state in _TELLING:
                self.finished.emit(export)
        (self._lookers.add if self.is_working else self._lookers.discard)(_WORK)
        self._follow_lookers()
        if self.is_working and self._is_shown:
            self._pace.wait(WORKING_MS)

    def _rows_in(self, _reading: ExportReading) -> Sequence[Exported]:
        return self._let_through()

    def _left(self, shown: Exported) -> Exported:
        return self.all.get(shown.key, Exported(shown.row, is_gone=True))

    def _let_through(self) -> list[Exported]:
        return [each for each in self.all.values() if group_of(each.row) is self.shown]

    def _show_row(self, export: Export) -> None:
        """It stays where it stands, whatever it has become."""
        if export.id in self.all:
            self.all = {**self.all, export.id: Exported(export)}
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


def read_exports(api: Api, now: Callable[[], datetime]) -> ExportReading:
    """All of one's own, as far as they are ever shown; runs in a worker."""
    as_of = now()
    found: dict[UUID, Export] = {}
    cursor: str | None = None
    while True:
        page = api.exports.read_page(_PAGE_ROWS, cursor)
        found.update((each.id, each) for each in page.items if each.id not in found)
        cursor = page.next_cursor
        if cursor is None or len(found) >= _MOST_ROWS:
            is_offered = ExportDestination.RECORD in page.destinations
            return ExportReading(
                list(found.values()),
                page.formats,
                page.record_format if is_offered else None,
                cursor is not None,
                as_of,
            )
