"""One list of the calendar of retention as a Qt table reads it: one row a patient."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject

from console.models.keyed_table import Index, KeyedTableModel
from console.models.retention_text import DueText, due_sentence, due_text, due_tooltip
from console.models.worklist_model import Reader
from console.stores.retention_calendar import RetentionCalendarStore
from console.stores.retention_reading import Due
from resources.wording import Wording

_ROOT = QModelIndex()


class Column(IntEnum):
    """What stands in a column."""

    PATIENT = 0
    DUE = 1
    LAST_USE = 2
    ANNOUNCED = 3
    HELD = 4


class RetentionModel(KeyedTableModel[Due, DueText]):
    """Adapts a `RetentionCalendarStore`."""

    def __init__(
        self,
        store: RetentionCalendarStore,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(store, store.told, reader, wording, parent)
        self._store = store

    def make_text(self, row: Due) -> DueText:
        return due_text(self._wording, row, self._reader.server_now())

    def cell(self, text: DueText, column: int) -> str:
        return _cells(text)[column]

    def spoken(self, row: Due) -> str:
        return due_sentence(self._wording, row, self._reader.server_now())

    def tooltip(self, row: Due) -> str:
        return due_tooltip(self._wording, row, self._reader.server_now())

    def header(self, column: int) -> str:
        """The day is that of what the list is about."""
        if column == Column.DUE:
            return self._wording.text(f"retention-column-{self._store.chosen.value}")
        return self._wording.text(f"retention-column-{Column(column).name.lower()}")

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The same columns always."""
        return 0 if parent.isValid() else len(Column)


def _cells(text: DueText) -> tuple[str, ...]:
    """Every cell in the order of the columns."""
    pairs = (
        (text.family_name, text.given_name),
        (text.due, text.late),
        (text.last_use, text.last_survey),
        (text.announced, text.announced_on),
        (text.held, text.held_by),
    )
    return tuple(" ".join(part for part in parts if part) for parts in pairs)
