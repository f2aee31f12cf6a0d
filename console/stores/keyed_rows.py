"""An ordered list of keyed rows that tells every change before and after, as item models need
it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal


class Keyed(Protocol):
    """A row that is known again when it reads otherwise."""

    @property
    def key(self) -> UUID:
        """What stays the same."""


RowT = TypeVar("RowT", bound=Keyed)


class KeyedRows(QObject, Generic[RowT]):
    """Rows with their places by key.

    Signals: `rows_reset()` for a new query; `rows_changed(list)` with keys changed in place;
    `rows_about_to_be_appended/appended(first, last)`.
    """

    rows_about_to_be_reset = Signal()
    rows_reset = Signal()
    rows_changed = Signal(list)
    rows_about_to_be_appended = Signal(int, int)
    rows_appended = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RowT] = []
        self._places: dict[UUID, int] = {}

    @property
    def rows(self) -> Sequence[RowT]:
        """The rows in the order of the screen; not to be changed."""
        return self._rows

    def index_of(self, key: UUID) -> int | None:
        """Where a row stands."""
        return self._places.get(key)

    def row(self, key: UUID | None) -> RowT | None:
        """A row by its key."""
        place = None if key is None else self._places.get(key)
        return None if place is None else self._rows[place]

    def _reset_rows(self, rows: list[RowT]) -> None:
        self.rows_about_to_be_reset.emit()
        self._place(rows)
        self.rows_reset.emit()

    def _append_rows(self, rows: list[RowT]) -> None:
        first, last = len(self._rows), len(self._rows) + len(rows) - 1
        if rows:
            self.rows_about_to_be_appended.emit(first, last)
            self._place([*self._rows, *rows])
            self.rows_appended.emit(first, last)

    def _put_row(self, key: UUID, row: RowT) -> None:
        """Change a row in place; whoever changes several tells of all at once."""
        self._rows[self._places[key]] = row

    def _place(self, rows: list[RowT]) -> None:
        self._rows = rows
        self._places = {row.key: place for place, row in enumerate(rows)}
