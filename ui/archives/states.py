"""What stands in the place of the archived patients when there are none to show."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.errors import ARCHIVES
from console.stores.archives import ArchiveListStore
from resources.wording import Wording
from ui.parts.list_states import ListPlace, ListStates, Nothing
from widgets.theme import Theme

_SHAPES = (
    (0.012, 0.22, 0.16, 0.22),
    (0.012, 0.56, 0.11, 0.16),
    (0.25, 0.36, 0.07, 0.24),
    (0.35, 0.22, 0.08, 0.22),
    (0.35, 0.56, 0.09, 0.16),
    (0.48, 0.36, 0.10, 0.24),
    (0.62, 0.36, 0.16, 0.24),
    (0.82, 0.36, 0.06, 0.24),
    (0.91, 0.36, 0.06, 0.24),
)
_PLACE = ListPlace(ARCHIVES, "archives-error", _SHAPES)


class ArchiveStates(ListStates):
    """The table, or why there is none."""

    def __init__(
        self, table: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(table, _PLACE, theme, wording, parent)

    def show_state(self, store: ArchiveListStore) -> None:
        """Show what the store says; rows that are here stay on screen whatever fails."""
        self.show_rows(
            store.state,
            has_rows=bool(store.rows),
            error=store.error,
            nothing=None if store.is_filtered else self._nothing_of(store),
        )

    def _nothing_of(self, store: ArchiveListStore) -> Nothing:
        w, group = self._wording, store.query.group.value
        title, body = w.text(f"archives-empty-{group}"), w.text(f"archives-empty-{group}-body")
        return Nothing(title, body, "archive-box" if group == "all" else "check-circle")
