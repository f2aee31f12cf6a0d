"""Above the table: which of the silent, of which unit, in which order."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.session import Session
from console.stores.silence import SilenceStore
from resources.wording import Wording
from services.contract.non_responders import NonResponderCounts, Silence
from ui.parts.list_title import ListTitle
from ui.parts.one_filter import OneFilter
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
        self._unit = OneFilter("silence_unit", theme, self)
        self._order = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        labels = {group.value: w.text(f"silence-group-{group.value}") for group in GROUPS}
        self._title.set_words(w.text("silence-screen"), w.text("silence-groups"), labels)
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
        self._unit.show_choices(
            w,
            w.text("patients-wish-unit"),
            w.text("patients-any-unit"),
            [(str(unit.id), unit.name) for unit in self._units],
            query.unit,
        )
        self._unit.setVisible(query.unit is not None or len(self._units) > 1)

    def open_menu(self) -> None:
        """The units to choose from (F)."""
        if len(self._units) > 1:
            self._unit.open_menu(self)

    def _build(self) -> None:
        self._title.chosen.connect(self._tell_group)
        self._unit.chosen.connect(self.unit_chosen)
        first, second = FlowRow(gap_px=12, line_gap_px=6), FlowRow(gap_px=12, line_gap_px=4)
        first.addWidget(self._title)
        first.addWidget(self._unit)
        second.addWidget(self._order)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)

    def _tell_group(self, name: str) -> None:
        self.group_chosen.emit(Silence(name))


def count_of(counts: NonResponderCounts, group: Silence) -> int:
    """How many there are of a group, whichever is shown."""
    return {
        Silence.ONE_OR_MORE: counts.one_or_more,
        Silence.TWO_OR_MORE: counts.two_or_more,
        Silence.NEVER_ACTIVATED: counts.never_activated,
    }[group]
