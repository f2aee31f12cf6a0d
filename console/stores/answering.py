"""The questionnaire that is filled in with a patient on the telephone: what was answered, where one
is, and what became of it. What was typed is kept as a draft of its author, of this patient and of
this week alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.client.http import Write, new_intention_key
from console.errors import ConsoleError, Incompatible
from console.jobs import Jobs
from console.stores.answer_making import Source, content_of
from console.stores.asking import Form, NotUnderstood, Question, read_form
from console.stores.connection import ConnectionStore
from console.stores.drafts import OF_ANSWERS, Drafts
from console.stores.settled_acts import SettledActs
from console.stores.weeks import Weeks, read_weeks
from services.contract.answers import AnswerReceipt
from services.contract.patients import PatientHeader
from services.contract.schedule import SurveyWeek

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session


class AnsweringState(StrEnum):
    """How far the filling in came.

    NOTHING_OPEN: there is no week that may be answered. UNKNOWN: it was sent, and its answer was
    lost.
    """

    CLOSED = "closed"
    LOADING = "loading"
    ERROR = "error"
    NOTHING_OPEN = "nothing_open"
    ASKING = "asking"
    SUMMARY = "summary"
    SENDING = "sending"
    UNKNOWN = "unknown"
    DONE = "done"


_WRITTEN: Final = frozenset({AnsweringState.ASKING, AnsweringState.SUMMARY})


@dataclass(frozen=True)
class _Opened:
    """What is read before the first question."""

    header: PatientHeader
    weeks: Weeks
    week: SurveyWeek | None
    form: Form | None


@dataclass(frozen=True)
class _Sent:
    """An intention to hand in: with its key the service takes it once, however often it is sent."""

    key: str
    authored_at: datetime


class AnsweringStore(QObject):
    """One patient at a time. Signals: `changed()` at every step; `done(AnswerReceipt)`."""

    changed = Signal()
    done = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        drafts: Drafts,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = AnsweringState.CLOSED
        self.error: ConsoleError | None = None
        self.receipt: AnswerReceipt | None = None
        self.answers: dict[str, str] = {}
        self.language = "fr"
        self.patient_id: UUID | None = None
        self._jobs = jobs
        self._session = session
        self._drafts = drafts
        self._acts = SettledActs(jobs, session, connection, self)
        self._opened: _Opened | None = None
        self._at = ""
        self._sent: _Sent | None = None
        self._acts.changed.connect(self._follow)
        self._acts.done.connect(self._finish)
        self._acts.failed.connect(self._fail_sending)

    # What is shown

    @property
    def header(self) -> PatientHeader | None:
        """Whose questionnaire it is."""
        return None if self._opened is None else self._opened.header

    @property
    def weeks(self) -> Weeks | None:
        """When they are asked."""
        return None if self._opened is None else self._opened.weeks

    @property
    def week(self) -> SurveyWeek | None:
        """The open one, answered or not."""
        return None if self._opened is None else self._opened.week

    @property
    def form(self) -> Form | None:
        """The questions of its version."""
        return None if self._opened is None else self._opened.form

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that the answers so far lead to."""
        return () if self.form is None else self.form.asked(self.answers)

    @property
    def question(self) -> Question | None:
        """The one that is asked now."""
        return next((each for each in self.asked if each.link_id == self._at), None)

    @property
    def place(self) -> tuple[int, int]:
        """Which of how many, from 1."""
        asked = self.asked
        places = [number for number, each in enumerate(asked, 1) if each.link_id == self._at]
        return (places[0] if places else len(asked)), len(asked)

    @property
    def can_act(self) -> bool:
        """Whether there is contact."""
        return self._acts.can_act

    @property
    def has_answers(self) -> bool:
        """Whether anything was answered that is not handed in."""
        return self.state in _WRITTEN and bool(self.answers)

    # What a person does

    def open(self, patient_id: UUID) -> None:
        """Read the open week of a patient; what was typed for it goes on where it was left."""
        if patient_id == self.patient_id and self.state in (*_WRITTEN, AnsweringState.SENDING):
            self.changed.emit()
            return
        if self._acts.is_busy or self._acts.is_unsettled:
            self.changed.emit()
            return
        self._clear()
        self.patient_id = patient_id
        self.read()

    def read(self) -> None:
        """Read what is asked of this patient."""
        patient_id, session = self.patient_id, self._session
        now = session.server_now()
        if patient_id is not None:
            self._put(AnsweringState.LOADING)
            self._jobs.submit(
                self,
                lambda: _read(session.api, patient_id, now),
                self._take,
                self._fail,
                about=patient_id,
                key="open",
            )

    def speak(self, language: str) -> None:
        """Read the questions out in another language of the questionnaire."""
        if self.form is not None and language in self.form.languages and self._sent is None:
            self.language = language
            self.changed.emit()

    def answer(self, value: str) -> None:
        """What the patient answers to the question of now; empty takes the answer back."""
        question = self.question
        if question is None or self.state is not AnsweringState.ASKING:
            return
        if value:
            self.answers[question.link_id] = value
        else:
            self.answers.pop(question.link_id, None)
        self._keep()
        self.changed.emit()

    def go_on(self) -> None:
        """To the next question, or to the summary after the last one."""
        place, count = self.place
        if self.state is AnsweringState.ASKING:
            if place < count:
                self._go_to(self.asked[place].link_id)
            else:
                self._put(AnsweringState.SUMMARY)

    def go_back(self) -> None:
        """To the question before; from the summary to the last one."""
        place, _ = self.place
        if self.state is AnsweringState.SUMMARY and self.asked:
            self._go_to(self.asked[-1].link_id)
        elif self.state is AnsweringState.ASKING and place > 1:
            self._go_to(self.asked[place - 2].link_id)

    def go_to(self, link_id: str) -> None:
        """To a question of the summary."""
        if self.state in _WRITTEN and any(each.link_id == link_id for each in self.asked):
            self._go_to(link_id)

    def missing(self) -> tuple[Question, ...]:
        """The questions that want an answer, if only that the patient gives none."""
        return tuple(
            each for each in self.asked if each.is_required and each.link_id not in self.answers
        )

    def send(self) -> None:
        """Hand it in; after a lost answer the same again, which the service takes once."""
        if self.state is AnsweringState.UNKNOWN and self._acts.is_unsettled:
            self._acts.ask_again()
        elif self.state in (AnsweringState.SUMMARY, AnsweringState.UNKNOWN):
            if self._sent is None:
                self._sent = _Sent(new_intention_key(), self._session.server_now())
                # Before it goes: a crash after it finds the key again.
                self._keep()
            self._begin(self._sent)

    def close(self) -> None:
        """Leave it; what was typed waits as a draft."""
        if not self._acts.is_busy and not self._acts.is_unsettled:
            self._clear()
            self._put(AnsweringState.CLOSED)

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self._acts.forget()
        self._clear()
        self._put(AnsweringState.CLOSED)

    # Outcomes

    def _take(self, patient_id: UUID, opened: _Opened) -> None:
        if patient_id != self.patient_id:
            return
        self._opened, self.error = opened, None
        if opened.form is None:
            self._put(AnsweringState.NOTHING_OPEN)
            return
        told = opened.weeks.preference.language
        known = opened.form.languages
        self.language = told if told in known else opened.form.language
        self._at = opened.form.asked({})[0].link_id
        self._restore()
        is_sent = self._sent is not None
        self._put(AnsweringState.UNKNOWN if is_sent else AnsweringState.ASKING)

    def _fail(self, patient_id: UUID, error: ConsoleError) -> None:
        if patient_id == self.patient_id:
            self.error = error
            self._put(AnsweringState.ERROR)

    def _finish(self, receipt: AnswerReceipt) -> None:
        week = self.week
        if week is not None and self.patient_id is not None:
            self._drafts.drop(self.patient_id, draft_kind(week))
        self.receipt, self._sent, self.answers = receipt, None, {}
        self._put(AnsweringState.DONE)
        self.done.emit(receipt)

    def _fail_sending(self, error: ConsoleError) -> None:
        self.error = error
        if self._acts.is_unsettled:
            self._put(AnsweringState.UNKNOWN)
            return
        # It was not taken: another try is another intention.
        self._sent = None
        self._keep()
        self._put(AnsweringState.SUMMARY)

    def _follow(self) -> None:
        if self._acts.is_busy and self.state is not AnsweringState.SENDING:
            self.error = None
            self._put(AnsweringState.SENDING)

    # Within

    def _begin(self, sent: _Sent) -> None:
        form, week, patient_id = self.form, self.week, self.patient_id
        if form is None or week is None or patient_id is None:
            return
        source = Source(week.questionnaire, week.questionnaire_version, self.language)
        content = content_of(form, source, self.answers, sent.authored_at)
        write = Write(key=sent.key)
        self._acts.begin(lambda api, _write: api.survey_plans.submit(patient_id, content, write))

    def _go_to(self, link_id: str) -> None:
        self._at = link_id
        self._keep()
        self._put(AnsweringState.ASKING)

    def _keep(self) -> None:
        week = self.week
        if week is None or self.patient_id is None:
            return
        sent = self._sent
        told = {
            "answers": self.answers,
            "at": self._at,
            "language": self.language,
            "key": "" if sent is None else sent.key,
            "authored_at": "" if sent is None else sent.authored_at.isoformat(),
        }
        if self.answers:
            self._drafts.put(self.patient_id, draft_kind(week), json.dumps(told))
        else:
            self._drafts.drop(self.patient_id, draft_kind(week))

    def _restore(self) -> None:
        """What was typed for this patient and this week; what cannot be read is left alone."""
        week, form = self.week, self.form
        if week is None or form is None or self.patient_id is None:
            return
        draft = self._drafts.get(self.patient_id, draft_kind(week))
        if draft is None:
            return
        try:
            told = json.loads(draft.content)
            answers = {str(name): str(value) for name, value in told["answers"].items()}
            at, key, language = str(told["at"]), str(told["key"]), str(told["language"])
            authored_at = datetime.fromisoformat(told["authored_at"]) if key else None
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        known = {question.link_id for question in form.questions}
        self.answers = {name: value for name, value in answers.items() if name in known}
        self.language = language if language in form.languages else self.language
        self._at = at if any(each.link_id == at for each in self.asked) else self._at
        self._sent = None if authored_at is None else _Sent(key, authored_at)

    def _clear(self) -> None:
        self.patient_id = self._opened = self.receipt = self.error = self._sent = None
        self.answers, self._at = {}, ""

    def _put(self, state: AnsweringState) -> None:
        self.state = state
        self.changed.emit()


def draft_kind(week: SurveyWeek) -> str:
    """What a draft of these answers is called: those of another week are another."""
    return f"{OF_ANSWERS}{week.id}"


def _read(api: Api, patient_id: UUID, now: datetime) -> _Opened:
    """Runs in a worker. A week that was answered is not asked again."""
    header, weeks = api.read_patient(patient_id), read_weeks(api, patient_id)
    week = weeks.open_week(now)
    if week is None or week.is_answered:
        return _Opened(header, weeks, week, None)
    document = api.survey_plans.read_form(week.questionnaire, week.questionnaire_version)
    try:
        return _Opened(header, weeks, week, read_form(document))
    except NotUnderstood as error:
        raise Incompatible(f"questionnaire:{error}") from None
