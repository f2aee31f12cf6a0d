"""Keyed rows as a Qt table reads them: one row a patient, texts made once and kept."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    SignalInstance,
    Slot,
)

from console.models.worklist_model import Reader
from console.stores.keyed_rows import Keyed, KeyedRows
from resources.wording import Wording

Index = QModelIndex | QPersistentModelIndex
RowT = TypeVar("RowT", bound=Keyed)
TextT = TypeVar("TextT")
_ROOT: Final = QModelIndex()
KeyRole: Final = Qt.ItemDataRole.UserRole + 1


class KeyedTableModel(QAbstractTableModel, Generic[RowT, TextT]):
    """Adapts a store of keyed rows; whoever inherits says what a row reads like.

    `told` is the store's signal after each reading.
    """

    def __init__(
        self,
        store: KeyedRows[RowT],
        told: SignalInstance,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows_of = store
        self._reader = reader
        self._wording = wording
        self._today = self._day()
        self._texts: dict[UUID, tuple[RowT, TextT]] = {}
        store.rows_about_to_be_reset.connect(self._begin_reset)
        store.rows_reset.connect(self._end_reset)
        store.rows_changed.connect(self._change)
        store.rows_about_to_be_appended.connect(self._begin_append)
        store.rows_appended.connect(self._end_append)
        told.connect(self._follow_day)

    # What whoever inherits says

    def make_text(self, row: RowT) -> TextT:
        """A row in words, ready to paint."""
        raise NotImplementedError

    def cell(self, text: TextT, column: int) -> str:
        """A cell as plain text, on one line."""
        raise NotImplementedError

    def spoken(self, row: RowT) -> str:
        """The whole row for a screen reader, made when somebody listens."""
        raise NotImplementedError

    def tooltip(self, row: RowT) -> str:
        """What a row may have cut."""
        raise NotImplementedError

    def header(self, column: int) -> str:
        """What a column is called."""
        raise NotImplementedError

    def speaks(self, column: int) -> bool:
        """Whether this column says the whole row aloud."""
        return column == 0

    # What screens read

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or behind the mask of privacy mode."""
        self._wording = wording
        self._texts.clear()
        rows, columns = self.rowCount(), self.columnCount()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, columns - 1)
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))

    def row_of(self, key: UUID) -> int:
        """The row of a patient, -1 when there is none."""
        place = self._rows_of.index_of(key)
        return -1 if place is None else place

    def text_at(self, row: int) -> TextT:
        """The texts of a row."""
        shown = self._rows_of.rows[row]
        kept = self._texts.get(shown.key)
        if kept is not None and kept[0] is shown:
            return kept[1]
        text = self.make_text(shown)
        self._texts[shown.key] = (shown, text)
        return text

    def _day(self) -> date:
        return self._wording.local(self._reader.server_now()).date()

    @Slot()
    def _follow_day(self) -> None:
        """Days ago and ages are counted anew when another day has begun."""
        today = self._day()
        if today != self._today:
            self._today = today
            self.set_wording(self._wording)

    # From the store

    @Slot()
    def _begin_reset(self) -> None:
        self.beginResetModel()

    @Slot()
    def _end_reset(self) -> None:
        self._texts.clear()
        self.endResetModel()

    @Slot(list)
    def _change(self, keys: list[UUID]) -> None:
        """Neighbouring rows in one signal."""
        found = (self._rows_of.index_of(key) for key in keys)
        places = sorted(place for place in found if place is not None)
        last = self.columnCount() - 1
        for _, run in itertools.groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
            together = [place for _, place in run]
            self.dataChanged.emit(self.index(together[0], 0), self.index(together[-1], last))

    @Slot(int, int)
    def _begin_append(self, first: int, last: int) -> None:
        self.beginInsertRows(QModelIndex(), first, last)

    @Slot(int, int)
    def _end_append(self, _first: int, _last: int) -> None:
        self.endInsertRows()

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row a patient."""
        return 0 if parent.isValid() else len(self._rows_of.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's value for a role; None for a role that is not ours."""
        row, column = index.row(), index.column()
        if not index.isValid() or row >= len(self._rows_of.rows):
            return None
        shown = self._rows_of.rows[row]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.cell(self.text_at(row), column)
            case Qt.ItemDataRole.AccessibleTextRole:
                if self.speaks(column):
                    return self.spoken(shown)
                return self.cell(self.text_at(row), column)
            case Qt.ItemDataRole.ToolTipRole:
                return self.tooltip(shown)
            case _ if role == KeyRole:
                return shown.key
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """What a column is called."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.header(section)
