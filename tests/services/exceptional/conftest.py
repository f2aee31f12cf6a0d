"""Somebody of the other unit, and the words with which a record is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.patients.enrolling import Newcomer, enrol, handled_long_ago
from services.patients.identity import Contact, Identity
from tests.support.service import ServiceUnderTest, random_key

KERMARREC = Identity(
    family_name="KERMARREC",
    birth_name="LE DANTEC",
    given_name="Jeanne-Hélène",
    civility="Mme",
    birth_date=date(1958, 3, 14),
    ins="258033523804237",
    record_number="800 451 237",
)
WHY = "Douleur thoracique au standard"
BY_NUMBER = {"record_number": "800451237"}
PATH = "/api/v1/exceptional-accesses"


@dataclass
class Desk:
    """The service under test, with a patient of the other unit."""

    service: ServiceUnderTest
    patient: UUID

    def enrolled(self, identity: Identity, unit: int = 1, *, elsewhere: bool = False) -> UUID:
        """One more patient, of a unit of this centre or of the other one."""
        context = self.service.context
        centre = self.service.other_centre if elsewhere else self.service.centre
        newcomer = Newcomer(
            unit_id=centre.units[unit],
            sex=Sex.FEMALE,
            identity=identity,
            contact=Contact(),
            identity_status=IdentityStatus.QUALIFIED,
            monitoring=Monitoring.ACTIVE,
            episode_started_at=context.clock.now(),
        )
        with context.database.writing(Scope(centre.id)) as session:
            return enrol(
                session,
                context.keys,
                centre.id,
                [newcomer],
                context.clock.now(),
                handled_long_ago,
            )[0]

    def asks(
        self,
        headers: dict[str, str] | None = None,
        *,
        who: Mapping[str, str] = BY_NUMBER,
        key: str | None = None,
        text: str = WHY,
    ) -> Any:
        """Asks to open the record of whoever has an identity."""
        asking = self.service.as_("nurse") if headers is None else headers
        return self.service.client.post(
            PATH,
            headers=asking | {"Idempotency-Key": key or random_key()},
            json={"reason": "emergency", "text": text} | dict(who),
        )

    def opened(self, headers: dict[str, str] | None = None) -> dict[str, Any]:
        """The access that was given; fails when it was refused."""
        answer = self.asks(headers)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def ends(self, access_id: str, headers: dict[str, str] | None = None, key: str = "") -> Any:
        """Asks to end an access."""
        who = self.service.as_("nurse") if headers is None else headers
        return self.service.client.post(
            f"{PATH}/{access_id}/end",
            headers=who | {"Idempotency-Key": key or random_key()},
            json={},
        )

    def reads(self, headers: dict[str, str] | None = None) -> int:
        """What reading the record answers."""
        who = self.service.as_("nurse") if headers is None else headers
        path = f"/api/v1/patients/{self.patient}"
        return self.service.client.get(path, headers=who).status_code

    def journal(self, action: str) -> list[JournalEntry]:
        """The entries of an action, oldest first."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            found = select(JournalEntry).where(JournalEntry.action == action)
            return list(session.scalars(found.order_by(JournalEntry.sequence)))


@pytest.fixture
def desk(service: ServiceUnderTest) -> Desk:
    """A desk on each database in turn."""
    made = Desk(service, UUID(int=0))
    made.patient = made.enrolled(KERMARREC)
    return made
