"""Above the list: the queues with their counts, the filters, and the order, always written."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.stores.filters import NO_FILTER, Filters, Wish
from resources import words
from resources.wording import Wording
from services.contract.alerts import WorklistCounts
from services.contract.enums import AlertKind, AlertLevel, WorklistSort, WorklistView
from services.contract.filters import FilterCounts
from ui.parts.sort_button import SortButton
from ui.triage.filter_bar import FilterBar
from ui.triage.filter_words import FilterWords
from widgets.chip import Chip
from widgets.icon_button import IconButton
from widgets.tab_strip import TabStrip
from widgets.theme import Theme

_MARGINS_PX = 20


class ListHead(QWidget):
    """Says and changes what the list asks for.

    Signals: `view_chosen(WorklistView)`, `filters_chosen(Filters)`, `sort_chosen(WorklistSort)`;
    `panel_wanted()` when somebody wants to choose among all filters.
    """

    view_chosen = Signal(object)
    filters_chosen = Signal(object)
    panel_wanted = Signal()
    sort_chosen = Signal(object)

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._counts: WorklistCounts | None = None
        self._sort = WorklistSort.LEVEL
        self._filters = NO_FILTER
        self._view = WorklistView.TODO
        self._tabs = TabStrip(theme, "", self)
        # Made before the chips, because the order of making is the order of the Tab key.
        self._tabs.set_tabs([(view.value, "") for view in WorklistView])
        self._chips = {
            level: Chip(theme, "", level=level.value, parent=self) for level in AlertLevel
        }
        self._panel = IconButton(theme, "funnel", "", "F", size_px=14, parent=self)
        self._sorting = SortButton(WorklistSort, theme, self)
        self._bar = FilterBar(theme, wording, self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._tabs.setAccessibleName(w.text("triage-views"))
        self._tabs.set_label(WorklistView.TODO.value, w.text("triage-view-todo"))
        self._tabs.set_label(WorklistView.MINE.value, w.text("triage-view-mine"))
        self._tabs.set_label(WorklistView.DEFERRED.value, w.text("triage-view-deferred"))
        self._tabs.set_label(WorklistView.ESCALATED.value, w.text("triage-view-escalated"))
        self._tabs.set_label(WorklistView.CLOSED.value, w.text("triage-view-closed"))
        self._panel.set_name(w.text("filter-open"))
        self.set_sort(self._sort)
        self.set_counts(self._counts)

    def set_counts(self, counts: WorklistCounts | None) -> None:
        """Show live counts of rows."""
        self._counts = counts
        for view in WorklistView:
            shown = None if counts is None else _count_of(counts, view)
            self._tabs.set_count(view.value, self._number(shown))
        for level, chip in self._chips.items():
            is_told = counts is not None and self._view is WorklistView.TODO
            count = None if counts is None or not is_told else counts.levels.get(level.value, 0)
            word = words.level(self._wording, level, AlertKind.CLINICAL)
            chip.set_text(word, self._number(count))
            described = self._wording.text(
                "triage-level-chip-described", level=word, count=self._number(count)
            )
            chip.setAccessibleDescription(described if count is not None else "")

    def set_filters(self, filters: Filters, told: FilterWords) -> None:
        """Show what is in force."""
        self._filters = filters
        for level, chip in self._chips.items():
            chip.setChecked(level in filters.levels)
        self._bar.show_filters(filters, told)

    def set_filtered(self, counts: FilterCounts | None) -> None:
        """Say how many rows of the view match."""
        self._bar.show_counts(counts)

    def set_view(self, view: WorklistView) -> None:
        """Mark a queue as the one on screen."""
        self._tabs.set_current(view.value)
        self._view = view

    def set_sort(self, sort: WorklistSort) -> None:
        """Write the order in use."""
        self._sort = sort
        self._sorting.set_label(self._sort_text(sort))
        self._sorting.setAccessibleName(
            self._wording.text("triage-sort", sort=self._sort_text(sort))
        )
        self._sorting.setAccessibleDescription(self._wording.text("triage-sort-described"))
        self._sorting.show_sort(sort, self._sort_text)

    def clear_filters(self) -> None:
        """Choose nothing: ask for the whole view."""
        self.filters_chosen.emit(NO_FILTER)

    def _build(self) -> None:
        self._tabs.tab_chosen.connect(self._tell_view)
        for level, chip in self._chips.items():
            chip.setObjectName(f"triage_level_{level.value}")
            chip.clicked.connect(self._tell_levels)
        self._sorting.setObjectName("triage_sort")
        self._sorting.sort_chosen.connect(self.sort_chosen)
        self._panel.setObjectName("triage_filter")
        self._panel.clicked.connect(self.panel_wanted)
        self._bar.wish_unwanted.connect(self._take_away)
        self._bar.nothing_wanted.connect(self.clear_filters)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for chip in self._chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        chips.addWidget(self._sorting)
        note = QHBoxLayout()
        note.setSpacing(8)
        note.addStretch(1)
        tabs = QHBoxLayout()
        tabs.setSpacing(2)
        tabs.addWidget(self._tabs, 1)
        tabs.addWidget(self._panel)
        self._rows = (tabs, chips, note)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 6, 8)
        column.setSpacing(8)
        column.addLayout(tabs)
        column.addLayout(chips)
        column.addLayout(note)
        column.addWidget(self._bar)

    def _place_sorting(self) -> None:
        """Beside tabs and levels where there is room, otherwise together under them."""
        tabs, chips, note = self._rows
        wanted = sum(chip.sizeHint().width() + chips.spacing() for chip in self._chips.values())
        is_narrow = self.width() < wanted + self._sorting.sizeHint().width() + _MARGINS_PX
        if is_narrow == (note.indexOf(self._sorting) >= 0):
            return
        for button, beside in ((self._panel, tabs), (self._sorting, chips)):
            source, target = (beside, note) if is_narrow else (note, beside)
            source.removeWidget(button)
            target.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_sorting()

    def _tell_view(self, name: str) -> None:
        self.view_chosen.emit(WorklistView(name))

    def _tell_levels(self) -> None:
        levels = frozenset(level for level, chip in self._chips.items() if chip.isChecked())
        self.filters_chosen.emit(replace(self._filters, levels=levels))

    def _take_away(self, wish: Wish) -> None:
        self.filters_chosen.emit(self._filters.with_wish(wish, None))

    def _sort_text(self, sort: WorklistSort) -> str:
        match sort:
            case WorklistSort.LEVEL:
                return self._wording.text("triage-sort-level")
            case WorklistSort.DUE:
                return self._wording.text("triage-sort-due")
            case WorklistSort.RECEIVED:
                return self._wording.text("triage-sort-received")

    def _number(self, count: int | None) -> str:
        return "" if count is None else self._wording.integer(count)


def _count_of(counts: WorklistCounts, view: WorklistView) -> int:
    return {
        WorklistView.TODO: counts.todo,
        WorklistView.MINE: counts.mine,
        WorklistView.DEFERRED: counts.deferred,
        WorklistView.ESCALATED: counts.escalated,
        WorklistView.CLOSED: counts.closed,
    }[view]
