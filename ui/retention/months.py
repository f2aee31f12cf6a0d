"""Twelve months with the counts of the three lists; the cell that is stood on is what is listed."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from console.models.retention_text import count_text
from console.stores.retention_calendar import RetentionCalendarStore
from console.stores.retention_reading import DueList
from resources.wording import Wording
from widgets.count_grid import CountGrid, CountGridLook
from widgets.theme import Theme

LISTS = tuple(DueList)
_UNREAD = "–"
"""Not a number: what nobody worked out is not nobody."""


class MonthGrid(CountGrid):
    """Leads the store: months by its columns, lists by its rows."""

    def __init__(
        self,
        store: RetentionCalendarStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._store = store
        self._wording = wording
        self.setObjectName("retention_months")
        self.chosen.connect(self._choose)
        self.passed.connect(store.step_month)
        self.year_wanted.connect(store.step_year)
        self.first_wanted.connect(store.go_to_today)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self.set_words(w.text("retention-grid"), w.text("retention-grid-described"))
        self.show_told()

    def show_told(self) -> None:
        """The counts as the store has them now."""
        w, store, window = self._wording, self._store, self._store.window
        self.setVisible(bool(window))
        if not window or store.month not in window:
            return
        counts = [[_count(store, name, month) for month in window] for name in LISTS]
        cells = tuple(tuple(self._cell(count) for count in row) for row in counts)
        look = CountGridLook(
            columns=tuple(w.month(month) for month in window),
            rows=tuple(w.text(f"retention-list-{name.value}") for name in LISTS),
            cells=cells,
            spoken=tuple(tuple(self._spoken(name, month) for month in window) for name in LISTS),
            empty=frozenset(
                (row, column)
                for row, found in enumerate(counts)
                for column, count in enumerate(found)
                if count in (0, _UNREAD)
            ),
        )
        self.show_counts(look, LISTS.index(store.chosen), window.index(store.month))

    def _cell(self, count: int | str | None) -> str:
        return count if isinstance(count, str) else count_text(self._wording, count)

    def _spoken(self, name: DueList, month: date) -> str:
        w, count = self._wording, _count(self._store, name, month)
        told = w.text("retention-cell-unread") if count == _UNREAD else self._cell(count)
        listed = w.text(f"retention-list-{name.value}")
        return w.text("retention-cell", list=listed, month=w.month(month), count=told)

    def _choose(self, row: int, column: int) -> None:
        self._store.choose(LISTS[row], self._store.window[column])


def _count(store: RetentionCalendarStore, name: DueList, month: date) -> int | str | None:
    """A number, None for one to ten, or the mark of what was not read."""
    found = store.counts(month)
    if found is None or store.computed_at is None:
        return _UNREAD
    count: int | None = getattr(found, name.value)
    return count
