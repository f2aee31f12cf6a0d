"""Plays what happened in order of time: answers come in, nurses act, each at its own moment."""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.alerts.explanations import open_explanation
from services.alerts.work import Work
from services.answers import rule_exceptions
from services.answers.receiving import receive
from services.audit.journal import entry_of, record
from services.contract.answer_content import AnswerContent
from services.contract.answers import AnswerReceipt
from services.contract.enums import AnswerOutcome, Channel
from services.contract.rule_exceptions import RuleExceptionAsk
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.demo.calendar import PRESENT, SteppingClock
from services.demo.concerns import Raised, raised
from services.demo.newcomers import arrive
from services.demo.people import Patient
from services.demo.staff import Staff
from services.demo.steps import Step, take
from services.edge.context import Context
from services.edge.writes import Done
from services.patients.enrolling import Newcomer
from services.record.work import Work as RecordWork

_EVENTS_IN_A_TRANSACTION = 250


@dataclass(frozen=True)
class Sending:
    """An answer that arrives, and what is done about its alert; None leaves that to the plan."""

    at: datetime
    patient_id: UUID
    patient: Patient
    body: dict[str, Any]
    steps: Sequence[Step] | None = None


@dataclass(frozen=True)
class Deciding:
    """An oncologist who expects a symptom of a patient from an instant on."""

    at: datetime
    patient_id: UUID
    username: str
    ask: RuleExceptionAsk


@dataclass(frozen=True)
class Recording:
    """Something that somebody writes in a patient's record, by its operation."""

    at: datetime
    patient_id: UUID
    username: str
    operation: str
    act: Callable[[RecordWork], Done]


@dataclass(frozen=True)
class _Acting:
    """A step on an alert that stands."""

    alert_id: UUID
    step: Step


@dataclass(frozen=True)
class Enrolling:
    """Somebody who is enrolled while everything else goes on."""

    at: datetime
    newcomer: Newcomer


Event = Sending | Deciding | Enrolling | Recording
Plan = Callable[[Raised], Sequence[Step]]


@dataclass
class Story:
    """Everything that is going to happen, and the versions of the alerts it happened to."""

    context: Context
    clock: SteppingClock
    centre_id: UUID
    staff: Staff
    plan: Plan
    answers: int = 0
    acts: int = 0
    outcomes: dict[AnswerOutcome, int] = field(
        default_factory=lambda: dict.fromkeys(AnswerOutcome, 0)
    )
    _coming: list[tuple[datetime, int, Event | _Acting]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)
    _versions: dict[UUID, int] = field(default_factory=dict)

    def play(self, events: Iterable[Event]) -> None:
        """Lets everything happen up to the present; what would come later does not happen."""
        for event in events:
            self._expect(event.at, event)
        while self._coming:
            with self.context.database.writing(Scope(self.centre_id)) as session:
                for _ in range(min(_EVENTS_IN_A_TRANSACTION, len(self._coming))):
                    self._happen(session)
                    session.expunge_all()

    def _expect(self, at: datetime, event: Event | _Acting) -> None:
        if at <= PRESENT:
            heapq.heappush(self._coming, (at, next(self._order), event))

    def _happen(self, session: Session) -> None:
        at, _, event = heapq.heappop(self._coming)
        self.clock.go_to(at)
        if isinstance(event, Sending):
            self._arrive(session, event)
        elif isinstance(event, Enrolling):
            arrive(session, self.context, self.centre_id, event.newcomer)
        elif isinstance(event, Deciding):
            self._decide(session, event)
        elif isinstance(event, Recording):
            self._record(session, event)
        else:
            self._act(session, event)

    def _arrive(self, session: Session, sending: Sending) -> None:
        caller, now = self.staff.ingest, self.clock.now()
        content = AnswerContent.model_validate(sending.body)
        receipt = receive(
            session, self.context, caller, sending.patient_id, content, Channel.WEB, now
        ).receipt
        entry = entry_of(
            caller, "submit_answer", now, object_id=receipt.id, patient_id=sending.patient_id
        )
        record(session, entry)
        self.answers += 1
        self.outcomes[receipt.outcome] += 1
        if receipt.alert_id is None:
            return
        self._versions[receipt.alert_id] = 1
        steps = sending.steps
        if steps is None:
            steps = self.plan(self._seen(session, sending, receipt))
        for step in steps:
            self._expect(max(step.at, now), _Acting(receipt.alert_id, step))

    def _seen(self, session: Session, sending: Sending, receipt: AnswerReceipt) -> Raised:
        """What a nurse sees of an alert that was just raised."""
        alert = session.get_one(Alert, receipt.alert_id)
        explanation = open_explanation(self.context.keys.patient(sending.patient_id), alert)
        return raised(receipt, explanation, sending.body, sending.patient)

    def _decide(self, session: Session, deciding: Deciding) -> None:
        caller, now = self.staff.of(deciding.username), self.clock.now()
        work = rule_exceptions.Work(session, self.context, caller, deciding.patient_id, now)
        made = rule_exceptions.make(work, deciding.ask)
        entry = entry_of(
            caller,
            "create_rule_exception",
            now,
            object_id=made.object_id,
            patient_id=made.patient_id,
        )
        record(session, entry)
        self.acts += 1

    def _record(self, session: Session, recording: Recording) -> None:
        caller, now = self.staff.of(recording.username), self.clock.now()
        work = RecordWork(session, self.context, caller, recording.patient_id, now)
        done = recording.act(work)
        entry = entry_of(
            caller,
            recording.operation,
            now,
            object_id=done.object_id,
            patient_id=done.patient_id,
        )
        record(session, entry)
        self.acts += 1

    def _act(self, session: Session, acting: _Acting) -> None:
        caller, now = self.staff.of(acting.step.username), self.clock.now()
        work = Work(session, self.context, caller, now, is_read=False)
        version = self._versions[acting.alert_id]
        operation, done = take(work, acting.alert_id, version, acting.step.ask)
        if done.object_version is None:
            raise TypeError("an act answers with the version that it made")
        self._versions[acting.alert_id] = done.object_version
        record(
            session,
            entry_of(caller, operation, now, object_id=done.object_id, patient_id=done.patient_id),
        )
        self.acts += 1
