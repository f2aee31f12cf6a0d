"""Above the table: whose monitoring is in which state, the filters, the order, and the field that
searches.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from console.stores.patient_list import PatientListStore
from console.stores.patient_reading import count_of
from resources.wording import Wording
from services.contract.enums import Monitoring, PatientSort
from ui.patients.filter_bar import PatientFilterBar
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.segments import Segments
from widgets.theme import Theme

STATES = (Monitoring.ACTIVE, Monitoring.PENDING, Monitoring.PAUSED)
_FIELD_PX = 330
_MOST_CHARACTERS = 80


class PatientsHead(QWidget):
    """Signals: `monitoring_chosen(Monitoring)`, `sort_chosen(PatientSort)`."""

    monitoring_chosen = Signal(object)
    sort_chosen = Signal(object)

    def __init__(
        self,
        store: PatientListStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = theme
        self._wording = wording
        self._title = PlainLabel(theme, role="title", parent=self)
        self._states = Segments(theme, self)
        self._states.set_choices([(state.value, "") for state in STATES])
        self.field = QLineEdit(self)
        self.filters = PatientFilterBar(theme, self)
        self._sorting = Button(theme, "", "quiet", icon="sort-ascending", parent=self)
        self.enrol = Button(theme, "", "primary", icon="user-plus", parent=self)
        self._orders: dict[PatientSort, QAction] = {}
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._title.setText(w.text("patients-screen"))
        labels = {state.value: w.text(f"patients-state-{state.value}") for state in STATES}
        self._states.set_labels(w.text("patients-states"), labels)
        self.field.setPlaceholderText(w.text("patients-search-hint"))
        self.field.setAccessibleName(w.text("patients-search"))
        self.field.setToolTip(plain_tooltip(f"{w.text('patients-search')} (Ctrl+F)"))
        self.enrol.set_label(w.text("patients-enrol"))
        self.show_told()

    def offer_enrolment(self, is_offered: bool) -> None:
        """Whether this role enrols."""
        self.enrol.setVisible(is_offered)

    def show_told(self) -> None:
        """Counts, state and order as the store has them now."""
        w, store = self._wording, self._store
        counts, query = store.counts, store.query
        self._states.set_current(query.monitoring.value)
        for state in STATES:
            told = "" if counts is None else w.integer(count_of(counts, state))
            self._states.set_count(state.value, told)
        for sort, action in self._orders.items():
            action.setText(self._sort_text(sort))
            action.setChecked(sort is query.sort)
        text = self._sort_text(query.sort)
        self._sorting.set_label(text[:1].upper() + text[1:])
        self._sorting.setAccessibleName(w.text("patients-sort", sort=text))
        self._sorting.setAccessibleDescription(w.text("patients-sort-described"))

    def _build(self) -> None:
        self._states.setObjectName("patients_states")
        self._states.chosen.connect(self._tell_state)
        self.field.setObjectName("patients_field")
        self.enrol.setObjectName("patients_enrol")
        self.field.setMaxLength(_MOST_CHARACTERS)
        self._theme.dress(self.field, "body")
        self._build_sorting()
        named = QWidget(self)
        left = QHBoxLayout(named)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self._title)
        left.addWidget(self._states)
        first, second = FlowRow(gap_px=12, line_gap_px=6), FlowRow(gap_px=12, line_gap_px=4)
        first.addWidget(named)
        searching = QWidget(self)
        right = QHBoxLayout(searching)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.field)
        right.addWidget(self.enrol)
        first.addWidget(searching)
        second.addWidget(self.filters)
        second.addWidget(self._sorting)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)
        self._theme.theme_changed.connect(self._fit)
        self._fit()

    def _build_sorting(self) -> None:
        menu = QMenu(self._sorting)
        group = QActionGroup(menu)
        for sort in PatientSort:
            action = QAction(menu)
            action.setCheckable(True)
            action.setData(sort.value)
            action.triggered.connect(self._tell_sort)
            group.addAction(action)
            menu.addAction(action)
            self._orders[sort] = action
        self._sorting.setObjectName("patients_sort")
        self._sorting.setMenu(menu)

    def _fit(self) -> None:
        self.field.setFixedWidth(self._theme.scaled(_FIELD_PX))

    def _tell_state(self, name: str) -> None:
        self.monitoring_chosen.emit(Monitoring(name))

    def _tell_sort(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.sort_chosen.emit(PatientSort(action.data()))

    def _sort_text(self, sort: PatientSort) -> str:
        """What truly decides: of very many patients the names are not compared."""
        bare = "" if self._store.is_by_name else "-bare"
        return self._wording.text(f"patients-sort-{sort.value}{bare}")
