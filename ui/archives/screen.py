"""The archives: whose follow-up has ended, why, and whether the patient knows (screens.md 3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.models.archives_model import ArchivesModel
from console.session import Session
from console.settings import LetterKeys, Settings
from console.stores.archives import ArchiveGroup
from console.stores.desk import TriageDesk
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason
from ui.archives.columns import WIDTHS
from ui.archives.foot import ArchivesFoot
from ui.archives.head import ArchivesHead
from ui.archives.looks import cell_looks
from ui.archives.states import ArchiveStates
from ui.parts.archives_tabs import ArchivesTab, ArchivesTabs, offered_tabs
from ui.parts.keys import bind
from ui.parts.list_screen import ListScreen
from widgets.table_cell import CellLook
from widgets.theme import Theme

_TABLE = "archives"


class ArchivesScreen(ListScreen):
    """Signals: `file_wanted(UUID)` for the patient whose file is to be opened; `calendar_wanted()`
    for the other tab; `left()` on Esc.
    """

    file_wanted = Signal(object)
    calendar_wanted = Signal()
    left = Signal()

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        settings: Settings,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk.archives, desk.connection, settings, theme, wording, parent)
        self._store = desk.archives
        self._model = ArchivesModel(self._store, session, wording, self)
        self._tabs = ArchivesTabs(
            ArchivesTab.ARCHIVES, offered_tabs(session), theme=theme, wording=wording, screen=self
        )  # fmt: skip
        self.head = ArchivesHead(self._store, theme, wording, self)
        self._make_table(self._model)
        self._states = ArchiveStates(self.table, theme, wording, self)
        self._foot = ArchivesFoot(self._store, theme, wording, self)
        self._build()
        self._connect()
        self._begin()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection and scroll stay."""
        self._wording = w = wording
        self.setAccessibleName(w.text("archives-screen"))
        self.table.setAccessibleName(w.text("archives-list"))
        self.table.setAccessibleDescription(w.text("patients-list-described"))
        self._model.set_wording(w)
        for part in (self._tabs, self.head, self._stale, self._states, self._foot):
            part.set_wording(w)
        self._show_state()
        self._columns.measure()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self._tabs, self.head, self.table)

    def _build(self) -> None:
        self._dress("archives_screen", "archives_list")
        self._keep_columns(self._model, _TABLE, WIDTHS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self.head)
        column.addWidget(self._stale)
        column.addWidget(self._states, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        store, table = self._store, self.table
        store.told.connect(self._show_told)
        store.query_changed.connect(self._show_told)
        store.news_changed.connect(self._foot.show_news)
        table.opened.connect(self._open)
        table.end_wanted.connect(self._go_to_end)
        self._tabs.wanted.connect(self.calendar_wanted)
        self.head.group_chosen.connect(self._set_group)
        self.head.reason_chosen.connect(self._set_reason)
        self._states.retry_wanted.connect(store.refresh)
        self._states.filters_unwanted.connect(self._clear_reason)
        self._foot.news_wanted.connect(store.apply_news)
        self._connection.changed.connect(self._show_told)
        bind("O", self._open_current, (table,), self)
        bind("F", self.head.open_menu, (table,), self)
        bind("F5", store.apply_news, (self,), self)
        bind("Esc", self.left.emit, (table,), self)

    def _name_letters(self, letters: LetterKeys) -> None:
        self._foot.set_letters(letters)

    def _looks_of(self, row: int) -> tuple[CellLook, ...]:
        return cell_looks(self._model.text_at(row))

    def _open(self, key: UUID, _is_deliberate: bool) -> None:
        self.file_wanted.emit(key)

    def _open_current(self) -> None:
        if self.table.key is not None:
            self.file_wanted.emit(self.table.key)

    def _set_group(self, group: ArchiveGroup) -> None:
        self._store.set_group(group)

    def _set_reason(self, reason: ArchiveReason | None) -> None:
        self._store.set_reason(reason)
        self.take_focus()

    def _clear_reason(self) -> None:
        self._set_reason(None)

    # What the store says

    def _show_state(self, _state: StoreState | None = None) -> None:
        self._states.show_state(self._store)
        self._show_told()

    def _show_told(self) -> None:
        store = self._store
        self._show_age(has_rows=bool(store.rows))
        self.head.show_told()
        self._foot.show_count()
