"""The list of patients on screen: read by pages ahead of the eye, followed in place, and never
moved under the cursor (screens.md 1.5, 3.4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.followed_rows import FollowedRows
from console.stores.patient_reading import (
    Listed,
    PatientQuery,
    PatientReading,
    PatientWish,
    Sheet,
    compare_sheets,
    count_of,
    read_again,
    read_from_top,
)
from services.contract.enums import Monitoring, PatientSort
from services.contract.patient_list import PatientCounts, PatientFilters

if TYPE_CHECKING:
    from console.session import Session


class PatientListStore(FollowedRows[Listed, PatientQuery, PatientReading]):
    """The patients of one state, kept up to date while the screen is in front.

    Signals, beside those of the rows: `choices_changed()`; `end_reached()` after `read_to_end`.
    """

    choices_changed = Signal()
    end_reached = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, PatientQuery(), parent)
        self.counts: PatientCounts | None = None
        self.matching = 0
        self.is_by_name = True
        self.choices: PatientFilters | None = None
        self._pages: list[tuple[int, str | None]] = []
        self._cursor: str | None = None
        self._in_sight = (0, 0)
        self._is_loading_more = self._goes_to_end = False

    # What is shown

    @property
    def all_of_state(self) -> int | None:
        """How many patients there are of the state, filtered or not."""
        return None if self.counts is None else count_of(self.counts, self._query.monitoring)

    @property
    def can_load_more(self) -> bool:
        """Whether the service has further rows of what is on screen."""
        return self._cursor is not None and self.is_settled and not self._is_loading_more

    @property
    def is_whole(self) -> bool:
        """Whether every row of what is asked for is here."""
        return self.is_settled and self._cursor is None

    # What a person asks for

    def set_monitoring(self, monitoring: Monitoring) -> None:
        """Show the patients of another state; the filters stay."""
        if monitoring is not self._query.monitoring:
            self._ask_anew(replace(self._query, monitoring=monitoring))

    def set_sort(self, sort: PatientSort) -> None:
        """Ask for another order."""
        self._ask(replace(self._query, sort=sort))

    def set_wish(self, wish: PatientWish, value: str | None) -> None:
        """Filter, or no longer; what is on screen stays until the answer."""
        self._ask(self._query.with_wish(wish, value))

    def clear_wishes(self) -> None:
        """All patients of this state."""
        self._ask(PatientQuery(self._query.monitoring, self._query.sort))

    def apply_news(self) -> None:
        """Put the list in the service's order, as far as it was looked at (F5)."""
        if self._is_shown:
            query, session, rows = self._query, self._session, self._in_sight[1] + 1
            self._submit(lambda: read_from_top(session.api, query, rows))

    def load_more(self) -> None:
        """Read the next page."""
        if self.can_load_more:
            self._is_loading_more = True
            query, session, start = self._query, self._session, self._cursor
            self._jobs.submit(
                self,
                lambda: read_again(session.api, query, [start]),
                self._append,
                self._fail_more,
                key="more",
            )

    def read_to_end(self) -> None:
        """Read every page that is left, then say so."""
        self._goes_to_end = True
        if self.is_whole:
            self._arrive_at_end()
        else:
            self.load_more()

    def look_at(self, first: int, last: int) -> None:
        """Say which rows are in sight: these are followed."""
        self._in_sight = (max(0, first), max(0, first, last))

    def read_choices(self) -> None:
        """Ask what there is to filter by now."""
        session = self._session
        self._jobs.submit(
            self,
            lambda: session.api.patient_lists.read_filters(),
            self._take_choices,
            self._keep_choices,
            key="choices",
        )

    @Slot()
    def forget(self) -> None:
        """Show nothing of what was fetched, what there is to filter by neither."""
        self.counts = self.choices = None
        super().forget()

    # Outcomes

    def _reading(self) -> Callable[[], PatientReading]:
        query, session, starts = self._query, self._session, self._starts_in_sight()
        if not starts:
            return lambda: read_from_top(session.api, query, 1)
        return lambda: read_again(session.api, query, starts)

    def _place_reading(self, reading: PatientReading) -> None:
        if reading.is_from_top:
            self._read_query = reading.query
            self._put(reading.sheets)
            self._set_news(0)
        else:
            self._follow(reading.sheets)

    def _learn(self, reading: PatientReading) -> None:
        super()._learn(reading)
        self.counts, self.matching = reading.counts, reading.matching
        self.is_by_name = reading.is_by_name

    def _put(self, sheets: Sequence[Sheet]) -> None:
        """The beginning of the list, as it stands now."""
        listed: dict[UUID, Listed] = {}
        pages = []
        for sheet in sheets:
            pages.append((len(listed), sheet.start))
            for row in sheet.rows:
                listed.setdefault(row.patient.id, Listed(row))
        self._pages, self._cursor = pages, sheets[-1].end
        self._goes_to_end = False
        self._reset_rows(list(listed.values()))

    def _follow(self, sheets: Sequence[Sheet]) -> None:
        """Bring rows up to date where they stand."""
        read = {sheet.start for sheet in sheets}
        shown: list[Listed] = []
        for number, (first, start) in enumerate(self._pages):
            if start in read:
                shown += self._rows[first : self._end_of(number)]
        found = compare_sheets(shown, sheets, set(self._places))
        for key, listed in found.now.items():
            self._put_row(key, listed)
        if found.now:
            self.rows_changed.emit(list(found.now))
        self._set_news(found.news)

    def _append(self, reading: PatientReading) -> None:
        self._is_loading_more = False
        (sheet,) = reading.sheets
        if not self.is_settled or reading.query != self._query or sheet.start != self._cursor:
            return
        self._learn(reading)
        self._pages.append((len(self._rows), sheet.start))
        self._cursor = sheet.end
        known = self._places
        self._append_rows([Listed(row) for row in sheet.rows if row.patient.id not in known])
        self.told.emit()
        if self._goes_to_end:
            self.read_to_end()

    def _fail_more(self, error: ConsoleError) -> None:
        self._is_loading_more = self._goes_to_end = False
        self.error = error

    def _take_choices(self, choices: PatientFilters) -> None:
        self.choices = choices
        self.choices_changed.emit()

    def _keep_choices(self, _error: ConsoleError) -> None:
        """What was known before can still be chosen."""
        self.choices_changed.emit()

    # Within

    def _starts_in_sight(self) -> list[str | None]:
        """Where the pages in sight begin; of the rows of another filter, nothing."""
        if not self.is_settled:
            return []
        first, last = self._in_sight
        return [
            start
            for number, (begins, start) in enumerate(self._pages)
            if begins <= last and self._end_of(number) > first
        ]

    def _end_of(self, number: int) -> int:
        is_last = number + 1 >= len(self._pages)
        return len(self._rows) if is_last else self._pages[number + 1][0]

    def _arrive_at_end(self) -> None:
        self._goes_to_end = False
        self.end_reached.emit()

    def _clear(self) -> None:
        self._cursor, self._pages, self._in_sight = None, [], (0, 0)
        self._is_loading_more = self._goes_to_end = False
        super()._clear()
