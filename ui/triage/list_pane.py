"""The left pane: queues and filters, the list, its counts; it shows the worklist store and asks it
for more.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.models.worklist_model import KeyRole, WorklistModel
from console.settings import LetterKeys
from console.stores.states import StoreState
from console.stores.worklist import WorklistStore
from resources.wording import Wording
from services.contract.alerts import WorklistRow
from services.contract.enums import WorklistView
from ui.triage.list_foot import ListFoot
from ui.triage.list_head import ListHead
from ui.triage.list_states import ListStates
from ui.triage.queue_view import QueueView
from ui.triage.row_looks import look_of
from ui.triage.stale_mark import StaleMark
from widgets.banner import Banner
from widgets.row_delegate import RowDelegate
from widgets.theme import Theme
from widgets.worklist_row import WorklistRowLook

IDLE_MS = 10_000
Index = QModelIndex | QPersistentModelIndex


class ListPane(QWidget):
    """Signals: `row_chosen(key)`; `detail_wanted()` on Enter."""

    row_chosen = Signal(object)
    detail_wanted = Signal()

    def __init__(
        self,
        store: WorklistStore,
        model: WorklistModel,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._model = model
        self._theme = theme
        self._wording = wording
        self.head = ListHead(theme, wording, self)
        self.view = QueueView(KeyRole, model.row_of, self)
        self._foot = ListFoot(theme, wording, self)
        self._states = ListStates(self.view, theme, wording, self)
        self._stale = StaleMark(theme, wording, self)
        self._truncated = Banner(theme, self)
        self._idle = QTimer(self)
        self._build()
        self._connect()
        self._show_state()
        self._show_counts()
        self._show_new_count()
        self.view.restore()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; selection and scroll stay."""
        self._wording = wording
        self._model.set_wording(wording)
        self.head.set_wording(wording)
        self._foot.set_wording(wording)
        self._states.set_wording(wording)
        self._stale.set_wording(wording)
        self._name_list()
        self._show_state()

    def set_letters(self, letters: LetterKeys) -> None:
        """Let letters go through the list, and name the keys that do."""
        self.view.set_letters(letters)
        self._foot.set_letters(letters)

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

    def _is_open(self, place: int) -> bool:
        look = look_of(self._model.index(place, 0))
        return look is not None and not look.closed_note

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view.setItemDelegate(RowDelegate(self._theme, self._look, self.view))
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
        column.addWidget(self._foot)

    def _connect(self) -> None:
        store = self._store
        store.state_changed.connect(self._show_state)
        store.rows_reset.connect(self._show_state)
        store.rows_reordered.connect(self._follow_selection)
        store.counts_changed.connect(self._show_counts)
        store.new_count_changed.connect(self._show_new_count)
        for asked in (self.head.view_chosen, self.head.levels_chosen, self.head.sort_chosen):
            asked.connect(self.view.attend)
        self.head.view_chosen.connect(store.set_view)
        self.head.levels_chosen.connect(store.set_levels)
        self.head.sort_chosen.connect(self._set_sort)
        self.view.row_chosen.connect(self._choose)
        self.view.settled.connect(store.select)
        self.view.detail_wanted.connect(self.detail_wanted)
        self._foot.new_wanted.connect(self.take_in_new)
        self._states.retry_wanted.connect(store.refresh)
        self._states.filters_unwanted.connect(self.head.clear_levels)
        self._idle.timeout.connect(self._take_in_when_idle)
        self._theme.theme_changed.connect(self.view.doItemsLayout)

    def _look(self, index: Index) -> WorklistRowLook | None:
        return look_of(index)

    def _name_list(self) -> None:
        self.view.setAccessibleName(self._wording.text("triage-list"))
        self.view.setAccessibleDescription(self._wording.text("triage-list-described"))

    def _choose(self, key: UUID | None) -> None:
        self._idle.start()
        self.row_chosen.emit(key)

    def _follow_selection(self) -> None:
        """After a new order the same patient stays selected, wherever they now stand."""
        self.view.restore()

    def _set_sort(self, sort: object) -> None:
        self._store.set_sort(sort)  # type: ignore[arg-type]
        self.head.set_sort(self._store.sort)

    def _show_state(self, _state: StoreState | None = None) -> None:
        store = self._store
        self._states.show_state(
            store.state, store.view, store.is_filtered, bool(store.rows), store.error
        )
        self.head.set_view(store.view)
        self.head.set_shown(len(store.rows), is_whole=store.view is WorklistView.TODO)
        self._show_counts()
        self._stale.show_since(store.as_of if store.state is StoreState.STALE else None)
        if store.is_truncated:
            text = self._wording.text("triage-truncated-bare", shown=len(store.rows))
            self._truncated.show_notice(text, "warning", "warning-circle")
        else:
            self._truncated.hide()

    def _show_counts(self) -> None:
        store = self._store
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
