"""What stands in the place of the figures when there are none to show."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from console.errors import STATISTICS
from console.stores.closed_months import ClosedMonths
from resources.wording import Wording
from ui.parts.list_states import ListPlace, ListStates, Nothing
from ui.statistics.waiting import Rows, card_shapes
from widgets.theme import Theme

_PLACE = ListPlace(STATISTICS, "statistics-error", no_right="statistics-no-right")


class StatisticsStates(ListStates):
    """The figures, or why there are none."""

    def __init__(
        self,
        board: QWidget,
        cards: Rows,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        self._cards = cards
        super().__init__(board, _PLACE, theme, wording, parent)

    def show_state(self, store: ClosedMonths[Any, Any], *, has_page: bool) -> None:
        """Show what the store says; figures that are here stay on screen whatever fails."""
        w = self._wording
        nothing = Nothing(w.text("statistics-empty"), w.text("statistics-empty-body"), "chart-bar")
        self.show_rows(store.state, has_rows=has_page, error=store.error, nothing=nothing)

    def _show_loading(self) -> None:
        super()._show_loading()
        self._shape_cards()

    def _shape_cards(self) -> None:
        width, height = max(1, self.width()), max(1, self.height())
        shapes = card_shapes(self._theme, self._cards, width, height)
        self._loading.skeleton.set_shapes(shapes, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shape_cards()
