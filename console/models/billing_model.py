"""Months of follow-ups as a Qt table reads them."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject

from console.models.billing_text import BilledText, billed_sentence, billed_text, billed_tooltip
from console.models.keyed_table import Index, KeyedTableModel
from console.models.worklist_model import Reader
from console.stores.billing import Billed, BillingListStore
from resources.wording import Wording

_ROOT = QModelIndex()


class Column(IntEnum):
    """What stands in a column."""

    PATIENT = 0
    RECORD = 1
    MONTH = 2
    RECEIVED = 3
    CHECK = 4
    PRESCRIPTION = 5


class BillingModel(KeyedTableModel[Billed, BilledText]):
    """Adapts a `BillingListStore`."""

    def __init__(
        self,
        store: BillingListStore,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(store, store.told, reader, wording, parent)

    def make_text(self, row: Billed) -> BilledText:
        return billed_text(self._wording, row, self._reader.server_now())

    def cell(self, text: BilledText, column: int) -> str:
        return _cells(text)[column]

    def spoken(self, row: Billed) -> str:
        return billed_sentence(self._wording, row, self._reader.server_now())

    def tooltip(self, row: Billed) -> str:
        return billed_tooltip(self._wording, row, self._reader.server_now())

    def header(self, column: int) -> str:
        return self._wording.text(f"billing-column-{Column(column).name.lower()}")

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The same columns always."""
        return 0 if parent.isValid() else len(Column)


def _cells(text: BilledText) -> tuple[str, ...]:
    """Every cell in the order of the columns."""
    pairs = (
        (text.family_name, text.given_name),
        (text.record,),
        (text.month, text.days),
        (text.received, text.beside),
        (text.check, text.because),
        (text.prescription, text.ends_on),
    )
    return tuple(" ".join(part for part in parts if part) for parts in pairs)
