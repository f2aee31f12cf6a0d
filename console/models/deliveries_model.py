"""Deliveries as a Qt table reads them."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject

from console.models.deliveries_text import (
    DeliveryText,
    delivery_sentence,
    delivery_text,
    delivery_tooltip,
)
from console.models.keyed_table import Index, KeyedTableModel
from console.models.worklist_model import Reader
from console.stores.deliveries import Delivered, DeliveryListStore
from resources.wording import Wording

_ROOT = QModelIndex()


class Column(IntEnum):
    """What stands in a column."""

    DOCUMENT = 0
    PATIENT = 1
    STATE = 2
    DESTINATION = 3
    ASKED = 4


class DeliveriesModel(KeyedTableModel[Delivered, DeliveryText]):
    """Adapts a `DeliveryListStore`."""

    def __init__(
        self,
        store: DeliveryListStore,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(store, store.told, reader, wording, parent)

    def make_text(self, row: Delivered) -> DeliveryText:
        return delivery_text(self._wording, row, self._reader.server_now())

    def cell(self, text: DeliveryText, column: int) -> str:
        return _cells(text)[column]

    def spoken(self, row: Delivered) -> str:
        return delivery_sentence(self._wording, row, self._reader.server_now())

    def tooltip(self, row: Delivered) -> str:
        return delivery_tooltip(self._wording, row, self._reader.server_now())

    def header(self, column: int) -> str:
        return self._wording.text(f"deliveries-column-{Column(column).name.lower()}")

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The same columns always."""
        return 0 if parent.isValid() else len(Column)


def _cells(text: DeliveryText) -> tuple[str, ...]:
    """Every cell in the order of the columns."""
    pairs = (
        (text.document, text.format),
        (text.family_name, text.given_name, text.born),
        (text.state, text.below),
        (text.destination,),
        (text.queued, text.by),
    )
    return tuple(" ".join(part for part in parts if part) for parts in pairs)
