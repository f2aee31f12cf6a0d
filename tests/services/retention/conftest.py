"""Patients whose use lies back by months and years, and the daily pass over their centre."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from services.contract.enums import AnswerOutcome, Channel, Monitoring
from services.contract.retention import HoldReason, RetentionState
from services.contract.week_enums import (
    Answering,
    Collection,
    ConsentChoice,
    ConsentKind,
    InvitationChannel,
)
from services.db.base import Base
from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.db.tables.edge import JournalEntry
from services.db.tables.enrolment import Consent
from services.db.tables.patients import Patient
from services.db.tables.portal import Invitation, PortalSession
from services.db.tables.retention import (
    Erasure,
    Retention,
    RetentionAnnouncement,
    RetentionHold,
)
from services.ids import new_id
from services.retention.keeping import keep
from services.retention.tick import keep_retention
from services.security.ciphers import Place
from tests.support.service import ServiceUnderTest, add_patient

PARIS = ZoneInfo("Europe/Paris")
Row = TypeVar("Row", bound=Base)


def noon(day: date) -> datetime:
    """Noon in Paris."""
    return datetime.combine(day, time(12), PARIS).astimezone(UTC)


@dataclass
class Years:
    """The service under test with the words that tests of retention use."""

    service: ServiceUnderTest

    @property
    def patient(self) -> UUID:
        """The first patient of the nurse's unit."""
        return self.service.centre.patients[0]

    @property
    def today(self) -> date:
        """The day where the centre stands."""
        return self.service.clock.now().astimezone(PARIS).date()

    def on(self, day: date) -> None:
        """It is noon of a day, and the pass of that day comes by."""
        self.service.clock.set(noon(day))
        self.tick()

    def daily(self, until: date) -> None:
        """A pass on each day until a day, which has one too."""
        while self.today < until:
            self.on(self.today + timedelta(days=1))

    def a_month_later(self, day: date) -> None:
        """Thirty days have been seen to pass; it is noon of the last of them, with its pass."""
        self.run(
            update(RetentionAnnouncement)
            .where(RetentionAnnouncement.ended_at.is_(None))
            .values(days_stood=RetentionAnnouncement.days_stood + 29)
        )
        self.on(day)

    def tick(self) -> None:
        """One pass over the centre."""
        keep_retention(self.service.context, self.service.centre.id)

    def ended(self, last_use_on: date, last_survey_on: date | None = None) -> UUID:
        """A patient of the nurse's unit whom nobody follows since a day."""
        context, centre = self.service.context, self.service.centre
        number = len(centre.patients) + 10
        patient_id = add_patient(context, centre.id, centre.units[0], number)
        centre.patients.append(patient_id)
        begun = noon(min(last_use_on, last_survey_on or last_use_on))
        self.change(
            patient_id, monitoring=Monitoring.ENDED, created_at=begun, episode_started_at=begun
        )
        if last_survey_on is not None:
            self.answer(patient_id, noon(last_survey_on))
        self.sign_in(patient_id, noon(last_use_on))
        return patient_id

    def change(self, patient_id: UUID, **values: Any) -> None:
        """Changes the row of a patient by hand."""
        self.run(update(Patient).where(Patient.id == patient_id).values(**values))

    def answer(self, patient_id: UUID, at: datetime, **changes: Any) -> UUID:
        """Stores a completed questionnaire as the intake does."""
        answer_id = new_id()
        cipher = self.service.context.keys.patient(patient_id)
        row = {
            "id": answer_id,
            "centre_id": self.service.centre.id,
            "patient_id": patient_id,
            "questionnaire": "vigie-weekly",
            "questionnaire_version": "1.1.0",
            "rule_set_version": "default-2",
            "authored_at": at,
            "received_at": at,
            "channel": Channel.WEB,
            "outcome": AnswerOutcome.NOTHING,
            "completed": True,
            "content_hash": answer_id.bytes,
            "content": cipher.seal(Place("answer", "content", answer_id), b"{}"),
        }
        self.run(insert(Answer).values(**row | changes))
        return answer_id

    def sign_in(self, patient_id: UUID, at: datetime | None = None) -> None:
        """The patient was at their pages."""
        now = at or self.service.clock.now()
        invitation_id, secret = new_id(), new_id().bytes
        owner = {"centre_id": self.service.centre.id, "patient_id": patient_id}
        with self.writing() as session:
            session.execute(
                insert(Invitation),
                owner
                | {
                    "id": invitation_id,
                    "code_hash": secret,
                    "channel": InvitationChannel.SHEET,
                    "made_by": self.service.centre.accounts["nurse"],
                    "made_at": now,
                    "expires_at": now,
                    "failures": 0,
                },
            )
            session.execute(
                insert(PortalSession),
                owner
                | {
                    "id": new_id(),
                    "invitation_id": invitation_id,
                    "secret_hash": secret,
                    "answering": Answering.SELF,
                    "started_at": now,
                    "last_act_at": now,
                },
            )

    def on_research(self, patient_id: UUID, choice: ConsentChoice, at: datetime) -> None:
        """What the patient said on their pages of research with their data."""
        row = {
            "id": new_id(),
            "centre_id": self.service.centre.id,
            "patient_id": patient_id,
            "kind": ConsentKind.RESEARCH,
            "choice": choice,
            "notice": "transparency",
            "notice_version": "1",
            "language": "fr",
            "collection": Collection.ON_PAGES,
            "collected_by": None,
            "at": at,
        }
        self.run(insert(Consent).values(**row))

    def keep(self, patient_id: UUID) -> None:
        """The patient asks for the account to be kept."""
        with self.writing() as session:
            keep(session, patient_id, self.service.clock.now())

    def hold(self, patient_id: UUID, reason: HoldReason = HoldReason.LITIGATION) -> UUID:
        """A hold that stands."""
        hold_id = new_id()
        cipher = self.service.context.keys.patient(patient_id)
        row = {
            "id": hold_id,
            "centre_id": self.service.centre.id,
            "patient_id": patient_id,
            "reason": reason,
            "words": cipher.seal(Place("retention_hold", "words", hold_id), b"CANARIMOTIF"),
            "placed_by": self.service.centre.accounts["privacy_officer"],
            "placed_at": self.service.clock.now(),
            "version": 1,
        }
        self.run(insert(RetentionHold).values(**row))
        return hold_id

    def release(self, hold_id: UUID) -> None:
        """Ends a hold."""
        self.run(
            update(RetentionHold)
            .where(RetentionHold.id == hold_id)
            .values(ended_at=self.service.clock.now())
        )

    def state(self, patient_id: UUID) -> RetentionState:
        """What the engine has made of a patient."""
        with self.reading() as session:
            if session.get(Erasure, patient_id) is not None:
                return RetentionState.ERASED
            row = session.get(Retention, patient_id)
        return RetentionState.ACTIVE if row is None else row.state

    def announcements(self, patient_id: UUID) -> Sequence[RetentionAnnouncement]:
        """What was announced, in order."""
        return self.rows(RetentionAnnouncement, patient_id)

    def rows(self, table: type[Row], patient_id: UUID) -> Sequence[Row]:
        """The rows of a patient, in the order of their identifiers."""
        entity: Any = table
        with self.reading() as session:
            found: Sequence[Row] = session.scalars(
                select(entity).where(entity.patient_id == patient_id).order_by(entity.id)
            ).all()
        return found

    def journal(self, patient_id: UUID) -> list[str]:
        """What retention did of a patient, as the journal has it."""
        with self.reading() as session:
            return list(
                session.scalars(
                    select(JournalEntry.action)
                    .where(
                        JournalEntry.patient_id == patient_id,
                        JournalEntry.action.startswith("retention_"),
                    )
                    .order_by(JournalEntry.sequence)
                )
            )

    def states(self, patient_ids: Iterable[UUID]) -> list[RetentionState]:
        """The states of some patients."""
        return [self.state(each) for each in patient_ids]

    def reading(self) -> AbstractContextManager[Session]:
        """A snapshot of the first centre."""
        return self.service.context.database.reading(Scope(self.service.centre.id))

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction in the first centre."""
        return self.service.context.database.writing(Scope(self.service.centre.id))

    def run(self, statement: Any) -> None:
        """One statement in a transaction of its own."""
        with self.writing() as session:
            session.execute(statement)


@pytest.fixture
def years(service: ServiceUnderTest) -> Years:
    """The retention of a centre on each database in turn."""
    return Years(service)


@pytest.fixture
def sqlite_years(sqlite_service: ServiceUnderTest) -> Years:
    """The same on SQLite alone."""
    return Years(sqlite_service)
