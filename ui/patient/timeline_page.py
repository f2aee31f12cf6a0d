"""The timeline: everything that happened, newest first, by type, from a day backwards."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from console.session import Session
from console.stores.patient_file import PatientFileStore, TimelineQuery
from resources.wording import Wording
from services.contract.enums import Sex, TimelineKind
from ui.parts.keys import bind_repeating
from ui.patient.list_states import ListStates
from ui.patient.page import FilePage
from ui.patient.timeline_words import timeline_lines
from widgets.button import Button
from widgets.chip import Chip
from widgets.flow_row import FlowRow
from widgets.line_list import LineList
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_DAY_FORMAT = "dd/MM/yyyy"


class TimelinePage(FilePage):
    """Signals: `survey_wanted(answer id)` on Enter on an answer."""

    survey_wanted = Signal(UUID)

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
        self._query = TimelineQuery()
        self._chips = {kind: Chip(theme, "", parent=self) for kind in TimelineKind}
        self._all = Button(theme, "", "quiet", parent=self)
        self._day_label = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self.day = QDateEdit(self)
        self._jump = Button(theme, "", "secondary", parent=self)
        self._newest = Button(theme, "", "quiet", parent=self)
        self.list = LineList(theme)
        self._states = ListStates(theme, wording, self.list, self)
        self._build(theme)
        self._connect()
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._wording = w
        self.list.setAccessibleName(w.text("file-tab-timeline"))
        for kind, chip in self._chips.items():
            chip.set_text(w.text(f"file-filter-{kind}"))
        self._all.set_label(w.text("triage-clear-filters"))
        self._day_label.setText(w.text("file-day"))
        for field in (self.day, self.day.lineEdit()):
            field.setAccessibleName(w.text("file-day"))
        self._jump.set_label(w.text("file-day-jump"))
        self._newest.set_label(w.text("file-day-newest"))
        self._states.set_wording(w)
        self._show()

    def enter(self, patient_id: UUID) -> None:
        """Read the timeline of a patient, once for each question asked of it."""
        self._store.timeline.show(patient_id, self._query)
        self._show()

    def clear(self) -> None:
        """Another file begins with everything, at today."""
        self._query = TimelineQuery()
        for chip in self._chips.values():
            chip.setChecked(False)
        today = self._wording.local(self._session.server_now()).date()
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.list.set_lines(())

    def refresh(self) -> None:
        """Read it again."""
        self._store.timeline.read()

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def jump_to(self, day: date | None) -> None:
        """Begin with a day; None begins with the newest."""
        self._ask(TimelineQuery(self._query.kinds, day))

    def _ask(self, query: TimelineQuery) -> None:
        self._query = query
        if self._store.patient_id is not None:
            self._store.timeline.show(self._store.patient_id, query)
        self._show()
        self.list.scrollToTop()

    def _filter(self) -> None:
        kinds = frozenset(kind for kind, chip in self._chips.items() if chip.isChecked())
        self._ask(TimelineQuery(kinds, self._query.until))

    def _clear_filters(self) -> None:
        for chip in self._chips.values():
            chip.setChecked(False)
        self._filter()

    def _jump_to_typed(self) -> None:
        typed = self.day.date()
        self.jump_to(date(typed.year(), typed.month(), typed.day()))
        self.take_focus()

    def _jump_to_newest(self) -> None:
        self.jump_to(None)

    def _show(self) -> None:
        w, lines, header = self._wording, self._store.timeline.shown, self._store.header
        sex = Sex.UNKNOWN if header is None else header.label.sex
        self.list.set_lines(timeline_lines(w, lines.items, sex))
        is_narrowed = bool(self._query.kinds) or self._query.until is not None
        key = "file-timeline-none-here" if is_narrowed else "file-timeline-none"
        self._states.show_lines(lines, (w.text(key), w.text(f"{key}-body")))
        self._all.setVisible(bool(self._query.kinds))
        self._newest.setVisible(self._query.until is not None)

    def _open(self, key: str) -> None:
        for entry in self._store.timeline.shown.items:
            if str(entry.id) == key and entry.kind is TimelineKind.ANSWER:
                self.survey_wanted.emit(entry.id)

    def _step_down(self) -> None:
        self.list.step(1)

    def _step_up(self) -> None:
        self.list.step(-1)

    def _connect(self) -> None:
        timeline = self._store.timeline
        timeline.changed.connect(self._show)
        self.list.end_neared.connect(timeline.load_more)
        self.list.activated_key.connect(self._open)
        self._states.retry_wanted.connect(timeline.read)
        self._states.more_wanted.connect(timeline.load_more)
        self._states.stopped.connect(timeline.give_up)
        for chip in self._chips.values():
            chip.clicked.connect(self._filter)
        self._all.clicked.connect(self._clear_filters)
        self._jump.clicked.connect(self._jump_to_typed)
        self._newest.clicked.connect(self._jump_to_newest)
        bind_repeating("J", self._step_down, (self.list,), self)
        bind_repeating("K", self._step_up, (self.list,), self)

    def _build(self, theme: Theme) -> None:
        self.setObjectName("patient_timeline")
        self.list.setObjectName("patient_timeline_list")
        self.day.setObjectName("patient_timeline_day")
        self._jump.setObjectName("patient_timeline_jump")
        self.day.setDisplayFormat(_DAY_FORMAT)
        self.day.setCalendarPopup(True)
        theme.dress(self.day, "body")
        chips = QWidget(self)
        flow = FlowRow(chips, gap_px=6, line_gap_px=6, spread=False)
        for kind, chip in self._chips.items():
            chip.setObjectName(f"patient_filter_{kind}")
            flow.addWidget(chip)
        flow.addWidget(self._all)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        head.addWidget(chips, 1)
        for part in (self._newest, self._day_label, self.day, self._jump):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._states, 1)
