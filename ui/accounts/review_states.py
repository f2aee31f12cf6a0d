"""What stands in the place of the lines of the review when there are none to show."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.errors import ACCOUNTS
from console.stores.access_review import AccessReviewStore
from console.stores.states import StoreState
from resources.wording import Wording
from ui.accounts.review_words import quarter_text
from ui.parts.list_states import ListPlace, ListStates, Nothing
from widgets.theme import Theme

_SHAPES = (
    (0.012, 0.22, 0.16, 0.22),
    (0.012, 0.56, 0.08, 0.16),
    (0.27, 0.22, 0.18, 0.22),
    (0.27, 0.56, 0.12, 0.16),
    (0.54, 0.36, 0.11, 0.24),
    (0.70, 0.36, 0.08, 0.24),
    (0.84, 0.22, 0.10, 0.22),
    (0.84, 0.56, 0.12, 0.16),
)
_PLACE = ListPlace(ACCOUNTS, "accessreview-error", _SHAPES)


class ReviewStates(ListStates):
    """The table, or why there is none."""

    def __init__(
        self, table: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(table, _PLACE, theme, wording, parent)

    def show_state(self, store: AccessReviewStore) -> None:
        """Show what the store says; rows that are here stay on screen whatever fails."""
        is_empty = store.review is not None and not store.rows
        self.show_rows(
            StoreState.EMPTY if is_empty else store.state,
            has_rows=bool(store.rows),
            error=store.error,
            nothing=self._nothing_of(store),
        )

    def _nothing_of(self, store: AccessReviewStore) -> Nothing:
        w = self._wording
        if store.review is None or not store.all:
            return Nothing(w.text("accessreview-nobody-here"), "", "user-gear")
        told = w.text("accessreview-all-seen-body", quarter=quarter_text(w, store.review.quarter))
        return Nothing(w.text("accessreview-all-seen"), told, "check-circle")
