"""The calendar of retention: twelve months with counts, whom one of them brings, and the bar of one
patient (screens.md 3.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.models.keyed_table import KeyRole
from console.models.retention_model import RetentionModel
from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from console.stores.retention_reading import Due
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.retention import Hold
from ui.letters import STEP_MODIFIERS, Letters, written
from ui.parts.archives_tabs import ArchivesTab, ArchivesTabs
from ui.parts.keys import bind
from ui.parts.list_and_side import ListAndSide
from ui.parts.people_columns import PeopleColumns
from ui.parts.stale_mark import StaleMark
from ui.retention.columns import WIDTHS
from ui.retention.foot import RetentionFoot
from ui.retention.head import RetentionHead
from ui.retention.looks import cell_looks
from ui.retention.months import MonthGrid
from ui.retention.side import RetentionSide
from ui.retention.states import RetentionStates
from widgets.people_table import PeopleTable
from widgets.plain_label import PlainLabel
from widgets.table_cell import CellLook
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_TABLE = "retention"
_READS_FILE = "read_patient_series"
_READS_BAR = "read_patient_retention"
_PLACES = "place_retention_hold"
_LISTS = "list_archives"
_MORE_ROWS = 20


class RetentionScreen(QWidget):
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
        super().__init__(parent)
        self._store = desk.retention
        self._connection = desk.connection
        self._session = session
        self._settings = settings
        self._theme = theme
        self._wording = wording
        self._may_open = session.may(_READS_FILE)
        self._model = RetentionModel(self._store, session, wording, self)
        self._tabs = ArchivesTabs(
            ArchivesTab.CALENDAR, has_both=session.may(_LISTS), theme=theme, wording=wording,
            screen=self,
        )  # fmt: skip
        self.head = RetentionHead(self._store, theme, wording, self)
        self._stale = StaleMark(theme, wording, self)
        self.months = MonthGrid(self._store, theme, wording, self)
        self._list_title = PlainLabel(theme, role="section")
        self.table = PeopleTable(theme, self._look, KeyRole, self._model.row_of, self)
        self._states = RetentionStates(self.table, theme, wording, self)
        self.side = RetentionSide(desk.retention_bar, session, theme, wording, self)
        self._foot = RetentionFoot(self._store, self._may_open, theme, wording, self)
        self._build()
        self._connect()
        self._letters = Letters(settings, self)
        self._letters.changed.connect(self._follow_letters)
        self._follow_letters()
        self.set_wording(wording)

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

    def set_shown(self, is_shown: bool) -> None:
        """Whether somebody looks at the calendar: it is read only then."""
        self._store.set_shown(is_shown)

    def set_locked(self, is_locked: bool) -> None:
        """Behind a locked screen nothing is read."""
        self.set_shown(not is_locked and self.isVisible())

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
        self.setObjectName("retention_screen")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table.setObjectName("retention_list")
        self.table.setModel(self._model)
        self._columns = PeopleColumns(
            _TABLE, self.table, WIDTHS, self._looks_of, self._settings, self._theme
        )
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
        store.state_changed.connect(self._show_state)
        store.rows_reset.connect(self._take_rows)
        store.told.connect(self._show_told)
        store.query_changed.connect(self._show_state)
        table.opened.connect(self._open)
        table.end_wanted.connect(self._go_to_end)
        table.sight_changed.connect(self._see)
        table.selectionModel().currentRowChanged.connect(self._choose)
        self._tabs.other_wanted.connect(self.archives_wanted)
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

    def _follow_letters(self) -> None:
        letters = self._settings.letter_keys
        self.table.step_modifiers = STEP_MODIFIERS[letters]
        self._foot.set_letters(letters)
        self.side.holds.set_key(written("B", letters))

    def _look(self, index: Index) -> CellLook | None:
        if index.row() >= len(self._store.rows):
            return None
        return self._looks_of(index.row())[index.column()]

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

    def _go_to_end(self) -> None:
        self.table.choose(len(self._store.rows) - 1)

    def _see(self, _first: int, last: int) -> None:
        if last >= len(self._store.rows) - _MORE_ROWS:
            self._store.load_more()

    # What the store says

    def _choose(self) -> None:
        reads = self._session.may(_READS_BAR)
        self.side.show_due(self._chosen() if reads else None)

    def _take_rows(self) -> None:
        self._columns.measure()
        self._choose()
        self._show_state()

    def _show_state(self, _state: StoreState | None = None) -> None:
        self._states.show_state(self._store)
        self._show_told()

    def _show_told(self) -> None:
        store, w = self._store, self._wording
        is_old = store.state is StoreState.STALE or self._connection.shows_offline
        self._stale.show_since(store.as_of if is_old and store.window else None)
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
