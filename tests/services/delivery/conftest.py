"""A centre that delivers: endpoints of a test, documents in the outbox, and looks at both."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response
from sqlalchemy import select, update

from services.contract.delivery_enums import DeliveryOrigin
from services.contract.exports import ExportFormat
from services.contract.report_enums import ExportPurpose
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import SignInSession
from services.db.tables.delivery import Delivery, DeliveryFile
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient
from services.delivery.carriers.carrying import Document
from services.delivery.outbox import Parcel, put
from services.delivery.sending import deliver_due
from services.delivery_settings import DeliverySettings
from services.ids import new_id
from tests.support.service import ServiceUnderTest, SmallCentre

CONTENT = b"Canaridocument-7f3a"
SUBJECT = "XDM/1.0/DDM+Compte rendu CANARINOM0 Jeanne 14/03/1958"


@dataclass
class Outbox:
    """One service, what its administrator sets, and what its nurse sees."""

    service: ServiceUnderTest

    @property
    def patient(self) -> UUID:
        """Of the first unit."""
        return self.service.centre.patients[0]

    @property
    def scope(self) -> Scope:
        """That of the first centre."""
        return Scope(self.service.centre.id)

    def permits(self, *places: str, **changes: Any) -> None:
        """What the operator permits."""
        known = {"timeout_s": 5.0} | changes
        delivery = DeliverySettings(places=places, **known)
        context = self.service.context
        other = replace(
            context, settings=context.settings.model_copy(update={"delivery": delivery})
        )
        self.service.context = other
        app: Any = self.service.client.app
        app.state.context = other

    def settings(self) -> Any:
        """What the administrator sees."""
        answer = self.service.client.get(
            "/api/v1/delivery/settings", headers=self.service.as_("admin")
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def set(
        self,
        endpoint: Mapping[str, Any] | None,
        kind: str = "pdf",
        is_on: bool = True,
        **secrets: str,
    ) -> Response:
        """Sets an endpoint, whatever is answered."""
        version = self.settings()["version"]
        body = {"is_on": is_on, "format": kind, "endpoint": endpoint, "secrets": secrets}
        return self.service.client.put(
            "/api/v1/delivery/settings",
            json=body,
            headers=self.service.writing_as("admin", version),
        )

    def goes_to(self, endpoint: Mapping[str, Any], kind: str = "pdf", **secrets: Any) -> None:
        """Sets an endpoint that is taken."""
        answer = self.set(endpoint, kind, **secrets)
        assert answer.status_code == 200, answer.text

    def goes_to_folder(self, folder: Path, **changes: Any) -> None:
        """Sets a folder that the operator permits."""
        self.permits(f"folder:{folder}")
        self.goes_to({"transport": "folder", "path": str(folder)} | changes)

    def try_out(self) -> Any:
        """What trying says."""
        answer = self.service.client.post(
            "/api/v1/delivery/trial", headers=self.service.as_("admin")
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def put(self, of: SmallCentre | None = None, **changes: Any) -> UUID:
        """Queues a document in a transaction of its own."""
        centre = of or self.service.centre
        known: dict[str, Any] = {
            "id": new_id(),
            "centre_id": centre.id,
            "patient_id": centre.patients[0],
            "origin": DeliveryOrigin.EXPORT,
            "format": ExportFormat.PDF,
            "purpose": ExportPurpose.HOSPITAL_RECORD,
            "requester_id": centre.accounts["nurse"],
            "ins": None,
            "content": CONTENT,
            "subject": SUBJECT,
        }
        parcel = Parcel(**known | changes)
        context = self.service.context
        with context.database.writing(Scope(centre.id)) as session:
            put(session, context.keys, parcel, self.service.clock.now())
        return parcel.id

    def look(self, **later: float) -> None:
        """One look of due work, after some time."""
        if later:
            self.service.clock.forward(**later)
            self.service.stay_signed_in()
            self._prove()
        # In a thread as the worker has it: the one of a test may have a loop of events that runs.
        with ThreadPoolExecutor(1) as worker:
            worker.submit(deliver_due, self.service.context, self.service.centre.id).result()

    def _prove(self) -> None:
        """Everybody has just proved who they are."""
        with self.service.context.database.writing(NO_CENTRE) as session:
            now = self.service.clock.now()
            session.execute(update(SignInSession).values(authenticated_at=now))

    def get(self, delivery: UUID, who: str = "nurse") -> Response:
        """Reads one, whatever becomes of it."""
        return self.service.client.get(
            f"/api/v1/deliveries/{delivery}", headers=self.service.as_(who)
        )

    def read(self, delivery: UUID) -> Any:
        """Where one stands."""
        answer = self.get(delivery)
        assert answer.status_code == 200, answer.text
        return answer.json()["delivery"]

    def listed(self, which: str) -> Any:
        """What the nurse sees of those that are `troubled` or `waiting`."""
        answer = self.service.client.get(
            f"/api/v1/deliveries?{which}=true", headers=self.service.as_("nurse")
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def numbers(self) -> Any:
        """How many need somebody, as the nurse is told."""
        return self.service.client.get(
            "/api/v1/deliveries/counts", headers=self.service.as_("nurse")
        ).json()

    def stands(self, delivery: UUID) -> tuple[str, str | None]:
        """State and fault of one."""
        found = self.read(delivery)
        return found["state"], found["fault"]

    def steps(self, delivery: UUID) -> list[str]:
        """What happened to one."""
        return [each["step"] for each in self.get(delivery).json()["history"]]

    def act(self, act: str, delivery: UUID, who: str = "nurse") -> Response:
        """Sends one again or cancels it, whatever becomes of it."""
        return self.service.client.post(
            f"/api/v1/deliveries/{delivery}/{act}",
            json={},
            headers=self.service.writing_as(who),
        )

    def files(self) -> list[UUID]:
        """Of which documents are still kept."""
        with self.service.context.database.reading(self.scope) as session:
            return list(session.scalars(select(DeliveryFile.delivery_id)))

    def row(self, delivery: UUID) -> Delivery:
        """What is stored of one."""
        with self.service.context.database.reading(self.scope) as session:
            found = session.scalars(select(Delivery).where(Delivery.id == delivery)).one()
            session.expunge_all()
            return found

    def patient_is(self, **values: Any) -> None:
        """Changes the row of the patient behind the service's back."""
        with self.service.context.database.writing(self.scope) as session:
            session.execute(update(Patient).where(Patient.id == self.patient).values(**values))

    def journal(self, action: str) -> list[JournalEntry]:
        """The entries of an action, the oldest first."""
        wanted = (
            select(JournalEntry)
            .where(JournalEntry.action == action)
            .order_by(JournalEntry.sequence)
        )
        with self.service.context.database.reading(self.scope) as session:
            found = list(session.scalars(wanted))
            session.expunge_all()
            return found


def name_of(delivery: UUID) -> str:
    """Its name as a file."""
    return Document(delivery, ExportFormat.PDF, b"", "", None).name  # type: ignore[arg-type]


@pytest.fixture
def outbox(sqlite_service: ServiceUnderTest) -> Outbox:
    """On SQLite, where the database does not matter."""
    return Outbox(sqlite_service)


@pytest.fixture
def outbox_everywhere(service: ServiceUnderTest) -> Outbox:
    """On each database in turn."""
    return Outbox(service)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty folder from which a record takes documents."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder
