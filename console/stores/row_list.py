"""The rows of the queue: they also leave, come back and take another order."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.stores.keyed_rows import KeyedRows
from console.stores.rows import Row

_KEPT_DEPARTURES = 50


class RowList(KeyedRows[Row]):
    """Rows with their places by patient.

    Signals, beside those of all keyed rows: `rows_about_to_be_reordered/reordered()` when the
    person asked for another order or an undone row came back;
    `rows_about_to_be_removed/removed(first, last)`.
    """

    rows_about_to_be_reordered = Signal()
    rows_reordered = Signal()
    rows_about_to_be_removed = Signal(int, int)
    rows_removed = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._departures: dict[UUID, tuple[int, Row]] = {}

    @property
    def outside_count(self) -> int:
        """How many rows at the top stand outside the filter."""
        return sum(row.is_outside for row in self._rows)

    def key_of_alert(self, alert_id: UUID) -> UUID | None:
        """The patient whose row shows this alert."""
        return next((row.key for row in self._rows if row.row.alert_id == alert_id), None)

    def _reset_rows(self, rows: list[Row]) -> None:
        self._departures.clear()
        super()._reset_rows(rows)

    def _reorder_rows(self, rows: list[Row]) -> None:
        self.rows_about_to_be_reordered.emit()
        self._place(rows)
        self.rows_reordered.emit()

    def _remove_row(self, place: int) -> None:
        """Take a row away, and remember where it stood: an act may be undone."""
        row = self._rows[place]
        if len(self._departures) >= _KEPT_DEPARTURES:
            self._departures.pop(next(iter(self._departures)))
        self._departures[row.row.alert_id] = (place, row)
        self.rows_about_to_be_removed.emit(place, place)
        self._place([*self._rows[:place], *self._rows[place + 1 :]])
        self.rows_removed.emit(place, place)

    def _bring_back(self, alert_id: UUID, change: Callable[[Row], Row]) -> None:
        """Put a row that was taken away where it stood."""
        departure = self._departures.pop(alert_id, None)
        if departure is not None and departure[1].key not in self._places:
            rows = [*self._rows]
            rows.insert(min(departure[0], len(rows)), change(departure[1]))
            self._reorder_rows(rows)

    def _change_row(self, alert_id: UUID, change: Callable[[Row], Row]) -> None:
        key = self.key_of_alert(alert_id)
        if key is not None:
            self._put_row(key, change(self._rows[self._places[key]]))
            self.rows_changed.emit([key])
