"""The list of patients as a Qt table reads it: one row a patient, texts made once and kept."""

from __future__ import annotations

import itertools
from datetime import date
from enum import IntEnum
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)

from console.models.patient_row_text import (
    PatientRowText,
    patient_row_text,
    patient_sentence,
    patient_tooltip,
)
from console.models.worklist_model import Reader
from console.stores.patient_list import PatientListStore
from console.stores.patient_reading import Listed
from resources.wording import Wording

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Column(IntEnum):
    """What stands in a column, in the order of screens.md 3.4."""

    PATIENT = 0
    BORN = 1
    RECORD = 2
    IDENTITY = 3
    TREATMENT = 4
    ANSWERED = 5
    ALERT = 6
    ONCOLOGIST = 7


PatientKeyRole: Final = Qt.ItemDataRole.UserRole + 1


class PatientListModel(QAbstractTableModel):
    """Adapts a `PatientListStore`."""

    def __init__(
        self,
        store: PatientListStore,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._reader = reader
        self._wording = wording
        self._today = self._day()
        self._texts: dict[UUID, tuple[Listed, PatientRowText]] = {}
        store.rows_about_to_be_reset.connect(self._begin_reset)
        store.rows_reset.connect(self._end_reset)
        store.rows_changed.connect(self._change)
        store.rows_about_to_be_appended.connect(self._begin_append)
        store.rows_appended.connect(self._end_append)
        store.told.connect(self._follow_day)

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
        place = self._store.index_of(key)
        return -1 if place is None else place

    def text_at(self, row: int) -> PatientRowText:
        """The texts of a row."""
        listed = self._store.rows[row]
        kept = self._texts.get(listed.key)
        if kept is not None and kept[0] is listed:
            return kept[1]
        text = patient_row_text(self._wording, listed, self._reader.server_now())
        self._texts[listed.key] = (listed, text)
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
        places = sorted(place for key in keys if (place := self._store.index_of(key)) is not None)
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

    def _cell(self, row: int, column: int) -> str:
        """A cell as plain text, on one line."""
        return _cells(self.text_at(row))[column]

    def _spoken(self, row: int) -> str:
        """The whole row, made when somebody listens."""
        return patient_sentence(self._wording, self._store.rows[row], self._reader.server_now())

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row a patient."""
        return 0 if parent.isValid() else len(self._store.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The same columns always."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's value for a role; None for a role that is not ours."""
        row, column = index.row(), index.column()
        if not index.isValid() or row >= len(self._store.rows):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row) if column == Column.PATIENT else self._cell(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return patient_tooltip(self._wording, self._store.rows[row])
            case _ if role == PatientKeyRole:
                return self._store.rows[row].key
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """What a column is called."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._wording.text(f"patients-column-{Column(section).name.lower()}")

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the service has further rows."""
        return not parent.isValid() and self._store.can_load_more

    def fetchMore(self, parent: Index) -> None:
        """Read the next page."""
        if not parent.isValid():
            self._store.load_more()


def _cells(text: PatientRowText) -> tuple[str, ...]:
    """Every cell in the order of the columns."""
    pairs = (
        (text.family_name, text.given_name),
        (text.born, text.age_sex),
        (text.record,),
        (text.status_text,),
        (text.treatment, text.course),
        (text.answered, text.answered_ago),
        (text.level_text, text.open_text),
        (text.oncologist,),
    )
    return tuple(" ".join(part for part in parts if part) for parts in pairs)
