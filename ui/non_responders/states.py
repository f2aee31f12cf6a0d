"""What stands in the place of the silent patients when there are none to show."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.errors import SILENCE
from console.stores.silence import SilenceStore
from resources.wording import Wording
from ui.parts.list_states import ListPlace, ListStates, Nothing
from widgets.theme import Theme

_SHAPES = (
    (0.012, 0.34, 0.014, 0.30),
    (0.045, 0.22, 0.15, 0.22),
    (0.045, 0.56, 0.10, 0.16),
    (0.25, 0.22, 0.07, 0.22),
    (0.25, 0.56, 0.05, 0.16),
    (0.36, 0.36, 0.02, 0.24),
    (0.42, 0.22, 0.13, 0.22),
    (0.60, 0.36, 0.10, 0.24),
    (0.75, 0.36, 0.09, 0.24),
    (0.88, 0.36, 0.09, 0.24),
)
_PLACE = ListPlace(SILENCE, "silence-error", _SHAPES)


class SilenceStates(ListStates):
    """The table, or why there is none."""

    def __init__(
        self, table: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(table, _PLACE, theme, wording, parent)

    def show_state(self, store: SilenceStore) -> None:
        """Show what the store says."""
        is_filtered = store.query.unit is not None
        self.show_rows(
            store.state,
            has_rows=bool(store.rows),
            error=store.error,
            nothing=None if is_filtered else self._nothing_in(store.query.silence.value),
        )

    def _nothing_in(self, group: str) -> Nothing:
        w = self._wording
        title, body = w.text(f"silence-empty-{group}"), w.text(f"silence-empty-{group}-body")
        return Nothing(title, body, "check-circle")
