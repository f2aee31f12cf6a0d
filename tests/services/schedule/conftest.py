"""A centre whose patients have plans and consents, for the tests of their weeks."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from services.contract.enums import AlertKind, AnswerOutcome, Channel, Monitoring
from services.contract.week_enums import (
    Collection,
    ConsentChoice,
    ConsentKind,
    MessageKind,
    PauseReason,
    Rhythm,
)
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.enrolment import Consent
from services.db.tables.messages import Message
from services.db.tables.patients import Patient, TreatmentCycle, TreatmentLine
from services.db.tables.schedule import SurveyPause, SurveyWindow
from services.ids import new_id
from services.schedule.plans import NewPlan, begin
from services.schedule.tick import keep_weeks
from services.schedule.windows import Window, next_opening, open_window
from services.security.ciphers import Place
from tests.support.service import ServiceUnderTest

PARIS = ZoneInfo("Europe/Paris")
NINE = 9 * 60


def local(text: str) -> datetime:
    """An instant from its words on the clocks of Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(ZoneInfo("UTC"))


def plan_from(starts_on: str, **changes: Any) -> NewPlan:
    """Every Monday at nine for a year, unless it says otherwise."""
    first = date.fromisoformat(starts_on)
    usual: dict[str, Any] = {
        "questionnaire": "vigie-weekly",
        "rhythm": Rhythm.WEEK,
        "weekday": 1,
        "cycle_day": None,
        "opens_at_minute": NINE,
        "starts_on": first,
        "ends_on": first + timedelta(days=360),
    }
    return NewPlan(**usual | changes)


