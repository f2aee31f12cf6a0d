"""Changing when a patient is asked: the form, what was refused, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.errors import ConsoleError, Refused
from console.models.identity_text import identity_line
from console.session import Session
from console.stores.error_words import error_sentence
from console.stores.plan_acts import PlanActs
from console.stores.weeks import Weeks
from resources.wording import Wording
from services.contract.messages import MessagePreferenceAsk
from services.contract.patients import PatientLabel
from services.contract.schedule import Pause, PauseAsk, SentNow, SurveyPlanAsk
from ui.parts.form import FormBody, FramedForm
from ui.parts.pause_form import PauseForm
from ui.parts.plan_form import PlanForm
from ui.parts.preference_form import PreferenceForm
from widgets.announce import announce
from widgets.strip import Strip
from widgets.theme import Theme

_LEAST_FORM_PX: Final = 150
_FORM_SHARE: Final = 0.36
"""Of the window; where that is too little the fields of a form are scrolled."""


@dataclass(frozen=True)
class _About:
    """Whose weeks the open form is about; `weeks` as they stand, None for a pause, which needs
    none of them.
    """

    patient: PatientLabel
    weeks: Weeks | None
    is_preference: bool = False


class PlanDesk(QWidget):
    """At most one form is open, on one patient, whoever is selected since (H-06).

    Signals: `done()` when something was written; `stale()` when somebody was faster,
    so that the plan is to be read again; `closed()` when the keyboard should go back;
    `form_changed()` when a form came or went; `said(text)` for a toast.
    """

    done = Signal()
    stale = Signal()
    closed = Signal()
    form_changed = Signal()
    said = Signal(str)

    def __init__(
        self,
        acts: PlanActs,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._acts = acts
        self._session = session
        self._theme = theme
        self._wording = wording
        self._about: _About | None = None
        self._sent = ""
        self.form: FramedForm | None = None
        self._strip = Strip(theme, self)
        self._strip.setObjectName("plan_strip")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 4)
        column.setSpacing(4)
        column.addWidget(self._strip)
        self._column = column
        self._strip.accepted.connect(self._ask_again)
        self._strip.dismissed.connect(self._put_away)
        acts.changed.connect(self._follow)
        acts.done.connect(self._take)
        acts.failed.connect(self._fail)
        self._fit()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: the open form is built anew with all that was typed."""
        self._wording = wording
        if self.form is not None and self._about is not None:
            state = self.form.state()
            self._open(self._about)
            self.form.put_state(state)

    def pause(self, patient: PatientLabel) -> None:
        """Ask why, from when and until when nothing is asked."""
        self._begin(_About(patient, None))

    def change(self, patient: PatientLabel, weeks: Weeks) -> None:
        """Ask for another day, hour or rhythm."""
        self._begin(_About(patient, weeks))

    def prefer(self, patient: PatientLabel, weeks: Weeks) -> None:
        """Ask on which channel and in which language they are written to."""
        self._begin(_About(patient, weeks, is_preference=True))

    def end_pause(self, patient: PatientLabel, pause: Pause) -> None:
        """Ask the patient again from now on."""
        self._send("plan-said-resumed", lambda: self._acts.end_pause(patient.id, pause))

    def send_now(self, patient: PatientLabel) -> None:
        """Send the questionnaire of this week."""
        self._send("", lambda: self._acts.send_now(patient.id))

    def close_form(self) -> None:
        """Leave the form without its act."""
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form, self._about = None, None
            self.form_changed.emit()
        self._fit()

    def clear(self) -> None:
        """Another patient, or none: leave nothing of the one before."""
        self.close_form()
        if not self._acts.is_unsettled:
            self._strip.hide()
        self._fit()

    def _begin(self, about: _About) -> None:
        if self._acts.is_busy or self._acts.is_unsettled:
            return
        self._strip.hide()
        self._open(about)
        if self.form is not None:
            self.form.take_focus()

    def _open(self, about: _About) -> None:
        self.close_form()
        w, today = self._wording, self._wording.local(self._session.server_now()).date()
        body = self._body(about, today)
        form = FramedForm(body, identity_line(w, about.patient), self._theme, w, self)
        form.answered.connect(self._answer)
        form.cancelled.connect(self._leave)
        self._about, self.form = about, form
        self._column.addWidget(form)
        most = max(_LEAST_FORM_PX, round(self.window().height() * _FORM_SHARE))
        form.setMinimumHeight(min(form.least_height(), most))
        self.form_changed.emit()
        self._fit()
        self._follow()

    def _body(self, about: _About, today: date) -> FormBody:
        weeks, theme, w = about.weeks, self._theme, self._wording
        if weeks is not None and about.is_preference:
            return PreferenceForm(weeks.preference, theme, w)
        if weeks is not None and weeks.plan is not None:
            return PlanForm(weeks.plan, today, theme, w)
        return PauseForm(today, theme, w)

    def _answer(self, answer: object) -> None:
        about = self._about
        if about is None:
            return
        patient_id, weeks = about.patient.id, about.weeks
        if isinstance(answer, PauseAsk):
            self._send("plan-said-paused", lambda: self._acts.pause(patient_id, answer))
        elif isinstance(answer, MessagePreferenceAsk) and weeks is not None:
            version = weeks.preference.version
            self._send("message-preferred", lambda: self._acts.prefer(patient_id, version, answer))
        elif isinstance(answer, SurveyPlanAsk) and weeks is not None:
            self._send(
                "plan-said-changed",
                lambda: self._acts.change(patient_id, weeks.planned.version, answer),
            )

    def _send(self, said: str, does: Callable[[], None]) -> None:
        if not self._acts.is_busy and not self._acts.is_unsettled:
            self._sent = said
            self._strip.hide()
            does()
            self._fit()

    def _leave(self) -> None:
        self.close_form()
        self.closed.emit()

    def _take(self, result: object) -> None:
        had_form = self.form is not None
        self._strip.hide()
        self.close_form()
        if isinstance(result, SentNow):
            self.said.emit(self._wording.text(f"plan-sent-{result.outcome.value}"))
        elif self._sent:
            self.said.emit(self._wording.text(self._sent))
        self.done.emit()
        if had_form:
            self.closed.emit()

    def _fail(self, error: ConsoleError) -> None:
        """What was typed stays in its form; somebody who was faster is said, and read again."""
        w, hide = self._wording, self._wording.text("triage-strip-hide")
        if self._acts.is_unsettled:
            self._strip.ask(w.text("silence-unknown"), accept=w.text("imports-ask-again"))
        elif isinstance(error, Refused) and error.problem.status in (409, 412):
            self._strip.ask(w.text("plan-stale"), dismiss=hide)
            self.stale.emit()
        else:
            self._strip.ask(error_sentence(w, error), dismiss=hide, kind="danger")
        self._fit()
        announce(self, self._strip.accessibleName())

    def follow(self, weeks: Weeks) -> None:
        """They were read again: an open form goes on from them, with what was typed."""
        about = self._about
        if about is not None and about.weeks is not None and about.patient.id == weeks.patient_id:
            self._about = replace(about, weeks=weeks)

    def _follow(self) -> None:
        if self.form is not None:
            offline = "" if self._acts.can_act else self._wording.text("silence-offline")
            self.form.set_submit_enabled(not offline and not self._acts.is_busy, offline)

    def _ask_again(self) -> None:
        self._acts.ask_again()

    def _put_away(self) -> None:
        self._strip.hide()
        self._fit()

    def _fit(self) -> None:
        self.setVisible(self.form is not None or not self._strip.isHidden())
