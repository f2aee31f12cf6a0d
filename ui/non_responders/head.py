"""Above the table: which of the silent, of which unit, in which order."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console.session import Session
from console.stores.silence import SilenceStore
from resources.wording import Wording
from services.contract.non_responders import NonResponderCounts, Silence
from ui.parts.list_title import ListTitle
from widgets.button import Button
from widgets.chip import Chip
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

GROUPS = tuple(Silence)


class SilenceHead(QWidget):
    """Signals: `group_chosen(Silence)`, `unit_chosen(value)` with None for all."""

    group_chosen = Signal(object)
    unit_chosen = Signal(object)

    def __init__(
        self,
        store: SilenceStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._units = [] if session.me is None else list(session.me.units)
        self._theme = theme
        self._wording = wording
        self._title = ListTitle("silence_groups", GROUPS, theme, self)
        self._unit = Button(theme, "", "secondary", icon="caret-down", parent=self)
        self._menu = QMenu(self._unit)
        self._chip = Chip(theme, "", removable=True, parent=self)
        self._order = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        labels = {group.value: w.text(f"silence-group-{group.value}") for group in GROUPS}
        self._title.set_words(w.text("silence-screen"), w.text("silence-groups"), labels)
        self._unit.set_label(w.text("patients-wish-unit"))
        self._order.setText(w.text("silence-sort"))
        self.show_told()

    def show_told(self) -> None:
        """Counts and filters as the store has them now."""
        w, store = self._wording, self._store
        query, counts = store.query, store.counts
        for group in GROUPS:
            told = "" if counts is None else w.integer(count_of(counts, group))
            self._title.set_count(group.value, told)
        self._title.set_current(query.silence.value)
        named = {str(unit.id): unit.name for unit in self._units}
        is_filtered = query.unit is not None
        self._chip.setVisible(is_filtered)
        self._unit.setVisible(not is_filtered and len(self._units) > 1)
        if query.unit is not None:
            name = w.text("patients-wish-unit")
            value = named.get(query.unit, "")
            self._chip.set_text(w.text("filter-chip", name=name, value=value) if value else name)
            self._chip.setAccessibleDescription(w.text("filter-chip-described"))
        self._fill_menu()

    def open_menu(self) -> None:
        """The units to choose from (F)."""
        if len(self._units) > 1:
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _fill_menu(self) -> None:
        self._menu.clear()
        every = (None, self._wording.text("patients-any-unit"))
        for value, text in (every, *((str(unit.id), unit.name) for unit in self._units)):
            action = QAction(text.replace("&", "&&"), self._menu)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == self._store.query.unit)
            self._menu.addAction(action)

    def _build(self) -> None:
        self._unit.setObjectName("silence_unit")
        self._unit.set_low()
        self._unit.setMenu(self._menu)
        self._chip.setObjectName("silence_unit_chip")
        self._title.chosen.connect(self._tell_group)
        self._menu.triggered.connect(self._tell_unit)
        self._chip.clicked.connect(self._tell_none)
        first, second = FlowRow(gap_px=12, line_gap_px=6), FlowRow(gap_px=12, line_gap_px=4)
        first.addWidget(self._title)
        first.addWidget(self._unit)
        first.addWidget(self._chip)
        second.addWidget(self._order)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)

    def _tell_group(self, name: str) -> None:
        self.group_chosen.emit(Silence(name))

    def _tell_unit(self, action: QAction) -> None:
        self.unit_chosen.emit(action.data())

    def _tell_none(self) -> None:
        self.unit_chosen.emit(None)


def count_of(counts: NonResponderCounts, group: Silence) -> int:
    """How many there are of a group, whichever is shown."""
    return {
        Silence.ONE_OR_MORE: counts.one_or_more,
        Silence.TWO_OR_MORE: counts.two_or_more,
        Silence.NEVER_ACTIVATED: counts.never_activated,
    }[group]
