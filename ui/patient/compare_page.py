"""Two periods on the same axes, aligned on their first day, with the figures of both."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.models.comparison import Pair, around, cycle_pairs, line_pairs
from console.session import Session
from console.stores.patient_file import PatientFileStore
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.patient_file import PatientSeries
from ui.patient.compare_words import (
    SHARES,
    compared_charts,
    figure_rows,
    headers,
    pair_label,
    period_text,
)
from ui.patient.page import FilePage
from ui.patient.states import PartStates
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.segments import Segments
from widgets.small_charts import SmallCharts
from widgets.text_table import TextTable
from widgets.theme import Theme
from widgets.time_cursor import TimeCursor

LINES, CYCLES, DAY = "lines", "cycles", "day"
_WAYS = (LINES, CYCLES, DAY)


class ComparePage(FilePage):
    """Reads the whole series when it is entered. Signals: `left()` on its button."""

    left = Signal()

    def __init__(
        self,
        store: PatientFileStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._session = session
        self._wording = wording
        self._pairs: list[Pair] = []
        self.ways = Segments(theme, self)
        self.ways.set_choices([(way, "") for way in _WAYS])
        self.choice = QComboBox(self)
        self.day = QDateEdit(self)
        self._leave = Button(theme, "", "secondary", icon="x", parent=self)
        self._now = PlainLabel(theme, role="body_strong", parent=self)
        self._before = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._note = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self.charts = SmallCharts(theme, TimeCursor(self))
        self.table = TextTable(theme, SHARES)
        self._states = PartStates(theme, wording)
        self._pages = QStackedWidget(self)
        self._build(theme)
        self._connect()
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._wording = w
        self.ways.set_labels(
            w.text("file-compare"), {way: w.text(f"file-compare-way-{way}") for way in _WAYS}
        )
        self.choice.setAccessibleName(w.text("file-compare-choice"))
        for field in (self.day, self.day.lineEdit()):
            field.setAccessibleName(w.text("file-compare-day-label"))
        self._leave.set_label(w.text("file-compare-leave"))
        self._note.setText(w.text("file-compare-note"))
        self._states.set_wording(w)
        self._show()

    def enter(self, patient_id: UUID) -> None:
        """Read all weeks that there are."""
        self._store.whole.show(patient_id, None)
        self._show()

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self._store.whole.hide()
        self._pairs = []
        self.choice.clear()
        self.table.set_rows("", headers(self._wording), ())
        today = self._today()
        self.day.setDate(QDate(today.year, today.month, today.day).addDays(-28))

    def refresh(self) -> None:
        """Read again."""
        self._store.whole.read()

    def take_focus(self) -> None:
        """Put the keyboard on the choice of periods."""
        target = self.day if self.ways.current == DAY else self.choice
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _today(self) -> date:
        return self._wording.local(self._session.server_now()).date()

    def _show(self) -> None:
        shown, w = self._store.whole.shown, self._wording
        if shown.value is not None:
            self._states.stop_waiting()
            self._offer(shown.value)
            self._show_pair()
        elif shown.state is StoreState.LOADING:
            self._states.show_loading()
            self._pages.setCurrentWidget(self._states)
        elif shown.state is StoreState.ERROR:
            self._states.show_error(w.text("file-part-error"), shown.error)
            self._pages.setCurrentWidget(self._states)

    def _offer(self, series: PatientSeries) -> None:
        """The pairs that there are; what was chosen stays."""
        w, way, place = self._wording, self.ways.current, self.choice.currentIndex()
        today = self._today()
        found = line_pairs(series, today) if way == LINES else cycle_pairs(series, today)
        self._pairs = [] if way == DAY else found
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems([pair_label(w, pair) for pair in self._pairs])
        self.choice.setCurrentIndex(place if 0 <= place < len(self._pairs) else 0)
        self.choice.blockSignals(False)
        self.choice.setVisible(way != DAY and bool(self._pairs))
        self.day.setVisible(way == DAY)

    def _pair(self, series: PatientSeries) -> Pair | None:
        if self.ways.current == DAY:
            typed = self.day.date()
            day = date(typed.year(), typed.month(), typed.day())
            return around(series, day, self._today())
        place = self.choice.currentIndex()
        return self._pairs[place] if 0 <= place < len(self._pairs) else None

    def _show_pair(self) -> None:
        w, series = self._wording, self._store.whole.shown.value
        if series is None:
            return
        pair = self._pair(series)
        for label in (self._now, self._before):
            label.setVisible(pair is not None)
        if pair is None:
            way = self.ways.current
            self._states.show_empty(w.text(f"file-compare-none-{way}"), "", "arrows-left-right")
            self._pages.setCurrentWidget(self._states)
            return
        now, before = period_text(w, series, pair.now), period_text(w, series, pair.before)
        self._now.setText(w.text("file-compare-side-now", period=now))
        self._before.setText(w.text("file-compare-side-before", period=before))
        self.charts.set_look(compared_charts(w, series, pair))
        self.table.set_rows(w.text("file-compare"), headers(w), figure_rows(w, series, pair))
        self._pages.setCurrentIndex(0)

    def _choose_way(self, _way: str) -> None:
        self.choice.setCurrentIndex(0)
        self._show()

    def _connect(self) -> None:
        whole = self._store.whole
        whole.changed.connect(self._show)
        self.ways.chosen.connect(self._choose_way)
        self.choice.currentIndexChanged.connect(self._show_pair)
        self.day.dateChanged.connect(self._show_pair)
        self._leave.clicked.connect(self.left)
        self._states.retry_wanted.connect(whole.read)
        self._states.stopped.connect(whole.give_up)

    def _build(self, theme: Theme) -> None:
        self.setObjectName("patient_compare_page")
        self.ways.setObjectName("patient_compare_ways")
        self.choice.setObjectName("patient_compare_choice")
        self.day.setObjectName("patient_compare_day")
        self.table.setObjectName("patient_compare_table")
        self._leave.setObjectName("patient_compare_leave")
        self.day.setDisplayFormat("dd/MM/yyyy")
        self.day.setCalendarPopup(True)
        for field in (self.choice, self.day):
            theme.dress(field, "body")
        for label in (self._now, self._before, self._note):
            label.set_wrapping()
        head = FlowRow(gap_px=8, line_gap_px=6, spread=False)
        for part in (self.ways, self.choice, self.day, self._leave):
            head.addWidget(part)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 8, 10, 8)
        inside.addWidget(self.charts)
        inside.addWidget(self.table, 1)
        inside.addWidget(self._note)
        self._pages.addWidget(card)
        self._pages.addWidget(self._states)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._now)
        column.addWidget(self._before)
        column.addWidget(self._pages, 1)
