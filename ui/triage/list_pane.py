"""The left pane: queues and filters, the list, its counts; it shows the worklist store and asks it
for more.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.models.worklist_model import KeyRole, Reader, SectionRole, WorklistModel
from console.settings import LetterKeys
from console.stores.filter_choices import FilterChoicesStore
from console.stores.filters import Filters
from console.stores.rows import Row
from console.stores.states import StoreState
from console.stores.worklist import WorklistStore
from resources.wording import Wording
from services.contract.alerts import WorklistRow
from services.contract.enums import WorklistView
from ui.parts.stale_mark import StaleMark
from ui.triage.filter_words import FilterWords
from ui.triage.joining import Barrier, barrier_of
from ui.triage.list_foot import ListFoot
from ui.triage.list_head import ListHead
from ui.triage.list_states import QueueStates
from ui.triage.queue_view import QueueView
from ui.triage.row_looks import look_of
from ui.triage.several import Several
from ui.triage.several_bar import SeveralBar
from widgets.banner import Banner
from widgets.row_delegate import RowDelegate
from widgets.theme import Theme
from widgets.worklist_row import WorklistRowLook

IDLE_MS = 10_000
Index = QModelIndex | QPersistentModelIndex


class ListPane(QWidget):
    """Signals: `row_chosen(key)`; `detail_wanted()` on Enter; `filter_wanted()` for the panel;
    `filter_kept()` when the old filter stays because the service does not answer.
    """

    row_chosen = Signal(object)
    detail_wanted = Signal()
    filter_wanted = Signal()
    filter_kept = Signal()

    def __init__(
        self,
        store: WorklistStore,
        choices: FilterChoicesStore,
        reader: Reader,
        model: WorklistModel,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._choices = choices
        self._reader = reader
        self._wanted: Filters | None = None
        self._model = model
        self._theme = theme
        self._wording = wording
        self.head = ListHead(theme, wording, self)
        self.view = QueueView(KeyRole, model.row_of, self)
        self.several = Several(self.view, store, self._barrier_of)
        self.several_bar = SeveralBar(self.several, store, theme, wording, self)
        self._foot = ListFoot(theme, wording, self)
        self._states = QueueStates(self.view, theme, wording, self)
        self._stale = StaleMark(theme, wording, self)
        self._truncated = Banner(theme, self)
        self._idle = QTimer(self)
        self._build()
        self._connect()
        self._show_state()
        self._show_filters()
        self._show_counts()
        self._show_new_count()
        self.view.restore()

    @property
    def filter_words(self) -> FilterWords:
        """The filters that there are now, in words."""
        return FilterWords(self._wording, self._choices.choices, self._reader.me)

    def filter_by(self, filters: Filters) -> None:
        """Filter the list; who is selected stays selected, and the keyboard comes to the list."""
        self._wanted = filters
        self._store.set_filters(filters)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; selection and scroll stay."""
        self._wording = wording
        self._model.set_wording(wording)
        self.head.set_wording(wording)
        self._foot.set_wording(wording)
        self.several_bar.set_wording(wording)
        self._states.set_wording(wording)
        self._stale.set_wording(wording)
        self._name_list()
        self._show_state()
        self._show_filters()

    def set_letters(self, letters: LetterKeys) -> None:
        """Let letters go through the list, and name the keys that do."""
        self.view.set_letters(letters)
        self._foot.set_letters(letters)
        self.several_bar.set_letters(letters)

    def row(self, key: UUID | None) -> WorklistRow | None:
        """The row of a patient as the store holds it."""
        held = None if key is None else self._store.row(key)
        return None if held is None else held.row

    def near(self, count: int) -> list[WorklistRow]:
        """Rows around the selection, nearest first."""
        here = self.view.currentIndex().row()
        rows = self._store.rows
        places = sorted(range(len(rows)), key=lambda place: (abs(place - here), -place))[:count]
        return [rows[place].row for place in places if place != here]

    def go_to_next_open(self, key: UUID) -> None:
        """From a patient who is done with, go to the next below who is not, or else to the nearest
        above.
        """
        place = self._store.index_of(key)
        if place is None:
            return
        rows = self._store.rows
        below = [other for other in range(place + 1, len(rows)) if self._is_open(other)]
        above = [other for other in range(place - 1, -1, -1) if self._is_open(other)]
        if below or above:
            self.view.choose((below or above)[0])

    def go_to_overdue(self, by: int) -> None:
        """Go to the next overdue row in a direction, around the end when there is none further."""
        count = len(self._store.rows)
        here = max(0, self.view.currentIndex().row())
        for offset in range(1, count + 1):
            place = (here + by * offset) % count
            look = look_of(self._model.index(place, 0))
            if look is not None and look.is_overdue:
                self.view.choose(place)
                return

    def take_in_new(self) -> None:
        """Insert what is new, and keep the patient who is selected."""
        self._store.apply_new()

    def _barrier_of(self, row: Row) -> Barrier | None:
        me = self._reader.me
        return barrier_of(row, None if me is None else me.person.id, self._reader.server_now())

    def _is_open(self, place: int) -> bool:
        look = look_of(self._model.index(place, 0))
        return look is not None and not look.closed_note

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view.setItemDelegate(RowDelegate(self._theme, self._look, self.view, SectionRole))
        self.view.setModel(self._model)
        self._name_list()
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stale)
        column.addWidget(self._truncated)
        column.addWidget(self._states, 1)
        column.addWidget(self.several_bar)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        store = self._store
        store.state_changed.connect(self._show_state)
        store.rows_reset.connect(self._fit_sections)
        store.rows_reset.connect(self._show_state)
        store.rows_removed.connect(self._fit_sections)
        store.rows_reordered.connect(self._follow_selection)
        store.counts_changed.connect(self._show_counts)
        store.new_count_changed.connect(self._show_new_count)
        for asked in (self.head.view_chosen, self.head.filters_chosen, self.head.sort_chosen):
            asked.connect(self.view.attend)
        store.filters_changed.connect(self._show_filters)
        self._choices.changed.connect(self._show_filters)
        self.head.view_chosen.connect(store.set_view)
        self.head.filters_chosen.connect(self._set_filters)
        self.head.panel_wanted.connect(self.filter_wanted)
        self.head.sort_chosen.connect(self._set_sort)
        self.view.row_chosen.connect(self._choose)
        self.view.settled.connect(store.select)
        self.view.detail_wanted.connect(self.detail_wanted)
        self._foot.new_wanted.connect(self.take_in_new)
        self._states.retry_wanted.connect(store.refresh)
        self._states.filters_unwanted.connect(self.head.clear_filters)
        self._idle.timeout.connect(self._take_in_when_idle)
        self._theme.theme_changed.connect(self.view.doItemsLayout)

    def _look(self, index: Index) -> WorklistRowLook | None:
        return look_of(index)

    def _name_list(self) -> None:
        self.view.setAccessibleName(self._wording.text("triage-list"))
        self.view.setAccessibleDescription(self._wording.text("triage-list-described"))

    def _choose(self, key: UUID | None) -> None:
        self._idle.start()
        self._store.hold(key)
        self.row_chosen.emit(key)

    def _follow_selection(self) -> None:
        """After a new order the same patient stays selected, wherever they now stand."""
        self._fit_sections()
        self.view.restore()

    def _fit_sections(self) -> None:
        """Rows are equally high, and then cheap to lay out, unless there are lines between them."""
        is_uniform = not self._model.has_sections
        if self.view.uniformItemSizes() != is_uniform:
            self.view.setUniformItemSizes(is_uniform)
            self.view.doItemsLayout()

    def _set_sort(self, sort: object) -> None:
        self._store.set_sort(sort)  # type: ignore[arg-type]
        self.head.set_sort(self._store.sort)

    def _show_state(self, _state: StoreState | None = None) -> None:
        store = self._store
        self._states.show_state(
            store.state, store.view, store.is_filtered, bool(store.rows), store.error
        )
        self.head.set_view(store.view)
        self._show_counts()
        self._stale.show_since(store.as_of if store.state is StoreState.STALE else None)
        if store.is_truncated:
            text = self._wording.text("triage-truncated-bare", shown=len(store.rows))
            self._truncated.show_notice(text, "warning", "warning-circle")
        else:
            self._truncated.hide()

    def _set_filters(self, filters: Filters) -> None:
        """A chip that is taken away, or the button, hands the keyboard on to the list."""
        focus, self._wanted = QApplication.focusWidget(), filters
        self._store.set_filters(filters)
        if focus is not None and not focus.isVisible():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_filters(self) -> None:
        """What is in force; the old filter comes back when the service could not be asked."""
        self.head.set_filters(self._store.filters, self.filter_words)
        if self._wanted is not None and self._store.filters != self._wanted:
            self.filter_kept.emit()
        self._wanted = None if self._wanted is None else self._store.filters

    def _show_counts(self) -> None:
        store = self._store
        self.head.set_filtered(store.filtered if store.is_filtered else None)
        self.head.set_counts(store.counts)
        self._foot.set_counts(store.counts if store.view is WorklistView.TODO else None)

    def _show_new_count(self) -> None:
        self._foot.set_new_count(self._store.new_count)
        if self._store.new_count:
            self._idle.start()

    def _take_in_when_idle(self) -> None:
        """New rows also enter when the list was left alone for 10 s on its first row (screens.md
        1.5).
        """
        if (
            self._store.new_count
            and self.view.currentIndex().row() <= 0
            and not self.view.underMouse()
        ):
            self.take_in_new()
