"""Above the list: the queues with their counts, the level filters, and the order, always
written.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from resources import words
from resources.wording import Wording
from services.contract.alerts import WorklistCounts
from services.contract.enums import AlertKind, AlertLevel, WorklistSort, WorklistView
from widgets.button import Button
from widgets.chip import Chip
from widgets.plain_label import PlainLabel
from widgets.tab_strip import TabStrip
from widgets.theme import Theme

ALWAYS_SHOWN = frozenset({AlertLevel.CRITICAL})
"""No filter hides these; technical alerts are stored at this level too (decision 15)."""


_MARGINS_PX = 20


class ListHead(QWidget):
    """Says and changes what the list asks for.

    Signals: `view_chosen(WorklistView)`, `levels_chosen(frozenset)`, `sort_chosen(WorklistSort)`.
    """

    view_chosen = Signal(object)
    levels_chosen = Signal(object)
    sort_chosen = Signal(object)

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._counts: WorklistCounts | None = None
        self._sort = WorklistSort.LEVEL
        self._shown = 0
        self._is_whole = False
        self._view = WorklistView.TODO
        self._tabs = TabStrip(theme, "", self)
        # Made before the chips, because the order of making is the order of the Tab key.
        self._tabs.set_tabs([(view.value, "") for view in WorklistView])
        self._chips = {
            level: Chip(theme, "", level=level.value, parent=self) for level in AlertLevel
        }
        self._sorting = Button(theme, "", "quiet", icon="sort-ascending", parent=self)
        self._orders: dict[WorklistSort, QAction] = {}
        self._outside = PlainLabel(theme, role="axis", tone="muted", parent=self)
        self._clear = Button(theme, "", "quiet", parent=self)
        self._build()
        self.set_wording(wording)

    @property
    def levels(self) -> frozenset[AlertLevel]:
        """The levels that the person chose; empty means all."""
        return frozenset(level for level, chip in self._chips.items() if chip.isChecked())

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._tabs.setAccessibleName(w.text("triage-views"))
        self._tabs.set_label(WorklistView.TODO.value, w.text("triage-view-todo"))
        self._tabs.set_label(WorklistView.MINE.value, w.text("triage-view-mine"))
        self._tabs.set_label(WorklistView.DEFERRED.value, w.text("triage-view-deferred"))
        self._tabs.set_label(WorklistView.ESCALATED.value, w.text("triage-view-escalated"))
        self._tabs.set_label(WorklistView.CLOSED.value, w.text("triage-view-closed"))
        self._clear.set_label(w.text("triage-clear-filters"))
        self.set_shown(self._shown, is_whole=self._is_whole)
        for sort, action in self._orders.items():
            action.setText(self._sort_text(sort))
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

    def set_shown(self, count: int, *, is_whole: bool) -> None:
        """Say how many rows a filter leaves of how many, where both numbers are of one queue."""
        self._shown, self._is_whole = count, is_whole
        w = self._wording
        text = w.text("triage-outside-filter")
        if self._counts is not None and self._is_whole:
            every = w.integer(self._counts.todo)
            text = f"{w.text('triage-filtered', shown=w.integer(count), all=every)} · {text}"
        self._outside.setText(text)

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
        self._orders[sort].setChecked(True)

    def clear_levels(self) -> None:
        """Choose no level."""
        for chip in self._chips.values():
            chip.setChecked(False)
        self._tell_levels()

    def focus_filters(self) -> None:
        """Put the keyboard on the first level."""
        self._chips[AlertLevel.CRITICAL].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        self._tabs.tab_chosen.connect(self._tell_view)
        for level, chip in self._chips.items():
            chip.setObjectName(f"triage_level_{level.value}")
            chip.clicked.connect(self._tell_levels)
        self._build_sorting()
        self._clear.clicked.connect(self.clear_levels)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for chip in self._chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        chips.addWidget(self._sorting)
        note = QHBoxLayout()
        note.setSpacing(8)
        note.addWidget(self._outside, 1)
        note.addWidget(self._clear)
        self._rows = (chips, note)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 6, 8)
        column.setSpacing(8)
        column.addWidget(self._tabs)
        column.addLayout(chips)
        column.addLayout(note)
        self._outside.hide()
        self._clear.hide()

    def _build_sorting(self) -> None:
        menu = QMenu(self._sorting)
        group = QActionGroup(menu)
        for sort in WorklistSort:
            action = QAction(menu)
            action.setCheckable(True)
            action.setData(sort.value)
            action.triggered.connect(self._tell_sort)
            group.addAction(action)
            menu.addAction(action)
            self._orders[sort] = action
        self._sorting.setObjectName("triage_sort")
        self._sorting.setMenu(menu)

    def _place_sorting(self) -> None:
        """Beside the levels where there is room, otherwise under them."""
        chips, note = self._rows
        wanted = sum(chip.sizeHint().width() + chips.spacing() for chip in self._chips.values())
        is_narrow = self.width() < wanted + self._sorting.sizeHint().width() + _MARGINS_PX
        if is_narrow == (note.indexOf(self._sorting) >= 0):
            return
        source, target = (chips, note) if is_narrow else (note, chips)
        source.removeWidget(self._sorting)
        target.addWidget(self._sorting)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_sorting()

    def _tell_view(self, name: str) -> None:
        self.view_chosen.emit(WorklistView(name))

    def _tell_levels(self) -> None:
        levels = self.levels
        self._outside.setVisible(bool(levels))
        self._clear.setVisible(bool(levels))
        self.levels_chosen.emit(levels | ALWAYS_SHOWN if levels else levels)

    def _tell_sort(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.sort_chosen.emit(WorklistSort(action.data()))

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
