"""Above the table: which of the archived, and for which reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.stores.archives import ArchiveGroup, ArchiveListStore
from resources import words
from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason
from ui.parts.list_title import ListTitle
from ui.parts.one_filter import OneFilter
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
        self._reason = OneFilter("archives_reason", theme, self)
        self._order = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        labels = {group.value: w.text(f"archives-group-{group.value}") for group in ArchiveGroup}
        self._title.set_words(w.text("archives-screen"), w.text("archives-groups"), labels)
        self._order.setText(w.text("archives-sort"))
        self.show_told()

    def show_told(self) -> None:
        """The filters as the store has them now."""
        w, query = self._wording, self._store.query
        self._title.set_current(query.group.value)
        self._reason.show_choices(
            w,
            w.text("archives-wish-reason"),
            w.text("archives-any-reason"),
            [(each, words.archive_reason(w, each)) for each in ArchiveReason],
            query.reason,
        )

    def open_menu(self) -> None:
        """The reasons to choose from (F)."""
        self._reason.open_menu(self)

    def _build(self) -> None:
        self._title.chosen.connect(self._tell_group)
        self._reason.chosen.connect(self.reason_chosen)
        first, second = FlowRow(gap_px=12, line_gap_px=6), FlowRow(gap_px=12, line_gap_px=4)
        for part in (self._title, self._reason):
            first.addWidget(part)
        second.addWidget(self._order)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)

    def _tell_group(self, name: str) -> None:
        self.group_chosen.emit(ArchiveGroup(name))
