"""What stands in the place of the figures when there are none to show."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from console.errors import STATISTICS
from console.stores.closed_months import ClosedMonths
from resources.wording import Wording
from ui.parts.list_states import ListPlace, ListStates, Nothing
from widgets.theme import Theme

_SHAPES = (
    (0.012, 0.10, 0.14, 0.60),
    (0.176, 0.10, 0.14, 0.60),
    (0.340, 0.10, 0.14, 0.60),
    (0.504, 0.10, 0.14, 0.60),
    (0.668, 0.10, 0.14, 0.60),
    (0.832, 0.10, 0.14, 0.60),
)
_PLACE = ListPlace(STATISTICS, "statistics-error", _SHAPES, "statistics-no-right")


class StatisticsStates(ListStates):
    """The figures, or why there are none."""

    def __init__(
        self, board: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(board, _PLACE, theme, wording, parent)

    def show_state(self, store: ClosedMonths[Any, Any], *, has_page: bool) -> None:
        """Show what the store says; figures that are here stay on screen whatever fails."""
        w = self._wording
        nothing = Nothing(w.text("statistics-empty"), w.text("statistics-empty-body"), "chart-bar")
        self.show_rows(store.state, has_rows=has_page, error=store.error, nothing=nothing)
