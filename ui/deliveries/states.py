"""What stands in the place of the deliveries when there are none to show."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.errors import DELIVERIES
from console.stores.deliveries import DeliveryGroup, DeliveryListStore
from resources.wording import Wording
from ui.parts.list_states import ListPlace, ListStates, Nothing
from widgets.theme import Theme

_SHAPES = (
    (0.012, 0.22, 0.15, 0.22),
    (0.012, 0.56, 0.06, 0.16),
    (0.2, 0.22, 0.13, 0.22),
    (0.2, 0.56, 0.08, 0.16),
    (0.4, 0.22, 0.24, 0.22),
    (0.4, 0.56, 0.16, 0.16),
    (0.76, 0.36, 0.08, 0.24),
    (0.88, 0.22, 0.07, 0.22),
)
_PLACE = ListPlace(DELIVERIES, "deliveries-error", _SHAPES)


class DeliveryStates(ListStates):
    """The table, or why there is none."""

    def __init__(
        self, table: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(table, _PLACE, theme, wording, parent)

    def show_state(self, store: DeliveryListStore) -> None:
        """Show what the store says; rows that are here stay on screen whatever fails."""
        w, name = self._wording, store.query.value
        title = w.text(f"deliveries-empty-{name}")
        body = w.text(f"deliveries-empty-{name}-body")
        icon = "check-circle" if store.query is DeliveryGroup.TROUBLED else "export"
        self.show_rows(
            store.state,
            has_rows=bool(store.rows),
            error=store.error,
            nothing=Nothing(title, body, icon),
        )