@dataclass
class Weeks:
    """The service under test with the words that tests of the schedule use."""

    service: ServiceUnderTest

    @property
    def patient(self) -> UUID:
        """The first patient of the nurse's unit."""
        return self.service.centre.patients[0]

    @property
    def scope(self) -> Scope:
        """The rows of the first centre."""
        return Scope(self.service.centre.id)

    def at(self, instant: str | datetime) -> None:
        """It is an instant (in Paris), and due work is done."""
        self.service.clock.set(local(instant) if isinstance(instant, str) else instant)
        self.tick()

    def tick(self) -> None:
        """One pass over the centre."""
        keep_weeks(self.service.context, self.service.centre.id)

    def follow(self, patient_id: UUID, plan: NewPlan, *, consents: bool = True) -> None:
        """A patient has a plan and, unless they do not, agrees to be followed."""
        with self.writing() as session:
            begin(session, self.service.centre.id, patient_id, plan, None, self.now)
        if consents:
            self.consent(patient_id)

    def consent(self, patient_id: UUID, choice: ConsentChoice = ConsentChoice.ACCEPTED) -> None:
        """What a patient says to being followed."""
        row = {
            "id": new_id(),
            "centre_id": self.service.centre.id,
            "patient_id": patient_id,
            "kind": ConsentKind.TELEMONITORING,
            "choice": choice,
            "notice": "telemonitoring",
            "notice_version": "1",
            "language": "fr",
            "collection": Collection.IN_PERSON,
            "collected_by": None,
            "at": self.now,
        }
        with self.writing() as session:
            session.execute(insert(Consent), row)

    def monitoring(self, patient_id: UUID, state: Monitoring) -> None:
        """Puts a patient into a state by hand."""
        with self.writing() as session:
            session.execute(
                update(Patient).where(Patient.id == patient_id).values(monitoring=state)
            )

    def state(self, patient_id: UUID) -> Monitoring:
        """The state a patient is in."""
        with self.reading() as session:
            return session.scalars(select(Patient.monitoring).where(Patient.id == patient_id)).one()

    def answer(
        self,
        patient_id: UUID,
        authored_at: datetime | None = None,
        received_at: datetime | None = None,
        outcome: AnswerOutcome = AnswerOutcome.NOTHING,
    ) -> UUID:
        """Stores a survey as the intake does."""
        answer_id, written = new_id(), authored_at or self.now
        cipher = self.service.context.keys.patient(patient_id)
        row = {
            "id": answer_id,
            "centre_id": self.service.centre.id,
            "patient_id": patient_id,
            "questionnaire": "vigie-weekly",
            "questionnaire_version": "1.1.0",
            "rule_set_version": "default-2",
            "authored_at": written,
            "received_at": received_at or max(written, self.now),
            "channel": Channel.WEB,
            "outcome": outcome,
            "completed": True,
            "content_hash": answer_id.bytes,
            "content": cipher.seal(Place("answer", "content", answer_id), b"{}"),
        }
        with self.writing() as session:
            session.execute(insert(Answer), row)
        return answer_id

    def pause(self, patient_id: UUID, from_on: str, until_on: str | None = None) -> UUID:
        """A pause as it is written down."""
        pause_id = new_id()
        row = {
            "id": pause_id,
            "centre_id": self.service.centre.id,
            "patient_id": patient_id,
            "reason": PauseReason.HOSPITALISED,
            "from_on": date.fromisoformat(from_on),
            "until_on": None if until_on is None else date.fromisoformat(until_on),
            "made_by": self.service.centre.accounts["nurse"],
            "made_at": self.now,
            "ended_by": None,
            "ended_at": None,
            "version": 1,
        }
        with self.writing() as session:
            session.execute(insert(SurveyPause), row)
        return pause_id

    def cycles(self, patient_id: UUID, *starts: str) -> None:
        """Cycles of one line of treatment that began on these days."""
        line_id = new_id()
        owner: dict[str, Any] = {"centre_id": self.service.centre.id, "patient_id": patient_id}
        days = [date.fromisoformat(each) for each in starts]
        with self.writing() as session:
            session.execute(
                insert(TreatmentLine),
                owner
                | {"id": line_id, "name": b"x", "name_index": None, "started_on": min(days),
                   "ended_on": None, "number": 1, "version": 1},
            )  # fmt: skip
            session.execute(
                insert(TreatmentCycle),
                [
                    owner
                    | {"id": new_id(), "line_id": line_id, "number": number, "started_on": day,
                       "note": None, "version": 1}
                    for number, day in enumerate(days, start=1)
                ],
            )  # fmt: skip

    def windows(self, patient_id: UUID | None = None) -> Sequence[SurveyWindow]:
        """The weeks of a patient in their order."""
        wanted = patient_id or self.patient
        with self.reading() as session:
            return session.scalars(
                select(SurveyWindow)
                .where(SurveyWindow.patient_id == wanted)
                .order_by(SurveyWindow.week)
            ).all()

    def states(self, patient_id: UUID | None = None) -> list[str]:
        """What came of the weeks of a patient."""
        return [window.state.value for window in self.windows(patient_id)]

    def messages(self, patient_id: UUID | None = None) -> list[MessageKind]:
        """What a patient was told, in order."""
        return [row.kind for row in self.letters(patient_id)]

    def letters(self, patient_id: UUID | None = None) -> Sequence[Message]:
        """The messages to a patient, in order."""
        wanted = patient_id or self.patient
        with self.reading() as session:
            return session.scalars(
                select(Message).where(Message.patient_id == wanted).order_by(Message.id)
            ).all()

    def alerts(
        self, patient_id: UUID | None = None, kind: AlertKind = AlertKind.NON_RESPONSE
    ) -> Sequence[Alert]:
        """The alerts of a kind about a patient, in order."""
        wanted = patient_id or self.patient
        with self.reading() as session:
            return session.scalars(
                select(Alert)
                .where(Alert.patient_id == wanted, Alert.kind == kind)
                .order_by(Alert.received_at)
            ).all()

    def open_window(self, patient_id: UUID | None = None) -> Window | None:
        """What a patient may answer now."""
        with self.reading() as session:
            return open_window(session, patient_id or self.patient, self.now)

    def next_opening(self, patient_id: UUID | None = None) -> date | None:
        """When a patient is asked next."""
        with self.reading() as session:
            return next_opening(session, patient_id or self.patient, self.now)

    @property
    def now(self) -> datetime:
        """The service's time."""
        return self.service.clock.now()

    def reading(self) -> AbstractContextManager[Session]:
        """A snapshot of the first centre."""
        return self.service.context.database.reading(self.scope)

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction in the first centre."""
        return self.service.context.database.writing(self.scope)

    def run(self, statement: Any) -> None:
        """One statement in a transaction of its own."""
        with self.writing() as session:
            session.execute(statement)


@pytest.fixture
def weeks(service: ServiceUnderTest) -> Weeks:
    """The weeks of a centre on each database in turn."""
    return Weeks(service)


@pytest.fixture
def asked(weeks: Weeks) -> Weeks:
    """It is Sunday evening, and the first patient is asked every Monday at nine."""
    weeks.service.clock.set(local("2025-11-16 20:00"))
    weeks.follow(weeks.patient, plan_from("2025-11-16"))
    return weeks
