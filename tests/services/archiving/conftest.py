"""A patient who is followed with questionnaires, and what archiving does to them over the API."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from services.archiving.tick import keep_archives
from services.contract.enums import AlertKind, AlertState
from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.db.tables.alerts import Alert
from services.db.tables.archiving import Archive
from services.db.tables.edge import JournalEntry
from services.db.tables.messages import Message
from services.db.tables.patients import Patient
from services.patients.identity import Contact, seal_contact
from tests.services.schedule.conftest import Weeks, plan_from
from tests.support.answers import answer_json
from tests.support.service import START, ServiceUnderTest, random_key

SEVERE = {"diarrhoea": {"frequency": 4}}
MONDAY = "2025-11-17 09:30"


@dataclass
class Archives:
    """The service under test, with the words of archiving."""

    service: ServiceUnderTest
    weeks: Weeks

    @property
    def patient(self) -> UUID:
        """The first patient of the nurse's unit, who has a plan, a consent and an open week."""
        return self.weeks.patient

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        who: str = "nurse",
        version: int | None = None,
        key: str | None = None,
    ) -> Any:
        """What a request about the patient answers; a path with a stroke first is taken whole."""
        whole = path if path.startswith("/") else f"/patients/{self.patient}/{path}".rstrip("/")
        headers = self.service.as_(who)
        if method != "GET":
            headers = self.service.writing_as(who, version, key or random_key())
        return self.service.client.request(method, f"/api/v1{whole}", headers=headers, json=body)

    def get(self, path: str, who: str = "nurse") -> Any:
        """What is read."""
        found = self.send("GET", path, who=who)
        assert found.status_code == 200, found.text
        return found.json()

    def standing(self, who: str = "nurse") -> Any:
        """The last archive of the patient as it is read."""
        return self.get("archive", who)["items"][0]

    def archive(self, reason: str = "pathway_finished", **other: Any) -> Any:
        """What archiving answers, at the version of the preview unless another is given."""
        who, version = other.pop("who", "nurse"), other.pop("version", None)
        version = version or self.get("archive-preview", who)["version"]
        return self.send("POST", "archive", {"reason": reason} | other, who=who, version=version)

    def archived(self, reason: str = "pathway_finished", **other: Any) -> Any:
        """The archive in which the patient is from now on."""
        answer = self.archive(reason, **other)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def undo(self, archive: Any, who: str = "nurse") -> Any:
        """What taking an archive back answers."""
        return self.send("POST", "archive/undo", {}, who=who, version=archive["version"])

    def answer(self, who: str = "ingest", symptoms: Any = None) -> Any:
        """What the patient's answer, brought by a machine or a nurse, is told."""
        written = self.service.clock.now().isoformat().replace("+00:00", "Z")
        return self.service.client.post(
            f"/api/v1/patients/{self.patient}/answers",
            headers=self.service.writing_as(who),
            content=answer_json(symptoms, authored_at=written),
        )

    def severe(self) -> dict[str, Any]:
        """An answer that raises an alert; how the preview names it."""
        taken = self.answer(symptoms=SEVERE)
        assert taken.status_code == 201, taken.text
        found: dict[str, Any] = self.get("archive-preview")["open_alerts"][0]
        return found

    def later(self, **units: float) -> None:
        """Time passes; everybody is still signed in, and the archives are looked after."""
        self.service.clock.forward(**units)
        self.service.stay_signed_in()
        self.tick()

    def tick(self) -> None:
        """One pass of the due work of archives."""
        keep_archives(self.service.context, self.service.centre.id)

    def reached_by(self, phone: str | None, email: str | None) -> None:
        """The contact of the patient is this one."""
        keys = self.service.context.keys
        sealed = seal_contact(keys.patient(self.patient), self.patient, Contact(phone, email))
        with self.weeks.writing() as session:
            session.execute(
                update(Patient).where(Patient.id == self.patient).values(contact=sealed)
            )

    def told(self) -> list[Message]:
        """The messages about the end, in order."""
        return [each for each in self.weeks.letters() if each.kind is MessageKind.FOLLOW_UP_ENDED]

    def message_is(self, channel: MessageChannel, state: MessageState) -> None:
        """What a provider says became of the message on a channel."""
        with self.weeks.writing() as session:
            session.execute(
                update(Message)
                .where(Message.channel == channel, Message.kind == MessageKind.FOLLOW_UP_ENDED)
                .values(state=state, settled_at=self.service.clock.now())
            )

    def notices(self, *, are_open: bool = True) -> list[Alert]:
        """The notices about the patient, as triage has them."""
        found = self.weeks.alerts(kind=AlertKind.NOTICE)
        return [each for each in found if (each.state is not AlertState.CLOSED) is are_open]

    def alert(self, alert_id: str) -> Alert:
        """An alert as it stands."""
        with self.weeks.reading() as session:
            return session.scalars(select(Alert).where(Alert.id == UUID(alert_id))).one()

    def row(self) -> Archive:
        """The last archive of the patient in the database."""
        with self.weeks.reading() as session:
            wanted = select(Archive).where(Archive.patient_id == self.patient)
            return session.scalars(wanted.order_by(Archive.archived_at.desc())).first() or Archive()

    def journal(self, action: str) -> list[JournalEntry]:
        """What the journal keeps of an action."""
        with self.weeks.reading() as session:
            return list(session.scalars(select(JournalEntry).where(JournalEntry.action == action)))


def furnished(service: ServiceUnderTest) -> Archives:
    """A patient with a consent of today, a plan, a week that is open, a mobile and a mailbox."""
    archives = Archives(service, Weeks(service))
    archives.weeks.follow(archives.patient, plan_from("2025-11-17"))
    archives.weeks.at(MONDAY)
    service.clock.set(START)
    service.stay_signed_in()
    archives.reached_by("06 39 98 14 00", "j.canari@exemple.fr")
    return archives


@pytest.fixture
def archives(service: ServiceUnderTest) -> Archives:
    """Archiving on each database in turn."""
    return furnished(service)


@pytest.fixture
def sqlite_archives(sqlite_service: ServiceUnderTest) -> Archives:
    """Archiving on SQLite."""
    return furnished(sqlite_service)


HALF_A_MINUTE = timedelta(seconds=30)
