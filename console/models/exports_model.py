"""Exports as a Qt table reads them."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject

from console.models.cohorts_text import cohort_text
from console.models.exports_text import ExportText, export_text, sentence_of, tooltip_of
from console.models.keyed_table import Index, KeyedTableModel
from console.models.worklist_model import Reader
from console.stores.exports import Exported, ExportListStore, Listed
from resources.wording import Wording

_ROOT = QModelIndex()


class Column(IntEnum):
    """What stands in a column, in the order of screens.md 3.8."""

    CONTENTS = 0
    FORMAT = 1
    DESTINATION = 2
    SCOPE = 3
    STATE = 4
    ASKED = 5


class ExportsModel(KeyedTableModel[Listed, ExportText]):
    """Adapts an `ExportListStore`."""

    def __init__(
        self,
        store: ExportListStore,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(store, store.told, reader, wording, parent)

    def make_text(self, row: Listed) -> ExportText:
        w, now = self._wording, self._reader.server_now()
        return export_text(w, row, now) if isinstance(row, Exported) else cohort_text(w, row, now)

    def cell(self, text: ExportText, column: int) -> str:
        return _cells(text)[column]

    def spoken(self, row: Listed) -> str:
        return sentence_of(self._wording, self.make_text(row))

    def tooltip(self, row: Listed) -> str:
        return tooltip_of(self.make_text(row))

    def header(self, column: int) -> str:
        return self._wording.text(f"exports-column-{Column(column).name.lower()}")

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The same columns always."""
        return 0 if parent.isValid() else len(Column)


def _cells(text: ExportText) -> tuple[str, ...]:
    """Every cell in the order of the columns."""
    pairs = (
        (text.contents, text.blocks),
        (text.format, text.language),
        (text.destination,),
        (text.family_name, text.given_name, text.days),
        (text.state, text.state_below),
        (text.asked, text.purpose),
    )
    return tuple(" ".join(part for part in parts if part) for parts in pairs)
