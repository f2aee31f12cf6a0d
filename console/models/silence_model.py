"""The silent patients as a Qt table reads them."""

from __future__ import annotations

from collections.abc import Container
from enum import IntEnum
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject

from console.models.keyed_table import Index, KeyedTableModel
from console.models.silence_text import (
    SilenceText,
    silence_sentence,
    silence_text,
    silence_tooltip,
)
from console.models.worklist_model import Reader
from console.stores.silence import SilenceStore, Silent
from resources.wording import Wording

_ROOT = QModelIndex()


class Column(IntEnum):
    """What stands in a column, in the order of screens.md 3.6; `MARK` says who is chosen."""

    MARK = 0
    PATIENT = 1
    ANSWERED = 2
    MISSED = 3
    REMINDERS = 4
    CHANNEL = 5
    RISK = 6
    STEP = 7


class SilenceModel(KeyedTableModel[Silent, SilenceText]):
    """Adapts a `SilenceStore`; `chosen` are those who are chosen together."""

    def __init__(
        self,
        store: SilenceStore,
        chosen: Container[UUID],
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        self._chosen = chosen
        super().__init__(store, store.told, reader, wording, parent)

    def make_text(self, row: Silent) -> SilenceText:
        return silence_text(self._wording, row, self._reader.server_now())

    def cell(self, text: SilenceText, column: int) -> str:
        return _cells(text)[column]

    def spoken(self, row: Silent) -> str:
        is_chosen = row.key in self._chosen
        return silence_sentence(self._wording, row, self._reader.server_now(), is_chosen=is_chosen)

    def tooltip(self, row: Silent) -> str:
        return silence_tooltip(self._wording, row, self._reader.server_now())

    def header(self, column: int) -> str:
        return self._wording.text(f"silence-column-{Column(column).name.lower()}")

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The same columns always."""
        return 0 if parent.isValid() else len(Column)


def _cells(text: SilenceText) -> tuple[str, ...]:
    """Every cell in the order of the columns."""
    pairs = (
        (),
        (text.family_name, text.given_name),
        (text.answered, text.answered_ago),
        (text.missed,),
        (text.reminders, text.coming),
        (text.channel, text.other_channel),
        (text.risk, text.other_risks),
        (text.step,),
    )
    return tuple(" ".join(part for part in parts if part) for parts in pairs)
