"""Messages of one patient: posted, looked at, and the letters that tests post."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from services.contract.enums import AlertKind
from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.centres import Centre
from services.db.tables.edge import JournalEntry
from services.db.tables.messages import Message
from services.db.tables.patients import Patient
from services.message_settings import MessageSettings, SmtpSecurity, SmtpSettings
from services.notifications.addresses import index_of
from services.notifications.outbox import Letter, post
from services.notifications.preferences import set_preference
from services.notifications.sending import send_due
from services.patients.identity import Contact, seal_contact
from tests.support.service import ServiceUnderTest
from tests.support.sinks import MailServer, mail_server

PHONE, MAILBOX = "+33639981400", "j.canari@exemple.fr"


@dataclass
class Mail:
    """Writes to one patient and looks at what became of it."""

    service: ServiceUnderTest

    @property
    def patient(self) -> UUID:
        """The first patient of the first unit, whose number alone is known at first."""
        return self.service.centre.patients[0]

    @property
    def scope(self) -> Scope:
        """That of the first centre."""
        return Scope(self.service.centre.id)

    def letter(self, kind: MessageKind = MessageKind.SURVEY_OPEN, **changes: Any) -> Letter:
        """One that may be sent for a week."""
        known: dict[str, Any] = {
            "centre_id": self.service.centre.id,
            "patient_id": self.patient,
            "kind": kind,
            "occasion": None,
            "expires_at": self.service.clock.now() + timedelta(days=7),
        }
        return Letter(**known | changes)

    def post(self, kind: MessageKind = MessageKind.SURVEY_OPEN, **changes: Any) -> UUID | None:
        """Posts a letter in a transaction of its own."""
        letter, context = self.letter(kind, **changes), self.service.context
        with context.database.writing(self.scope) as session:
            return post(session, context.keys, letter, self.service.clock.now())

    def reached_by(
        self, phone: str | None = None, email: str | None = None, patient: UUID | None = None
    ) -> None:
        """Corrects the contact of the patient."""
        whose, context = patient or self.patient, self.service.context
        sealed = seal_contact(context.keys.patient(whose), whose, Contact(phone, email))
        with context.database.writing(self.scope) as session:
            session.execute(update(Patient).where(Patient.id == whose).values(contact=sealed))

    def prefers(self, channel: MessageChannel, language: str = "fr") -> None:
        """Writes down what the patient prefers."""
        service = self.service
        with service.context.database.writing(self.scope) as session:
            set_preference(
                session,
                service.centre.id,
                self.patient,
                language,
                channel,
                None,
                service.clock.now(),
            )

    def send(self, channel: MessageChannel) -> None:
        """One look of the due work of a channel."""
        send_due(self.service.context, self.service.centre.id, channel)

    def centre_is(self, **values: Any) -> None:
        """Changes the row of the centre behind the service's back."""
        with self.service.context.database.writing(self.scope) as session:
            session.execute(
                update(Centre).where(Centre.id == self.service.centre.id).values(**values)
            )

    def patient_is(self, **values: Any) -> None:
        """Changes the row of the patient behind the service's back."""
        with self.service.context.database.writing(self.scope) as session:
            session.execute(update(Patient).where(Patient.id == self.patient).values(**values))

    def journal(self, action: str) -> list[JournalEntry]:
        """The entries of an action."""
        with self.service.context.database.reading(self.scope) as session:
            wanted = select(JournalEntry).where(JournalEntry.action == action)
            return list(session.scalars(wanted))

    def rows(self) -> list[Message]:
        """All messages, oldest first."""
        with self.service.context.database.reading(self.scope) as session:
            return list(session.scalars(select(Message).order_by(Message.id)))

    def states(self) -> list[tuple[str, str, str | None]]:
        """Channel, state and fault of each, oldest first."""
        return [(row.channel.value, row.state.value, row.fault) for row in self.rows()]

    def notices(self) -> list[Alert]:
        """The alerts that messages raised."""
        wanted = select(Alert).where(Alert.kind == AlertKind.NOTICE).order_by(Alert.id)
        with self.service.context.database.reading(self.scope) as session:
            return list(session.scalars(wanted))

    def settle(
        self, message_id: UUID, state: MessageState, fault: str | None, address: str
    ) -> None:
        """Makes a message one that went to an address and ended like this."""
        context = self.service.context
        [row] = [each for each in self.rows() if each.id == message_id]
        index = index_of(context.keys, row.centre_id, row.channel, address)
        values = {"state": state, "fault": fault, "address_index": index}
        with context.database.writing(self.scope) as session:
            session.execute(update(Message).where(Message.id == message_id).values(values))


@pytest.fixture
def mail(service: ServiceUnderTest) -> Mail:
    """Messages on each database in turn."""
    return Mail(service)


@pytest.fixture
def sqlite_mail(sqlite_service: ServiceUnderTest) -> Mail:
    """Messages on SQLite."""
    return Mail(sqlite_service)


def with_settings(mail: Mail, **changes: Any) -> None:
    """Other settings of messages, for the rest of a test."""
    context = mail.service.context
    mail.service.context = replace(context, settings=context.settings.model_copy(update=changes))


def smtp_of(server: MailServer, **changes: Any) -> SmtpSettings:
    """Settings for a mail server of a test."""
    known: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": server.port,
        "security": SmtpSecurity.NONE,
        "sender": "suivi@exemple.fr",
    }
    return SmtpSettings(**known | changes)


@pytest.fixture
def mail_sink(mail: Mail) -> Iterator[MailServer]:
    """A mail server to which the service sends; the patient has a mailbox and a number."""
    with mail_server() as server:
        mail.reached_by("06 39 98 14 00", MAILBOX)
        mail.prefers(MessageChannel.EMAIL)
        with_settings(mail, smtp=smtp_of(server), message=MessageSettings(timeout_s=1))
        yield server
