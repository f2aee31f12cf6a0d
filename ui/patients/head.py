"""Above the table: whose monitoring is in which state, the filters, the order, and the field that
searches.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.stores.patient_list import PatientListStore
from console.stores.patient_reading import count_of
from resources.wording import Wording
from services.contract.enums import Monitoring, PatientSort
from ui.parts.list_title import ListTitle
from ui.parts.sort_button import SortButton
from ui.patients.filter_bar import PatientFilterBar
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.plain_text import plain_tooltip
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
        self._title = ListTitle("patients_states", STATES, theme, self)
        self.field = QLineEdit(self)
        self.filters = PatientFilterBar(theme, self)
        self._sorting = SortButton(PatientSort, theme, self)
        self.enrol = Button(theme, "", "primary", icon="user-plus", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        labels = {state.value: w.text(f"patients-state-{state.value}") for state in STATES}
        self._title.set_words(w.text("patients-screen"), w.text("patients-states"), labels)
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
        for state in STATES:
            told = "" if counts is None else w.integer(count_of(counts, state))
            self._title.set_count(state.value, told)
        self._title.set_current(query.monitoring.value)
        self._sorting.show_sort(query.sort, self._sort_text)
        text = self._sort_text(query.sort)
        self._sorting.set_label(text[:1].upper() + text[1:])
        self._sorting.setAccessibleName(w.text("patients-sort", sort=text))
        self._sorting.setAccessibleDescription(w.text("patients-sort-described"))

    def _build(self) -> None:
        self._title.chosen.connect(self._tell_state)
        self.field.setObjectName("patients_field")
        self.enrol.setObjectName("patients_enrol")
        self.field.setMaxLength(_MOST_CHARACTERS)
        self._theme.dress(self.field, "body")
        self._sorting.setObjectName("patients_sort")
        self._sorting.sort_chosen.connect(self.sort_chosen)
        first, second = FlowRow(gap_px=12, line_gap_px=6), FlowRow(gap_px=12, line_gap_px=4)
        first.addWidget(self._title)
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

    def _fit(self) -> None:
        self.field.setFixedWidth(self._theme.scaled(_FIELD_PX))

    def _tell_state(self, name: str) -> None:
        self.monitoring_chosen.emit(Monitoring(name))

    def _sort_text(self, sort: PatientSort) -> str:
        """What truly decides: of very many patients the names are not compared."""
        bare = "" if self._store.is_by_name else "-bare"
        return self._wording.text(f"patients-sort-{sort.value}{bare}")
