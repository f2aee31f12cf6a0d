"""What stands in the place of the exports when there are none to show."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.errors import EXPORTS
from console.stores.exports import ExportListStore
from resources.wording import Wording
from ui.parts.list_states import ListPlace, ListStates, Nothing
from widgets.theme import Theme

_SHAPES = (
    (0.012, 0.22, 0.15, 0.22),
    (0.012, 0.56, 0.18, 0.16),
    (0.24, 0.36, 0.04, 0.24),
    (0.33, 0.36, 0.05, 0.24),
    (0.42, 0.22, 0.13, 0.22),
    (0.42, 0.56, 0.15, 0.16),
    (0.63, 0.22, 0.12, 0.22),
    (0.63, 0.56, 0.16, 0.16),
    (0.87, 0.36, 0.08, 0.24),
)
_PLACE = ListPlace(EXPORTS, "exports-error", _SHAPES)


class ExportStates(ListStates):
    """The table, or why there is none; what comes next is the button above."""

    def __init__(
        self, table: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(table, _PLACE, theme, wording, parent)

    def show_state(self, store: ExportListStore) -> None:
        """Show what the store says; rows that are here stay on screen whatever fails."""
        w, group = self._wording, store.shown.value
        name = group if store.all else "any"
        title, body = w.text(f"exports-empty-{name}"), w.text(f"exports-empty-{name}-body")
        self.show_rows(
            store.state,
            has_rows=bool(store.rows),
            error=store.error,
            nothing=Nothing(title, body, "check-circle" if name == "failed" else "export"),
        )
