"""The accounts of a centre as a Qt table reads them."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject

from console.models.accounts_text import (
    AccountText,
    account_sentence,
    account_text,
    account_tooltip,
)
from console.models.keyed_table import Index, KeyedTableModel
from console.models.worklist_model import Reader
from console.stores.accounts import Account, AccountListStore
from resources.wording import Wording

_ROOT = QModelIndex()


class Column(IntEnum):
    """What stands in a column; units stand under the roles that they are of."""

    NAME = 0
    ROLES = 1
    FACTOR = 2
    SIGNED_IN = 3
    SESSIONS = 4
    STATE = 5


class AccountsModel(KeyedTableModel[Account, AccountText]):
    """Adapts an `AccountListStore`."""

    def __init__(
        self,
        store: AccountListStore,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(store, store.told, reader, wording, parent)

    def make_text(self, row: Account) -> AccountText:
        return account_text(self._wording, row, self._reader.server_now())

    def cell(self, text: AccountText, column: int) -> str:
        return " ".join(part for part in _cells(text)[column] if part)

    def spoken(self, row: Account) -> str:
        return account_sentence(self._wording, row, self._reader.server_now())

    def tooltip(self, row: Account) -> str:
        return account_tooltip(self._wording, row, self._reader.server_now())

    def header(self, column: int) -> str:
        return self._wording.text(f"accounts-column-{Column(column).name.lower()}")

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The same columns always."""
        return 0 if parent.isValid() else len(Column)


def _cells(text: AccountText) -> tuple[tuple[str, ...], ...]:
    """Every cell in the order of the columns."""
    return (
        (text.name, text.username),
        (text.roles, text.units),
        (text.factor,),
        (text.signed_in, text.idle),
        (text.sessions,),
        (text.state, text.state_note),
    )
