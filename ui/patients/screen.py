"""The list of patients: found by eye, by filter or by typing, then opened (screens.md 3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from console.models.patient_list_model import PatientKeyRole, PatientListModel
from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from console.stores.patient_reading import PatientWish
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.archiving import FOLLOWED
from services.contract.enums import Monitoring, PatientSort
from services.contract.patient_list import PatientRow
from ui.letters import STEP_MODIFIERS, Letters, written
from ui.parts.keys import bind
from ui.parts.people_columns import PeopleColumns
from ui.parts.stale_mark import StaleMark
from ui.patients.columns import WIDTHS
from ui.patients.filter_bar import WishWords
from ui.patients.foot import PatientsFoot
from ui.patients.head import PatientsHead
from ui.patients.hits import Hits
from ui.patients.looks import cell_looks
from ui.patients.states import PatientStates
from widgets.people_table import PeopleTable
from widgets.table_cell import CellLook
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_READ_AHEAD_ROWS = 150
_TABLE = "patients"


class PatientsScreen(QWidget):
    """Signals: `file_wanted(UUID)` for the patient whose file is to be opened; `left()` on Esc;
    `exceptional_wanted()` to ask for somebody of another unit; `enrolment_wanted()` to enrol one;
    `archive_wanted(PatientLabel)` to end a follow-up, `undo_wanted()` to take that back.
    """

    file_wanted = Signal(object)
    left = Signal()
    exceptional_wanted = Signal()
    enrolment_wanted = Signal()
    archive_wanted = Signal(object)
    undo_wanted = Signal()

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
        self._store = desk.patients
        self._archiving = desk.archiving
        self._session = session
        self._settings = settings
        self._theme = theme
        self._wording = wording
        self._model = PatientListModel(self._store, session, wording, self)
        self.head = PatientsHead(self._store, theme, wording, self)
        self._stale = StaleMark(theme, wording, self)
        self.table = PeopleTable(theme, self._look, PatientKeyRole, self._model.row_of, self)
        self._states = PatientStates(self.table, theme, wording, self)
        self._hits = Hits(
            self.head.field,
            desk.search_in_list,
            desk.connection,
            session.server_now,
            theme,
            wording,
            self,
        )
        self.head.offer_enrolment(desk.enrolments.is_offered)
        self._hits.offer_exceptional(desk.exceptional.is_offered)
        self._body = QStackedWidget(self)
        self._foot = PatientsFoot(self._store, theme, wording, self)
        self._build()
        self._connect()
        self._bind_keys()
        self._letters = Letters(settings, self)
        self._letters.changed.connect(self._follow_letters)
        self._follow_letters()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection and scroll stay."""
        self._wording = w = wording
        self.setAccessibleName(w.text("patients-screen"))
        self.table.setAccessibleName(w.text("patients-list"))
        self.table.setAccessibleDescription(w.text("patients-list-described"))
        self._model.set_wording(w)
        self.head.set_wording(w)
        self._stale.set_wording(w)
        self._states.set_wording(w)
        self._hits.set_wording(w)
        self._foot.set_wording(w)
        self._show_query()
        self._show_state()
        self._columns.measure()

    def set_shown(self, is_shown: bool) -> None:
        """Whether somebody looks at the list: it is read only then."""
        self._store.set_shown(is_shown)

    def set_locked(self, is_locked: bool) -> None:
        """Behind a locked screen nothing is read and nothing that was typed stays."""
        if is_locked:
            self.head.field.clear()
        self.set_shown(not is_locked and self.isVisible())

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self.head.field, self.table)

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table.setObjectName("patients_list")
        self.table.setModel(self._model)
        self._columns = PeopleColumns(
            _TABLE, self.table, WIDTHS, self._looks_of, self._settings, self._theme
        )
        self._body.addWidget(self._states)
        self._body.addWidget(self._hits)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stale)
        column.addWidget(self._body, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        store, table = self._store, self.table
        store.state_changed.connect(self._show_state)
        store.rows_reset.connect(self._take_rows)
        store.rows_appended.connect(self._columns.measure)
        store.told.connect(self._show_told)
        store.query_changed.connect(self._show_query)
        store.choices_changed.connect(self._show_query)
        store.news_changed.connect(self._foot.show_news)
        store.end_reached.connect(self._go_to_end)
        table.opened.connect(self._open)
        table.end_wanted.connect(self._want_end)
        table.sight_changed.connect(self._see)
        self.head.monitoring_chosen.connect(self._set_monitoring)
        self.head.sort_chosen.connect(self._set_sort)
        self.head.enrol.clicked.connect(self._enrol)
        self.head.filters.wish_wanted.connect(self._set_wish)
        self.head.filters.nothing_wanted.connect(self._clear_wishes)
        self.head.filters.choices_wanted.connect(store.read_choices)
        self._states.retry_wanted.connect(store.refresh)
        self._states.filters_unwanted.connect(self._clear_wishes)
        self._hits.shown_changed.connect(self._show_hits)
        self._hits.wanted.connect(self._open_hit)
        self._hits.left.connect(self.take_focus)
        self._hits.exceptional_wanted.connect(self.exceptional_wanted)
        self._foot.news_wanted.connect(store.apply_news)

    def _bind_keys(self) -> None:
        bind("O", self.table.open_chosen, (self.table,), self)
        # The number stands in the file, as does everything that is said on the telephone.
        bind("T", self.table.open_chosen, (self.table,), self)
        bind("I", self._enrol, (self.table,), self)
        bind("A", self._archive, (self.table,), self)
        bind("Ctrl+Z", self.undo_wanted.emit, (self.table,), self)
        bind("F", self._open_filters, (self.table,), self)
        bind("F5", self._store.apply_news, (self,), self)
        bind("Ctrl+F", self._search, (self,), self)
        bind("Esc", self.left.emit, (self.table,), self)

    def _follow_letters(self) -> None:
        letters = self._settings.letter_keys
        self.table.step_modifiers = STEP_MODIFIERS[letters]
        self._foot.set_letters(letters)
        self.head.enrol.set_key(written("I", letters))

    def _look(self, index: Index) -> CellLook | None:
        if index.row() >= len(self._store.rows):
            return None
        return self._looks_of(index.row())[index.column()]

    def _looks_of(self, row: int) -> tuple[CellLook, ...]:
        return cell_looks(self._model.text_at(row))

    # What a person asks for

    def _open(self, key: UUID, is_deliberate: bool) -> None:
        """A homonym whom the list itself put under the selection is not opened by a blind Enter."""
        if self._chosen(key, is_deliberate) is not None:
            self._foot.say("")
            self.file_wanted.emit(key)

    def _chosen(self, key: UUID, is_deliberate: bool) -> PatientRow | None:
        listed = self._store.row(key)
        if listed is None:
            return None
        if listed.row.has_homonym and not is_deliberate:
            self._foot.say(self._wording.text("patients-foot-homonym"))
            return None
        return listed.row

    def _archive(self) -> None:
        """End the follow-up of the chosen one; of somebody who is followed."""
        key = self.table.key
        if key is None or not self._archiving.is_offered:
            return
        row = self._chosen(key, self.table.is_deliberate)
        if row is not None and row.monitoring not in FOLLOWED:
            self._foot.say(self._wording.text("patients-foot-not-followed"))
        elif row is not None and not row.identity_unreadable:
            self._foot.say("")
            self.archive_wanted.emit(row.patient)

    def _open_hit(self, key: UUID) -> None:
        self.head.field.clear()
        self.take_focus()
        self.file_wanted.emit(key)

    def _enrol(self) -> None:
        if not self.head.enrol.isHidden():
            self.enrolment_wanted.emit()

    def _search(self) -> None:
        self.head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.field.selectAll()

    def _open_filters(self) -> None:
        self._store.read_choices()
        self.head.filters.open_menu()

    def _set_monitoring(self, monitoring: Monitoring) -> None:
        self._store.set_monitoring(monitoring)

    def _set_sort(self, sort: PatientSort) -> None:
        self._store.set_sort(sort)
        self.take_focus()

    def _set_wish(self, wish: PatientWish, value: str | None) -> None:
        """A chip that is taken away hands the keyboard on to the list."""
        self._store.set_wish(wish, value)
        focus = QApplication.focusWidget()
        if focus is None or not focus.isVisible():
            self.take_focus()

    def _clear_wishes(self) -> None:
        self._store.clear_wishes()
        self.take_focus()

    def _want_end(self) -> None:
        if not self._store.is_whole:
            self._foot.say(self._wording.text("patients-reading-to-end"))
        self._store.read_to_end()

    def _go_to_end(self) -> None:
        self._foot.say("")
        self.table.choose(len(self._store.rows) - 1)

    def _see(self, first: int, last: int) -> None:
        """Pages are read before the eye comes to their end."""
        self._store.look_at(first, last)
        if last >= len(self._store.rows) - _READ_AHEAD_ROWS:
            self._store.load_more()

    # What the store says

    def _show_hits(self, are_shown: bool) -> None:
        self._body.setCurrentWidget(self._hits if are_shown else self._states)

    def _take_rows(self) -> None:
        self._columns.measure()
        self._show_state()

    def _show_state(self, _state: StoreState | None = None) -> None:
        store = self._store
        self._states.show_state(store)
        self._stale.show_since(store.as_of if store.state is StoreState.STALE else None)
        self._show_told()

    def _show_told(self) -> None:
        self.head.show_told()
        self._foot.show_count()

    def _show_query(self) -> None:
        told = WishWords(self._wording, self._store.choices, self._session.me)
        self.head.filters.show_query(self._store.query, told)
        self._show_told()
