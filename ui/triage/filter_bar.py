"""Under the levels: the filters in force as chips that can be taken away, and what they leave."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.stores.filters import NO_FILTER, Filters, Wish
from resources.wording import Wording
from services.contract.filters import FilterCounts
from ui.triage.filter_words import FilterWords
from widgets.button import Button
from widgets.chip import Chip
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class FilterBar(QWidget):
    """Signals: `wish_unwanted(Wish)` from a chip; `nothing_wanted()` from the button."""

    wish_unwanted = Signal(object)
    nothing_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._filters = NO_FILTER
        self._counts: FilterCounts | None = None
        self._shown = PlainLabel(theme, role="axis_strong", tone="secondary", parent=self)
        self._shown.setObjectName("filter_shown")
        self._chips = {wish: self._chip(theme, wish) for wish in Wish}
        self._clear = Button(theme, "", "quiet", parent=self)
        self._clear.setObjectName("filter_clear")
        self._clear.clicked.connect(self.nothing_wanted)
        row = FlowRow(self, gap_px=6, line_gap_px=4, spread=False)
        for widget in (self._shown, *self._chips.values(), self._clear):
            row.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_filters(self, filters: Filters, told: FilterWords) -> None:
        """Show what is in force, and nothing where nothing is."""
        self._wording, self._filters = told.wording, filters
        self._clear.set_label(told.wording.text("triage-clear-filters"))
        wishes = dict(filters.wishes)
        for wish, chip in self._chips.items():
            chip.setVisible(wish in wishes)
            if wish in wishes:
                chip.set_text(told.chip(wish, wishes[wish]))
                chip.setAccessibleDescription(told.wording.text("filter-chip-described"))
        self.setVisible(filters.is_any)
        self.show_counts(self._counts)

    def show_counts(self, counts: FilterCounts | None) -> None:
        """Say how many rows of the view match, once the service has counted them."""
        self._counts, w = counts, self._wording
        if counts is None:
            self._shown.setText("")
        elif not counts.matching:
            self._shown.setText(w.text("triage-empty-filter"))
        else:
            shown, every = w.integer(counts.matching), w.integer(counts.all)
            self._shown.setText(w.text("triage-filtered", shown=shown, all=every))
        self._shown.setVisible(counts is not None)
        self.updateGeometry()

    def _chip(self, theme: Theme, wish: Wish) -> Chip:
        chip = Chip(theme, "", removable=True, parent=self)
        chip.setObjectName(f"filter_chip_{wish.value}")
        chip.clicked.connect(self._take_away)
        return chip

    def _take_away(self) -> None:
        for wish, chip in self._chips.items():
            if chip is self.sender():
                self.wish_unwanted.emit(wish)
                return
