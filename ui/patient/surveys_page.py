"""Questionnaires: when they are asked above, all of them at the left, one of them whole at the
right.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from console.stores.patient_file import PatientFileStore
from console.stores.states import StoreState
from resources.wording import Wording
from ui.parts.keys import bind_repeating
from ui.patient.list_states import ListStates
from ui.patient.page import FilePage
from ui.patient.plan_part import PlanPart
from ui.patient.states import PartStates
from ui.patient.survey_pane import SurveyPane
from ui.patient.survey_words import survey_line
from widgets.line_list import LineList
from widgets.theme import Theme

_LIST_PX = 380
_LOW_PX = 560
# Who holds an arrow down reads none of what passes: each reading is journalled.
_SETTLED_MS = 120


class SurveysPage(FilePage):
    """Shows the newest questionnaire first, or the one that was asked for."""

    def __init__(
        self,
        store: PatientFileStore,
        plan: PlanPart,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = theme
        self._wording = wording
        self._wanted: UUID | None = None
        self.plan = plan
        self.list = LineList(theme)
        self._lists = ListStates(theme, wording, self.list)
        self.pane = SurveyPane(theme, wording)
        self._states = PartStates(theme, wording)
        self._right = QStackedWidget()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._build(theme)
        self._connect()
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._wording = w
        self.list.setAccessibleName(w.text("file-tab-surveys"))
        self._lists.set_wording(w)
        self._states.set_wording(w)
        self.plan.set_wording(w)
        self._show_list()
        self._show_survey()

    def enter(self, patient_id: UUID) -> None:
        """Read the list of a patient, once."""
        self._store.surveys.show(patient_id)
        self.plan.enter(patient_id)
        self._show_list()

    def open_survey(self, answer_id: UUID) -> None:
        """Show one questionnaire, wherever it stands in the list."""
        self._wanted = answer_id
        self.list.stand_on(str(answer_id))
        self._settled.stop()
        self._read(answer_id)

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self._wanted = None
        self._settled.stop()
        self.list.set_lines(())
        self.plan.clear()
        self.pane.clear()
        self._right.setCurrentWidget(self._states)

    def refresh(self) -> None:
        """Read the list again, and what is shown of it."""
        self._store.surveys.read()
        self._store.survey.read()
        self.plan.refresh()

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, key: str) -> None:
        self._wanted = UUID(key)
        if self._store.survey.key is None:
            self._read(self._wanted)
        else:
            self._settled.start()

    def _read_wanted(self) -> None:
        if self._wanted is not None:
            self._read(self._wanted)

    def _read(self, answer_id: UUID) -> None:
        shown = self._store.survey.key
        patient_id = self._store.patient_id
        if patient_id is not None and (shown is None or shown.what != answer_id):
            self._store.survey.show(patient_id, answer_id)

    def _show_list(self) -> None:
        w, lines = self._wording, self._store.surveys.shown
        self.list.set_lines([survey_line(w, line) for line in lines.items])
        empty = (w.text("file-surveys-none"), w.text("file-surveys-none-body"))
        self._lists.show_lines(lines, empty)
        if not lines.items:
            return
        if self._wanted is None:
            self._wanted = lines.items[0].id
            self._read(self._wanted)
        if not self.list.key:
            self.list.stand_on(str(self._wanted))

    def _show_survey(self) -> None:
        w, shown = self._wording, self._store.survey.shown
        if shown.value is not None:
            self._states.stop_waiting()
            self.pane.show_survey(w, shown.value)
            self._right.setCurrentWidget(self.pane)
            return
        self._right.setCurrentWidget(self._states)
        if shown.state is StoreState.LOADING:
            self._states.show_loading()
        elif shown.state is StoreState.ERROR:
            self._states.show_error(w.text("file-survey-error"), shown.error)
        else:
            self._states.show_empty(w.text("file-survey-choose"), "", "clipboard-text")

    def _make_room(self) -> None:
        """In a low window a form has the page for itself."""
        is_low = self.height() < self._theme.scaled(_LOW_PX)
        self._splitter.setVisible(self.plan.desk.form is None or not is_low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _step_down(self) -> None:
        self.list.step(1)

    def _step_up(self) -> None:
        self.list.step(-1)

    def _build(self, theme: Theme) -> None:
        self.setObjectName("patient_surveys")
        self.list.setObjectName("patient_survey_list")
        self._right.addWidget(self.pane)
        self._right.addWidget(self._states)
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self._lists)
        splitter.addWidget(self._right)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(1, 1)
        splitter.setHandleWidth(1)
        splitter.setSizes([theme.scaled(_LIST_PX), 4 * theme.scaled(_LIST_PX)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.plan)
        column.addWidget(splitter, 1)

    def _connect(self) -> None:
        surveys, survey = self._store.surveys, self._store.survey
        self.plan.form_changed.connect(self._make_room)
        surveys.changed.connect(self._show_list)
        survey.changed.connect(self._show_survey)
        self.list.chosen.connect(self._choose)
        self.list.end_neared.connect(surveys.load_more)
        self._lists.retry_wanted.connect(surveys.read)
        self._lists.more_wanted.connect(surveys.load_more)
        self._lists.stopped.connect(surveys.give_up)
        self._states.retry_wanted.connect(survey.read)
        self._states.stopped.connect(survey.give_up)
        self._settled.timeout.connect(self._read_wanted)
        self.pane.version_wanted.connect(self.open_survey)
        bind_repeating("J", self._step_down, (self.list,), self)
        bind_repeating("K", self._step_up, (self.list,), self)
