"""Rows that are chosen together with Shift: a run of Info alerts, and never anything above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.stores.row_list import RowList
from console.stores.rows import Row
from ui.triage.joining import MOST_TOGETHER, Barrier
from ui.triage.queue_view import QueueView

BarrierOf = Callable[[Row], Barrier | None]


class Several(QObject):
    """At least two rows, or none. It holds only rows that may be in it, whatever happens to them.

    Signals: `changed()`; `moved()` when another row was chosen; `refused(Barrier, key)` when a row
    cannot be among them, with its patient.
    """

    changed = Signal()
    moved = Signal()
    refused = Signal(object, object)

    def __init__(self, view: QueueView, store: RowList, barrier_of: BarrierOf) -> None:
        super().__init__(view)
        self._view = view
        self._store = store
        self._barrier_of = barrier_of
        self._anchor: UUID | None = None
        self._keys: tuple[UUID, ...] = ()
        self._is_extending = False
        view.run_wanted.connect(self.extend_to)
        view.run_unwanted.connect(self.clear)
        view.row_chosen.connect(self._follow)
        store.rows_changed.connect(self._look_again)
        store.rows_removed.connect(self._look_again)
        store.rows_reordered.connect(self._look_again)
        store.rows_reset.connect(self.clear)

    @property
    def is_any(self) -> bool:
        """Whether several rows are chosen."""
        return bool(self._keys)

    @property
    def rows(self) -> Sequence[Row]:
        """The chosen rows in the order of the list."""
        return [row for row in self._store.rows if row.key in self._keys]

    def extend_to(self, place: int) -> None:
        """Choose everything between where the run began and a row, if all of it may be."""
        rows, here = self._store.rows, self._view.currentIndex().row()
        if not 0 <= place < len(rows) or here < 0:
            return
        anchor = self._store.index_of(self._anchor) if self._anchor and self._keys else None
        start = here if anchor is None else anchor
        run = rows[min(start, place) : max(start, place) + 1]
        barred = next(((bar, row) for row in run if (bar := self._barrier_of(row))), None)
        if barred is not None:
            self.refused.emit(barred[0], barred[1].key)
        elif len(run) > MOST_TOGETHER:
            self.refused.emit(Barrier.TOO_MANY, rows[place].key)
        else:
            self._anchor = rows[start].key
            self._lead(place, [row.key for row in run] if len(run) > 1 else [])

    def clear(self, *_cause: object) -> None:
        """Choose one row again."""
        if self._keys:
            self._put(())
            self._view.mark([] if self._view.key is None else [self._view.key])

    def _lead(self, place: int, keys: Sequence[UUID]) -> None:
        self._is_extending = True
        self._view.lead_to(place, keys or [self._store.rows[place].key])
        self._is_extending = False
        self._put(tuple(keys))

    def _follow(self, _key: object) -> None:
        """Without Shift, somebody went elsewhere."""
        self.moved.emit()
        if not self._is_extending:
            self.clear()

    def _look_again(self, *_cause: object) -> None:
        """A row that rose, or that somebody took, is no longer among them, and that is said."""
        if not self._keys:
            return
        left = []
        for row in self.rows:
            barrier = self._barrier_of(row)
            if barrier is None:
                left.append(row.key)
            else:
                self.refused.emit(barrier, row.key)
        if len(left) < 2:
            self.clear()
        elif len(left) < len(self._keys):
            self._put(tuple(left))
            self._view.mark(left)

    def _put(self, keys: tuple[UUID, ...]) -> None:
        if keys != self._keys:
            self._keys = keys
            self.changed.emit()
