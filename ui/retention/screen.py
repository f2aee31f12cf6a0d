"""The calendar of retention: twelve months with counts, whom one of them brings, and the bar of one
patient (screens.md 3.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.models.retention_model import RetentionModel
from console.session import Session
from console.settings import LetterKeys, Settings
from console.stores.desk import TriageDesk
from console.stores.retention_reading import Due
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.retention import Hold
from ui.letters import written
from ui.parts.archives_tabs import ArchivesTab, ArchivesTabs, offered_tabs
from ui.parts.keys import bind
from ui.parts.list_and_side import ListAndSide
from ui.parts.list_screen import ListScreen
from ui.retention.columns import WIDTHS
from ui.retention.foot import RetentionFoot
from ui.retention.head import RetentionHead
from ui.retention.looks import cell_looks
from ui.retention.months import MonthGrid
from ui.retention.side import RetentionSide
from ui.retention.states import RetentionStates
from widgets.plain_label import PlainLabel
from widgets.table_cell import CellLook
from widgets.theme import Theme

_TABLE = "retention"
_READS_FILE = "read_patient_series"
_READS_BAR = "read_patient_retention"
_PLACES = "place_retention_hold"
_MORE_ROWS = 20


class RetentionScreen(ListScreen):
    """Signals: `file_wanted(UUID)`; `archives_wanted()`; `hold_wanted(Due)` to place one;
    `hold_end_wanted(Due, Hold)`; `left()` on Esc.
    """

    file_wanted = Signal(object)
    archives_wanted = Signal()
    hold_wanted = Signal(object)
    hold_end_wanted = Signal(object, object)
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
        super().__init__(desk.retention, desk.connection, settings, theme, wording, parent)
        self._store = desk.retention
        self._session = session
        self._may_open = session.may(_READS_FILE)
        self._model = RetentionModel(self._store, session, wording, self)
        self._tabs = ArchivesTabs(
            ArchivesTab.CALENDAR, offered_tabs(session), theme=theme, wording=wording, screen=self
        )  # fmt: skip
        self.head = RetentionHead(self._store, theme, wording, self)
        self.months = MonthGrid(self._store, theme, wording, self)
        self._list_title = PlainLabel(theme, role="section")
        self._make_table(self._model)
        self._states = RetentionStates(self.table, theme, wording, self)
        self.side = RetentionSide(desk.retention_bar, session, theme, wording, self)
        self._foot = RetentionFoot(self._store, self._may_open, theme, wording, self)
        self._build()
        self._connect()
        self._begin()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection and scroll stay."""
        self._wording = w = wording
        self.setAccessibleName(w.text("retention-screen"))
        described = (
            "retention-list-described" if self._may_open else "retention-list-described-side"
        )
        self.table.setAccessibleDescription(w.text(described))
        self._model.set_wording(w)
        for part in (self._tabs, self.head, self._stale, self.months, self._states, self._foot):
            part.set_wording(w)
        self.side.set_wording(w)
        self._show_state()
        self._columns.measure()

    def take_focus(self) -> None:
        """Put the keyboard on the list, or on the months where nobody is listed."""
        has_list = self.table.isVisibleTo(self) and bool(self._store.rows)
        target: QWidget = self.table if has_list else self.months
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self._tabs, self.head, self.months, self.table, self.side)

    def place_hold(self) -> None:
        """Ask to hold whoever is chosen (B); nothing without somebody or the right."""
        due = self._chosen()
        if due is not None and self._session.may(_PLACES):
            self.hold_wanted.emit(due)

    def _build(self) -> None:
        self._dress("retention_screen", "retention_list")
        self._keep_columns(self._model, _TABLE, WIDTHS)
        self._list_title.setContentsMargins(12, 10, 12, 4)
        listed = QWidget()
        below = QVBoxLayout(listed)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._list_title)
        below.addWidget(self._states, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._tabs, self.head, self._stale):
            column.addWidget(part)
        body = ListAndSide(self.months, listed, self.table, self.side, self._theme, self)
        column.addWidget(body, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        store, table = self._store, self.table
        store.told.connect(self._show_told)
        store.query_changed.connect(self._show_state)
        table.opened.connect(self._open)
        table.end_wanted.connect(self._go_to_end)
        table.sight_changed.connect(self._see)
        table.selectionModel().currentRowChanged.connect(self._choose)
        self._tabs.wanted.connect(self.archives_wanted)
        self.head.year_wanted.connect(store.step_year)
        self.head.today_wanted.connect(store.go_to_today)
        self.months.entered.connect(self.take_focus)
        self._states.retry_wanted.connect(store.refresh)
        self.side.holds.place_wanted.connect(self.place_hold)
        self.side.holds.end_wanted.connect(self._end_hold)
        self._connection.changed.connect(self._show_told)
        bind("O", self._open_current, (table,), self)
        bind("B", self.place_hold, (table, self.side), self)
        bind("F5", self._read_again, (self,), self)
        bind("Esc", self._leave, (table, self.months, self.side), self)
        bind("Left", partial(store.step_month, -1), (table,), self)
        bind("Right", partial(store.step_month, 1), (table,), self)

    def _name_letters(self, letters: LetterKeys) -> None:
        self._foot.set_letters(letters)
        self.side.holds.set_key(written("B", letters))

    def _looks_of(self, row: int) -> tuple[CellLook, ...]:
        return cell_looks(self._model.text_at(row))

    # What a person asks for

    def _chosen(self) -> Due | None:
        return self._store.row(self.table.key)

    def _open(self, key: UUID, _is_deliberate: bool) -> None:
        """Whoever reads no files goes to what there is beside the row."""
        if self._may_open:
            self.file_wanted.emit(key)
        else:
            self.side.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_current(self) -> None:
        if self.table.key is not None and self._may_open:
            self.file_wanted.emit(self.table.key)

    def _end_hold(self, hold: Hold) -> None:
        due = self._chosen()
        if due is not None:
            self.hold_end_wanted.emit(due, hold)

    def _read_again(self) -> None:
        self._store.refresh()
        self.side.read_again()

    def _leave(self) -> None:
        """From the side pane back to the list, from there out."""
        focus = QApplication.focusWidget()
        if focus is not None and (focus is self.side or self.side.isAncestorOf(focus)):
            self.take_focus()
        else:
            self.left.emit()

    def _see(self, _first: int, last: int) -> None:
        if last >= len(self._store.rows) - _MORE_ROWS:
            self._store.load_more()

    # What the store says

    def _choose(self) -> None:
        reads = self._session.may(_READS_BAR)
        self.side.show_due(self._chosen() if reads else None)

    def _take_rows(self) -> None:
        self._choose()
        super()._take_rows()

    def _show_state(self, _state: StoreState | None = None) -> None:
        self._states.show_state(self._store)
        self._show_told()

    def _show_told(self) -> None:
        store, w = self._store, self._wording
        self._show_age(has_rows=bool(store.window))
        self.head.show_told()
        self.months.show_told()
        self.side.setVisible(store.sees_people and bool(store.window))
        title = ""
        if store.month is not None and store.sees_people:
            listed = w.text(f"retention-list-{store.chosen.value}")
            title = w.text("retention-list", list=listed, month=w.month(store.month))
        self._list_title.setText(title)
        self._list_title.setVisible(bool(title))
        self.table.setAccessibleName(title or w.text("retention-screen"))
        self._foot.show_count()
