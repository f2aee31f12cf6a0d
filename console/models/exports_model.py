"""Exports as a Qt table reads them."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject

from console.models.exports_text import ExportText, export_sentence, export_text, export_tooltip
from console.models.keyed_table import Index, KeyedTableModel
from console.models.worklist_model import Reader
from console.stores.exports import Exported, ExportListStore
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


class ExportsModel(KeyedTableModel[Exported, ExportText]):
    """Adapts an `ExportListStore`."""

    def __init__(
        self,
        store: ExportListStore,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(store, store.told, reader, wording, parent)

    def make_text(self, row: Exported) -> ExportText:
        return export_text(self._wording, row, self._reader.server_now())

    def cell(self, text: ExportText, column: int) -> str:
        return _cells(text)[column]

    def spoken(self, row: Exported) -> str:
        return export_sentence(self._wording, row, self._reader.server_now())

    def tooltip(self, row: Exported) -> str:
        return export_tooltip(self._wording, row, self._reader.server_now())

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
