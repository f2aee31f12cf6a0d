"""What stands in the place of the patients of a month when there are none to show."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.errors import RETENTION
from console.stores.retention_calendar import RetentionCalendarStore
from resources.wording import Wording
from ui.parts.list_states import ListPlace, ListStates, Nothing
from widgets.theme import Theme

_SHAPES = (
    (0.012, 0.22, 0.18, 0.22),
    (0.012, 0.56, 0.13, 0.16),
    (0.28, 0.36, 0.10, 0.24),
    (0.44, 0.22, 0.10, 0.22),
    (0.44, 0.56, 0.14, 0.16),
    (0.64, 0.36, 0.14, 0.24),
    (0.83, 0.36, 0.12, 0.24),
)
_PLACE = ListPlace(RETENTION, "retention-error", _SHAPES)


class RetentionStates(ListStates):
    """The table, or why there is none."""

    def __init__(
        self, table: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(table, _PLACE, theme, wording, parent)

    def show_state(self, store: RetentionCalendarStore) -> None:
        """Show what the store says; rows that are here stay on screen whatever fails."""
        self.show_rows(
            store.state,
            has_rows=bool(store.rows),
            error=store.error,
            nothing=self._nothing_of(store),
        )

    def _nothing_of(self, store: RetentionCalendarStore) -> Nothing:
        """Before the first daily pass nobody knows; an empty list says so only after it."""
        w = self._wording
        if store.computed_at is None:
            return Nothing(w.text("retention-no-pass"), w.text("retention-no-pass-body"), "clock")
        if not store.sees_people:
            title, body = w.text("retention-counts-only"), w.text("retention-counts-only-body")
            return Nothing(title, body, "chart-bar")
        name = store.chosen.value
        title, body = w.text(f"retention-empty-{name}"), w.text(f"retention-empty-{name}-body")
        return Nothing(title, body, "check-circle")
