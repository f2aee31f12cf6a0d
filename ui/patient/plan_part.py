"""Above the questionnaires of a file: when the patient is asked, their pauses, and what can be done
about it.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from console.models.plan_text import pause_text, plan_facts, rhythm_text
from console.session import Session
from console.stores.desk import TriageDesk
from console.stores.states import StoreState
from console.stores.weeks import Weeks
from resources.wording import Wording
from services.contract.archiving import FOLLOWED
from services.contract.patients import PatientLabel
from services.contract.schedule import Pause
from ui.parts.plan_desk import PlanDesk
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme

_MOST_FACTS = 5
_ACTS = (
    ("answer", "clipboard-text", "submit_answer"),
    ("send", "envelope-simple", "send_survey_now"),
    ("change", "note-pencil", "change_survey_plan"),
    ("pause", "pause-circle", "create_pause"),
    ("prefer", "device-mobile", "change_message_preference"),
    ("archive", "archive-box", "archive_patient"),
)
_LABELS = {"prefer": "message-prefer", "archive": "archive-begin"}


class PlanPart(QWidget):
    """Signals: `answer_wanted(UUID)` to fill the questionnaire in with the patient;
    `archive_wanted(PatientLabel)` to end the follow-up; `said(text)` for a toast; `form_changed()`
    when a form came or went.
    """

    answer_wanted = Signal(object)
    archive_wanted = Signal(object)
    said = Signal(str)
    form_changed = Signal()

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = desk.file
        self._acts = acts = desk.file_plan_acts
        self._connection = desk.connection
        self._session = session
        self._theme = theme
        self._wording = wording
        self._rhythm = PlainLabel(theme, role="title", parent=self)
        self._facts = [
            PlainLabel(theme, role="supporting", parent=self) for _ in range(_MOST_FACTS)
        ]
        self._pause = Strip(theme, self)
        self._buttons: dict[str, Button] = {}
        self.desk = PlanDesk(acts, session, theme, wording, self)
        self._build()
        self._connect()
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._wording = w
        self.setAccessibleName(w.text("plan-title"))
        for name, button in self._buttons.items():
            button.set_label(w.text(_LABELS.get(name, f"plan-{name}")))
        self.desk.set_wording(w)
        self._show()

    def enter(self, patient_id: UUID) -> None:
        """Read when a patient is asked."""
        self._store.weeks.show(patient_id, None)

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self.desk.clear()
        self._show()

    def refresh(self) -> None:
        """Read it again."""
        self._store.weeks.read()

    @property
    def _weeks(self) -> Weeks | None:
        return self._store.weeks.shown.value

    @property
    def _patient(self) -> PatientLabel | None:
        header = self._store.header
        return None if header is None else header.label

    @property
    def _is_followed(self) -> bool:
        header = self._store.header
        return header is not None and header.monitoring in FOLLOWED

    def _show(self) -> None:
        w, shown, weeks = self._wording, self._store.weeks.shown, self._weeks
        self.setVisible(weeks is not None or shown.state is StoreState.ERROR)
        facts = []
        if weeks is None:
            self._rhythm.setText(w.text("plan-error"))
            self._pause.hide()
        else:
            self._rhythm.setText(rhythm_text(w, weeks.plan))
            facts = plan_facts(w, weeks, self._session.server_now())
            self._show_pause(weeks)
            self.desk.follow(weeks)
        for place, label in enumerate(self._facts):
            label.setVisible(place < len(facts))
            if place < len(facts):
                name, value, wants_attention = facts[place]
                label.setText(f"{name} : {value}" if w.language == "fr" else f"{name}: {value}")
                label.set_tone("warning" if wants_attention else "secondary")
        self._offer()

    def _show_pause(self, weeks: Weeks) -> None:
        w, pause = self._wording, self._current_pause(weeks)
        if pause is not None:
            may_end = self._session.may("end_pause") and self._acts.can_act
            key = "plan-pause-end" if pause.runs else "plan-pause-cancel"
            accept = w.text(key) if may_end else ""
            self._pause.ask(pause_text(w, pause), accept=accept, icon="pause-circle")
        elif not weeks.planned.has_consent:
            self._pause.ask(w.text("plan-no-consent"), icon="prohibit")
        else:
            self._pause.hide()

    def _current_pause(self, weeks: Weeks) -> Pause | None:
        """The one that runs, or the next one that is written down."""
        return weeks.pause or next(iter(reversed(weeks.coming_pauses)), None)

    def _offer(self) -> None:
        """Without contact nothing is changed; what needs a plan is not here without one."""
        weeks, w = self._weeks, self._wording
        offline = w.text("silence-offline") if not self._acts.can_act else ""
        is_busy = self._acts.is_busy or self._acts.is_unsettled
        has_plan = weeks is not None and weeks.plan is not None
        for name, button in self._buttons.items():
            needs_plan = name in ("send", "change", "answer")
            is_here = weeks is not None and (has_plan or not needs_plan)
            button.setVisible(is_here and (name != "archive" or self._is_followed))
            can = name in ("answer", "archive") or not (offline or is_busy)
            button.set_enabled_because(can, offline)

    def _do(self) -> None:
        patient, weeks = self._patient, self._weeks
        name = next((name for name, each in self._buttons.items() if each is self.sender()), "")
        if patient is None or weeks is None:
            return
        match name:
            case "answer":
                self.answer_wanted.emit(patient.id)
            case "send":
                self.desk.send_now(patient)
            case "change":
                self.desk.change(patient, weeks)
            case "prefer":
                self.desk.prefer(patient, weeks)
            case "pause":
                self.desk.pause(patient)
            case "archive":
                self.archive_wanted.emit(patient)

    def _end_pause(self) -> None:
        patient, weeks = self._patient, self._weeks
        pause = None if weeks is None else self._current_pause(weeks)
        if patient is not None and pause is not None:
            self.desk.end_pause(patient, pause)

    def _build(self) -> None:
        self.setObjectName("patient_plan")
        self._pause.setObjectName("plan_pause_strip")
        self._rhythm.set_wrapping()
        facts, buttons = QWidget(self), QWidget(self)
        line = FlowRow(facts, gap_px=18, line_gap_px=2, spread=False)
        for label in self._facts:
            line.addWidget(label)
        row = FlowRow(buttons, gap_px=8, line_gap_px=6, spread=False)
        for name, icon, operation in _ACTS:
            if self._session.may(operation):
                button = Button(self._theme, "", "secondary", icon=icon, parent=buttons)
                button.setObjectName(f"plan_{name}")
                button.set_low()
                button.clicked.connect(self._do)
                self._buttons[name] = button
                row.addWidget(button)
        for part in (facts, buttons):
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            part.setSizePolicy(policy)
        inner = QVBoxLayout()
        inner.setContentsMargins(14, 8, 14, 6)
        inner.setSpacing(5)
        for part in (self._rhythm, facts, self._pause, buttons):
            inner.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addLayout(inner)
        column.addWidget(self.desk)

    def _connect(self) -> None:
        self._store.weeks.changed.connect(self._show)
        self._acts.changed.connect(self._offer)
        self._connection.changed.connect(self._show)
        self._pause.accepted.connect(self._end_pause)
        self.desk.done.connect(self._store.weeks.read)
        self.desk.stale.connect(self._store.weeks.read)
        self.desk.said.connect(self.said)
        self.desk.form_changed.connect(self.form_changed)
