"""Above the table: which of the archived, and for which reason."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console.stores.archives import ArchiveGroup, ArchiveListStore
from resources import words
from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason
from ui.parts.list_title import ListTitle
from widgets.button import Button
from widgets.chip import Chip
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class ArchivesHead(QWidget):
    """Signals: `group_chosen(ArchiveGroup)`, `reason_chosen(ArchiveReason)` with None for all."""

    group_chosen = Signal(object)
    reason_chosen = Signal(object)

    def __init__(
        self,
        store: ArchiveListStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._wording = wording
        self._title = ListTitle("archives_groups", ArchiveGroup, theme, self)
        self._reason = Button(theme, "", "secondary", icon="caret-down", parent=self)
        self._menu = QMenu(self._reason)
        self._chip = Chip(theme, "", removable=True, parent=self)
        self._order = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        labels = {group.value: w.text(f"archives-group-{group.value}") for group in ArchiveGroup}
        self._title.set_words(w.text("archives-screen"), w.text("archives-groups"), labels)
        self._reason.set_label(w.text("archives-wish-reason"))
        self._order.setText(w.text("archives-sort"))
        self.show_told()

    def show_told(self) -> None:
        """The filters as the store has them now."""
        w, query = self._wording, self._store.query
        self._title.set_current(query.group.value)
        self._chip.setVisible(query.reason is not None)
        self._reason.setVisible(query.reason is None)
        if query.reason is not None:
            name, value = w.text("archives-wish-reason"), self._named(query.reason)
            self._chip.set_text(w.text("filter-chip", name=name, value=value))
            self._chip.setAccessibleDescription(w.text("filter-chip-described"))
        self._fill_menu()

    def open_menu(self) -> None:
        """The reasons to choose from (F)."""
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _named(self, reason: ArchiveReason) -> str:
        return words.archive_reason(self._wording, reason)

    def _fill_menu(self) -> None:
        self._menu.clear()
        every = (None, self._wording.text("archives-any-reason"))
        for value, text in (every, *((each, self._named(each)) for each in ArchiveReason)):
            action = QAction(text.replace("&", "&&"), self._menu)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value is self._store.query.reason)
            self._menu.addAction(action)

    def _build(self) -> None:
        self._reason.setObjectName("archives_reason")
        self._reason.set_low()
        self._reason.setMenu(self._menu)
        self._chip.setObjectName("archives_reason_chip")
        self._title.chosen.connect(self._tell_group)
        self._menu.triggered.connect(self._tell_reason)
        self._chip.clicked.connect(self._tell_none)
        first, second = FlowRow(gap_px=12, line_gap_px=6), FlowRow(gap_px=12, line_gap_px=4)
        for part in (self._title, self._reason, self._chip):
            first.addWidget(part)
        second.addWidget(self._order)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)

    def _tell_group(self, name: str) -> None:
        self.group_chosen.emit(ArchiveGroup(name))

    def _tell_reason(self, action: QAction) -> None:
        self.reason_chosen.emit(action.data())

    def _tell_none(self) -> None:
        self.reason_chosen.emit(None)
