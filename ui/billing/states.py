"""What stands in the place of the months when there are none to show."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.errors import BILLING
from console.stores.billing import BillingListStore
from resources.wording import Wording
from ui.parts.list_states import ListPlace, ListStates, Nothing
from widgets.theme import Theme

_SHAPES = (
    (0.012, 0.22, 0.16, 0.22),
    (0.012, 0.56, 0.12, 0.16),
    (0.25, 0.36, 0.08, 0.24),
    (0.37, 0.22, 0.06, 0.22),
    (0.37, 0.56, 0.14, 0.16),
    (0.55, 0.36, 0.10, 0.24),
    (0.70, 0.22, 0.08, 0.22),
    (0.86, 0.22, 0.08, 0.22),
    (0.86, 0.56, 0.10, 0.16),
)
_PLACE = ListPlace(BILLING, "billing-error", _SHAPES)


class BillingStates(ListStates):
    """The table, or why there is none."""

    def __init__(
        self, table: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(table, _PLACE, theme, wording, parent)

    def show_state(self, store: BillingListStore) -> None:
        """Show what the store says; rows that are here stay on screen whatever fails."""
        self.show_rows(
            store.state,
            has_rows=bool(store.rows),
            error=store.error,
            nothing=None if store.is_filtered else self._nothing(),
        )

    def _nothing(self) -> Nothing:
        w = self._wording
        return Nothing(w.text("billing-empty"), w.text("billing-empty-body"), "calendar-blank")
