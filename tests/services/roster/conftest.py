"""People on a ward who are listed and searched for, over HTTP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.db.scope import Scope
from services.db.tables.alerts import Alert, WorklistEntry
from services.db.tables.patients import Patient
from services.patients.enrolling import Newcomer, NewLine, enrol, handled_long_ago
from services.patients.identity import Contact, Identity, seal_identity
from tests.support.service import ServiceUnderTest, SmallCentre

JEANNE = Identity(
    family_name="KERMARREC",
    birth_name="LE DANTEC",
    given_name="Jeanne",
    civility="Mme",
    birth_date=date(1958, 3, 14),
    ins="258033523804237",
    record_number="800451237",
)


def person(
    family_name: str,
    given_name: str = "Anne",
    birth_name: str | None = None,
    born: date = date(1961, 7, 2),
    record_number: str | None = None,
    ins: str | None = None,
) -> Identity:
    """Somebody of this name."""
    number = record_number or f"9{abs(hash((family_name, given_name, born))) % 10**8:08d}"
    return Identity(family_name, birth_name, given_name, None, born, ins, number)


@dataclass
class Roster:
    """The service under test with the words that tests of list and search use."""

    service: ServiceUnderTest

    def enrol(
        self,
        *identities: Identity,
        unit: int = 0,
        centre: SmallCentre | None = None,
        monitoring: Monitoring = Monitoring.ACTIVE,
        contact: Contact | None = None,
        lines: Sequence[NewLine] = (),
        oncologist: str | None = None,
    ) -> list[UUID]:
        """Enrols people into a unit."""
        centre = centre or self.service.centre
        context = self.service.context
        newcomers = [
            Newcomer(
                unit_id=centre.units[unit],
                sex=Sex.FEMALE,
                identity=identity,
                contact=contact or Contact(),
                identity_status=IdentityStatus.QUALIFIED,
                monitoring=monitoring,
                episode_started_at=context.clock.now() - timedelta(days=100),
                oncologist_id=None if oncologist is None else centre.accounts[oncologist],
                lines=tuple(lines),
            )
            for identity in identities
        ]
        with context.database.writing(Scope(centre.id)) as session:
            now = context.clock.now()
            ids = enrol(session, context.keys, centre.id, newcomers, now, handled_long_ago)
        (centre.patients_of_other_unit if unit else centre.patients).extend(ids)
        return ids

    def change(self, patient_id: UUID, **columns: Any) -> None:
        """Changes columns of a patient, with the version unless that is said."""
        with self.service.context.database.writing(Scope(self.service.centre.id)) as session:
            session.execute(
                update(Patient)
                .where(Patient.id == patient_id)
                .values({"version": Patient.version + 1} | columns)
            )

    def rename(self, patient_id: UUID, identity: Identity) -> None:
        """Gives a patient another identity."""
        cipher = self.service.context.keys.patient(patient_id)
        self.change(patient_id, identity=seal_identity(cipher, patient_id, identity))

    def close_everything(self, patient_id: UUID) -> None:
        """Takes the alerts of a patient away."""
        with self.service.context.database.writing(Scope(self.service.centre.id)) as session:
            of_patient = Alert.patient_id == patient_id
            entries = WorklistEntry.patient_id == patient_id
            session.execute(delete(WorklistEntry).where(entries))
            session.execute(update(Alert).where(of_patient).values(state="closed"))

    def ask(self, who: str = "nurse", **parameters: Any) -> Any:
        """What the list answers, whatever it is."""
        return self.service.client.get(
            "/api/v1/patients", params=parameters, headers=self.service.as_(who)
        )

    def page(self, who: str = "nurse", **parameters: Any) -> Any:
        """A page of the list."""
        answer = self.ask(who, **parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def names(self, who: str = "nurse", **parameters: Any) -> list[str]:
        """The family names of a page in their order."""
        return [row["patient"]["family_name"] for row in self.page(who, **parameters)["items"]]

    def search(self, text: str, who: str = "nurse") -> Any:
        """What a search answers."""
        answer = self.service.client.post(
            "/api/v1/patients/search", json={"text": text}, headers=self.service.as_(who)
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def found(self, text: str, who: str = "nurse") -> list[UUID]:
        """Who a search finds, in their order."""
        return ids_of(self.search(text, who)["items"])


def ids_of(items: Sequence[Mapping[str, Any]]) -> list[UUID]:
    """The patients of rows or hits."""
    return [UUID(each["patient"]["id"]) for each in items]


@pytest.fixture
def roster(service: ServiceUnderTest) -> Roster:
    """A ward on each database in turn, without anybody on it."""
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(delete(Patient))
    service.centre.patients.clear()
    service.centre.patients_of_other_unit.clear()
    return Roster(service)
