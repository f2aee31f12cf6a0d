"""Those who are chosen together, to be reminded in one go: by Space, Shift, or the box in front."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, Signal

from console.models.silence_model import Column
from console.stores.silence import SilenceStore, Silent
from console.stores.silence_acts import MOST_TOGETHER
from widgets.people_table import PeopleTable


class Chosen(QObject):
    """At most fifty. Whoever has left the list is among them no longer.

    Signals: `changed()`; `full()` when one more was wanted.
    """

    changed = Signal()
    full = Signal()

    def __init__(self, store: SilenceStore, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._keys: set[UUID] = set()
        self._anchor: UUID | None = None
        self._table: PeopleTable | None = None
        store.rows_reset.connect(self._look_again)
        store.rows_changed.connect(self._look_again)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def follow(self, table: PeopleTable) -> None:
        """Choose by the keys and the mouse on a table."""
        self._table = table
        table.takes_runs = True
        table.toggled.connect(self.toggle)
        table.run_wanted.connect(self.extend_to)
        table.clicked.connect(self._click)

    @property
    def rows(self) -> Sequence[Silent]:
        """They, in the order of the list."""
        return [silent for silent in self._store.rows if silent.key in self._keys]

    def toggle(self, key: UUID) -> None:
        """Choose somebody, or no longer."""
        self._anchor = key
        self._put(self._keys ^ {key})

    def extend_to(self, place: int) -> None:
        """Choose everybody between where the run began and a row, and go there."""
        rows, table = self._store.rows, self._table
        if table is None or not 0 <= place < len(rows):
            return
        anchor = None if self._anchor is None else self._store.index_of(self._anchor)
        start = max(0, table.currentIndex().row()) if anchor is None else anchor
        self._anchor = rows[start].key
        run = {silent.key for silent in rows[min(start, place) : max(start, place) + 1]}
        if self._put(self._keys | run):
            table.choose(place)

    def clear(self) -> None:
        """Choose nobody."""
        self._anchor = None
        self._put(set())

    def _click(self, index: QModelIndex) -> None:
        if index.column() == Column.MARK and 0 <= index.row() < len(self._store.rows):
            self.toggle(self._store.rows[index.row()].key)

    def _look_again(self, *_cause: object) -> None:
        here = {silent.key for silent in self._store.rows if not silent.has_left}
        self._put(self._keys & here)

    def _put(self, keys: set[UUID]) -> bool:
        if len(keys) > max(MOST_TOGETHER, len(self._keys)):
            self.full.emit()
            return False
        if keys != self._keys:
            self._keys = keys
            self.changed.emit()
        return True
