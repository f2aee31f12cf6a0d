"""The archived patients as a Qt table reads them."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject

from console.models.archives_text import (
    ArchivedText,
    archived_sentence,
    archived_text,
    archived_tooltip,
)
from console.models.keyed_table import Index, KeyedTableModel
from console.models.worklist_model import Reader
from console.stores.archives import Archived, ArchiveListStore
from resources.wording import Wording

_ROOT = QModelIndex()


class Column(IntEnum):
    """What stands in a column, in the order of screens.md 3.5."""

    PATIENT = 0
    RECORD = 1
    ARCHIVED = 2
    REASON = 3
    MESSAGE = 4
    REPORT = 5
    LAST = 6
    KEPT = 7


class ArchivesModel(KeyedTableModel[Archived, ArchivedText]):
    """Adapts an `ArchiveListStore`."""

    def __init__(
        self,
        store: ArchiveListStore,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(store, store.told, reader, wording, parent)

    def make_text(self, row: Archived) -> ArchivedText:
        return archived_text(self._wording, row, self._reader.server_now())

    def cell(self, text: ArchivedText, column: int) -> str:
        return _cells(text)[column]

    def spoken(self, row: Archived) -> str:
        return archived_sentence(self._wording, row, self._reader.server_now())

    def tooltip(self, row: Archived) -> str:
        return archived_tooltip(self._wording, row, self._reader.server_now())

    def header(self, column: int) -> str:
        return self._wording.text(f"archives-column-{Column(column).name.lower()}")

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The same columns always."""
        return 0 if parent.isValid() else len(Column)


def _cells(text: ArchivedText) -> tuple[str, ...]:
    """Every cell in the order of the columns."""
    pairs = (
        (text.family_name, text.given_name),
        (text.record,),
        (text.archived_on, text.archived_by),
        (text.reason, text.detail),
        (text.message, text.late),
        (text.report.text, text.report.below),
        (text.last_survey,),
        (text.kept_until,),
    )
    return tuple(" ".join(part for part in parts if part) for parts in pairs)
