"""The list of patients as a Qt table reads it."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from PySide6.QtCore import QModelIndex, QObject

from console.models.keyed_table import Index, KeyedTableModel, KeyRole
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


PatientKeyRole: Final = KeyRole


class PatientListModel(KeyedTableModel[Listed, PatientRowText]):
    """Adapts a `PatientListStore`."""

    def __init__(
        self,
        store: PatientListStore,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        self._store = store
        super().__init__(store, store.told, reader, wording, parent)

    def make_text(self, row: Listed) -> PatientRowText:
        return patient_row_text(self._wording, row, self._reader.server_now())

    def cell(self, text: PatientRowText, column: int) -> str:
        return _cells(text)[column]

    def spoken(self, row: Listed) -> str:
        return patient_sentence(self._wording, row, self._reader.server_now())

    def tooltip(self, row: Listed) -> str:
        return patient_tooltip(self._wording, row)

    def header(self, column: int) -> str:
        return self._wording.text(f"patients-column-{Column(column).name.lower()}")

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The same columns always."""
        return 0 if parent.isValid() else len(Column)

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
