"""The patient file: the banner over every tab, the tabs, and the keys (screens.md 3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from console.stores.patient_file import Period
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.enums import Monitoring
from ui.letters import Letters
from ui.parts.keys import bind
from ui.patient.access_part import AccessPart
from ui.patient.actions_page import ActionsPage
from ui.patient.alert_card import ACTS, AlertWish
from ui.patient.banner_words import banner_look
from ui.patient.consents.page import ConsentsPage
from ui.patient.documents_page import DocumentsPage
from ui.patient.end_part import EndPart
from ui.patient.head import FileHead, FileTab
from ui.patient.page import FilePage
from ui.patient.plan_part import PlanPart
from ui.patient.record.page import RecordPage
from ui.patient.states import FILE_SHAPES, PartStates
from ui.patient.surveys_page import SurveysPage
from ui.patient.synthesis_tab import SynthesisTab
from ui.patient.timeline_page import TimelinePage
from widgets.clipboard import Clipboard
from widgets.patient_banner import PatientBanner
from widgets.patient_banner_look import PatientBannerLook
from widgets.theme import Theme

_TICK_MS = 30_000
_ORDER = tuple(FileTab)


class PatientScreen(QWidget):
    """Shows the file that the store has open.

    Signals: `left(came_from)` on Esc, with what `show_patient` was given; `alert_wanted(AlertWish)`
    for an act, which is done in triage; `said(text)` for a toast; `exceptional_wanted()` to ask for
    an access anew; `enrolment_wanted(UUID, is_again)` for an enrolment of this patient;
    `answer_wanted(UUID)` to fill the questionnaire in with them.
    """

    left = Signal(str)
    alert_wanted = Signal(AlertWish)
    said = Signal(str)
    exceptional_wanted = Signal()
    enrolment_wanted = Signal(object, bool)
    answer_wanted = Signal(object)

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
        self._store = desk.file
        self._connection = desk.connection
        self._session = session
        self._theme = theme
        self._wording = wording
        self._came_from = ""
        self._look: PatientBannerLook | None = None
        self._clipboard = Clipboard(self)
        # From the outside in: what moves to another parent is styled anew with all it holds.
        self._whole = QStackedWidget(self)
        self._file = QWidget(self._whole)
        self._tabs = QStackedWidget(self._file)
        self.banner = PatientBanner(theme, self._file)
        self.access = AccessPart(desk.exceptional, desk.file, session, theme, wording, self._file)
        self.end = EndPart(desk, session, theme, wording, self._file)
        self.head = FileHead(theme, wording, self._file)
        self.synthesis = SynthesisTab(desk, session, settings, theme, wording, self._tabs)
        self.timeline = TimelinePage(desk.file, session, theme, wording, self._tabs)
        self.plan = PlanPart(desk, session, theme, wording, self._tabs)
        self.surveys = SurveysPage(desk.file, self.plan, theme, wording, self._tabs)
        self.acts = ActionsPage(desk.file, theme, wording, self._tabs)
        self.record = RecordPage(desk, session, settings, theme, wording, self._tabs)
        self.consents = ConsentsPage(desk, session, theme, wording, self._tabs)
        self.documents = DocumentsPage(desk, session, theme, wording, self._tabs)
        self._pages: dict[FileTab, FilePage] = {
            FileTab.SYNTHESIS: self.synthesis,
            FileTab.TIMELINE: self.timeline,
            FileTab.SURVEYS: self.surveys,
            FileTab.ACTIONS: self.acts,
            FileTab.RECORD: self.record,
            FileTab.CONSENTS: self.consents,
            FileTab.DOCUMENTS: self.documents,
        }
        self._states = PartStates(theme, wording, FILE_SHAPES, self._whole)
        self._ticks = QTimer(self)
        self._build()
        self._connect()
        self._bind_keys()
        self._heed_letters(settings)
        self.set_wording(wording)

    def show_patient(self, patient_id: UUID, came_from: str) -> None:
        """Open a file on its synthesis; `came_from` is given back on Esc."""
        self._came_from = came_from
        if patient_id != self._store.patient_id:
            self.head.set_tab(FileTab.SYNTHESIS)
            self._tabs.setCurrentWidget(self.synthesis)
        self._store.open(patient_id)
        self.head.periods.set_current(self._store.period.value)
        self._show()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or hide identities; what is shown stays."""
        self._wording = wording
        self.head.set_wording(wording)
        self._states.set_wording(wording)
        self.access.set_wording(wording)
        self.end.set_wording(wording)
        for page in self._pages.values():
            page.set_wording(wording)
        self._show()

    def set_narrow(self, is_narrow: bool) -> None:
        """Fit the room that there is."""
        self.head.set_compact(is_narrow)
        self.synthesis.set_beside(not is_narrow)

    def set_locked(self, is_locked: bool) -> None:
        """Behind a locked screen nothing is read, and nothing stays copied."""
        self._store.set_locked(is_locked)
        self.record.set_locked(is_locked)
        self.consents.set_locked(is_locked)
        if is_locked:
            self._clipboard.clear()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._store.set_seen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._store.set_seen(False)

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self.banner, self.head, self._page)

    def take_focus(self) -> None:
        """Put the keyboard into the tab in front."""
        self._page.take_focus()

    def choose_tab(self, tab: FileTab) -> None:
        """Bring a tab to the front."""
        self.head.set_tab(tab)
        self._enter(tab)
        self._page.take_focus()

    @property
    def _page(self) -> FilePage:
        return self._pages[self.head.tab]

    def _enter(self, tab: FileTab) -> None:
        page = self._pages[tab]
        self._tabs.setCurrentWidget(page)
        self._follow_form()
        if self._store.patient_id is not None and not self._store.is_gone:
            page.enter(self._store.patient_id)

    # What is shown

    def _show(self) -> None:
        """The file, or why there is none."""
        header, shown = self._store.header, self._store.series.shown
        if header is None or self._store.is_gone:
            self._whole.setCurrentWidget(self._states)
            self._show_state(shown.state)
            return
        now = self._session.server_now()
        exceptions = [] if shown.value is None else shown.value.exceptions
        if not self.banner.isVisible():
            # It makes itself as tall as its lines need in the width that it has.
            self.banner.resize(self.width(), self.banner.height())
        until, is_ending = self.access.until, self.access.is_ending
        look = banner_look(self._wording, header, exceptions, now, until, is_ending=is_ending)
        if look != self._look:
            self._look = look
            self.banner.set_look(look)
        if shown.value is not None:
            told = shown.value.follow_up
            w = self._wording
            self.head.set_counts(w.integer(told.survey_count), w.integer(told.action_count))
        self._states.stop_waiting()
        self._whole.setCurrentWidget(self._file)
        self.end.follow()
        self._follow_contact()

    def _show_state(self, state: StoreState) -> None:
        w = self._wording
        back = w.text("file-back")
        closed = self.access.closed
        if self._store.is_gone and closed is not None:
            self._states.show_empty(closed.title, closed.body, "timer", closed.action or back)
        elif self._store.is_gone:
            title, body = w.text("file-gone"), w.text("file-gone-body")
            self._states.show_empty(title, body, "prohibit", back)
        elif state is StoreState.LOADING:
            self._states.show_loading()
        elif state is StoreState.ERROR:
            self._states.show_error(w.text("file-error"), self._store.series.shown.error)
        else:
            self._states.show_empty(
                w.text("file-closed"), w.text("file-closed-body"), "users", back
            )

    def _follow_contact(self) -> None:
        """How old what is shown is, where it may have changed since."""
        shown = self._store.series.shown
        is_old = shown.state is StoreState.STALE or self._connection.shows_offline
        self.head.stale.show_since(shown.at if is_old and shown.value is not None else None)

    def _follow_access(self) -> None:
        self.access.show_notice()
        self._show()

    def _act_on_state(self) -> None:
        """The button in the place of a file: back, or to an access anew."""
        closed = self.access.closed
        if self._store.is_gone and closed is not None and closed.action:
            self.exceptional_wanted.emit()
        else:
            self._leave()

    def _follow_time(self) -> None:
        if self.isVisible():
            self._show()
            self.access.follow_time()
            self.synthesis.show_again()

    def _clear(self) -> None:
        """Another file is open, or none: nothing of the one before stays."""
        for page in self._pages.values():
            page.clear()
        self.banner.unfold(False)
        self._clipboard.clear()
        self._show()

    def _lose(self) -> None:
        self._clear()
        self._states.setFocus()

    # Keys and wishes

    def want_act(self, act: str) -> None:
        """Begin an act on the first open alert, in triage; empty only goes there."""
        series = self._store.series.shown.value
        if series is None or self._store.is_gone or not series.open_alerts:
            self.said.emit(self._wording.text("file-alert-none"))
            return
        alert = series.open_alerts[0]
        patient_id = series.patient.label.id
        self.alert_wanted.emit(AlertWish(patient_id, alert.id, alert.version, act))

    def refresh(self) -> None:
        """Read what is shown again (F5)."""
        self._store.series.read()
        if self.head.tab is not FileTab.SYNTHESIS:
            self._page.refresh()

    def _follow_form(self) -> None:
        """In a form letters are typed, and Esc leaves the form before the file."""
        forms = {
            FileTab.RECORD: self.record.desk.form,
            FileTab.SURVEYS: self.plan.desk.form,
            FileTab.CONSENTS: self.consents.form,
        }
        is_in_form = forms.get(self.head.tab) is not None
        for action in self._held_by_form:
            action.setEnabled(not is_in_form)

    def _press_act(self) -> None:
        self.want_act(str(self.sender().property("act")))

    def _leave(self) -> None:
        if self.head.tab is FileTab.SYNTHESIS and self.synthesis.is_comparing:
            self.synthesis.leave_comparison()
            return
        self.left.emit(self._came_from)

    def _next_tab(self) -> None:
        self._step_tab(1)

    def _previous_tab(self) -> None:
        self._step_tab(-1)

    def _step_tab(self, by: int) -> None:
        self.choose_tab(_ORDER[(_ORDER.index(self.head.tab) + by) % len(_ORDER)])

    def _choose_period(self, period: Period) -> None:
        if self.synthesis.is_comparing:
            self.synthesis.leave_comparison()
        self._store.set_period(period)

    def _copy(self, text: str) -> None:
        self._clipboard.put(text)
        self.said.emit(self._wording.text("file-copied"))

    def _want_enrolment(self) -> None:
        header = self._store.header
        if header is not None:
            is_again = header.monitoring is Monitoring.ENDED
            self.enrolment_wanted.emit(header.label.id, is_again)

    def _show_survey(self, answer_id: UUID) -> None:
        """The questionnaire of a cell, or of a line of the timeline."""
        self.choose_tab(FileTab.SURVEYS)
        self.surveys.open_survey(answer_id)

    def _show_actions(self) -> None:
        self.choose_tab(FileTab.ACTIONS)

    def _show_consents(self) -> None:
        self.choose_tab(FileTab.CONSENTS)

    def _heed_letters(self, settings: Settings) -> None:
        self._letters = Letters(settings, self)
        self._letters.changed.connect(self.synthesis.show_again)

    def _bind_keys(self) -> None:
        self._held_by_form = [bind("Esc", self._leave, (self,), self)]
        bind("F5", self.refresh, (self,), self)
        bind("Ctrl+Z", self.end.take_back, (self,), self)
        bind("Ctrl+Tab", self._next_tab, (self,), self)
        bind("Ctrl+Shift+Tab", self._previous_tab, (self,), self)
        for key, act, _icon, _operation in ACTS:
            action = bind(key, self._press_act, (self,), self)
            action.setProperty("act", act)
            self._held_by_form.append(action)

    def _connect(self) -> None:
        store = self._store
        store.opened.connect(self._clear)
        store.gone.connect(self._lose)
        store.series.changed.connect(self._show)
        self._connection.changed.connect(self._follow_contact)
        self._states.retry_wanted.connect(store.series.read)
        self._states.stopped.connect(store.series.give_up)
        self._states.action_wanted.connect(self._act_on_state)
        self.access.changed.connect(self._follow_access)
        self.banner.end_wanted.connect(self.access.end)
        self.banner.copied.connect(self._copy)
        self.head.tab_chosen.connect(self._enter)
        self.head.period_chosen.connect(self._choose_period)
        self.head.compare_wanted.connect(self.synthesis.compare_periods)
        self.record.said.connect(self.said)
        self.record.desk.shown.connect(self._follow_form)
        self.consents.said.connect(self.said)
        self.consents.form_changed.connect(self._follow_form)
        self.consents.enrolment_wanted.connect(self._want_enrolment)
        self.plan.said.connect(self.said)
        self.plan.form_changed.connect(self._follow_form)
        self.plan.answer_wanted.connect(self.answer_wanted)
        self.synthesis.survey_wanted.connect(self._show_survey)
        self.timeline.survey_wanted.connect(self._show_survey)
        self.synthesis.side.act_wanted.connect(self.want_act)
        self.synthesis.side.actions_wanted.connect(self._show_actions)
        self.synthesis.side.consents_wanted.connect(self._show_consents)

    def _build(self) -> None:
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._follow_time)
        self._ticks.start()
        self.setObjectName("patient_screen")
        self.banner.setObjectName("patient_banner")
        column = QVBoxLayout(self._file)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.access)
        column.addWidget(self.end)
        column.addWidget(self.head)
        column.addWidget(self._tabs, 1)
        for page in self._pages.values():
            self._tabs.addWidget(page)
        self._whole.addWidget(self._file)
        self._whole.addWidget(self._states)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)
