"""What stands in the place of the accounts when there are none to show."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.errors import ACCOUNTS
from console.stores.accounts import AccountListStore
from console.stores.states import StoreState
from resources.wording import Wording
from ui.parts.list_states import ListPlace, ListStates, Nothing
from widgets.theme import Theme

_SHAPES = (
    (0.012, 0.22, 0.16, 0.22),
    (0.012, 0.56, 0.08, 0.16),
    (0.25, 0.22, 0.18, 0.22),
    (0.25, 0.56, 0.12, 0.16),
    (0.52, 0.36, 0.06, 0.24),
    (0.64, 0.36, 0.11, 0.24),
    (0.80, 0.36, 0.02, 0.24),
    (0.88, 0.36, 0.08, 0.24),
)
_PLACE = ListPlace(ACCOUNTS, "accounts-error", _SHAPES)


class AccountStates(ListStates):
    """The table, or why there is none."""

    def __init__(
        self, table: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(table, _PLACE, theme, wording, parent)

    def show_state(self, store: AccountListStore) -> None:
        """Show what the store says; rows that are here stay on screen whatever fails, and an old
        copy is filtered as a new one.
        """
        is_empty = store.is_known and not store.rows
        self.show_rows(
            StoreState.EMPTY if is_empty else store.state,
            has_rows=bool(store.rows),
            error=store.error,
            nothing=None if store.filters.is_narrow else self._nothing_of(store),
        )

    def _nothing_of(self, store: AccountListStore) -> Nothing:
        state = store.filters.state
        name = "all" if state is None else state.value
        return Nothing(self._wording.text(f"accounts-empty-{name}"), "", "user-gear")
