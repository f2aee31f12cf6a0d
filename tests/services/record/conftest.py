"""The record of one patient as a team writes it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from services.contract.enums import Monitoring
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient
from tests.support.service import ServiceUnderTest

DIAGNOSIS: dict[str, Any] = {
    "began_on": "2025-03",
    "content": {
        "kind": "diagnosis",
        "icd10": "C18.7",
        "label": "Adénocarcinome du sigmoïde",
        "is_primary": True,
    },
}
NOTE: dict[str, Any] = {"began_on": "2025-11-18", "content": {"kind": "note", "text": "Vit seule."}}
FOLFOX = {"name": "FOLFOX", "number": 1, "started_on": "2025-03-10", "ended_on": "2025-08-27"}
FOLFIRI = {"name": "FOLFIRI", "number": 2, "started_on": "2025-10-03"}
WRONG = {"reason": "Mauvais dossier."}


@dataclass
class Record:
    """Writes in one patient's record and looks at what became of it."""

    service: ServiceUnderTest
    whose: UUID | None = None

    @property
    def patient(self) -> UUID:
        """Whose record it is: the first patient's of the first unit, unless another was named."""
        return self.whose or self.service.centre.patients[0]

    def of(self, patient: UUID) -> "Record":
        """The record of somebody else."""
        return Record(self.service, patient)

    def url(self, path: str, patient: UUID | None = None) -> str:
        """Where something of the patient is."""
        return f"/api/v1/patients/{patient or self.patient}/{path}"

    def post(self, path: str, body: Any, *, who: str = "nurse", version: int | None = None) -> Any:
        """Adds or withdraws."""
        headers = self.service.writing_as(who, version)
        return self.service.client.post(self.url(path), headers=headers, json=body)

    def put(self, path: str, body: Any, version: int | None, *, who: str = "nurse") -> Any:
        """Changes what was seen in a version."""
        headers = self.service.writing_as(who, version)
        return self.service.client.put(self.url(path), headers=headers, json=body)

    def made(self, path: str, body: Any, *, who: str = "nurse") -> dict[str, Any]:
        """What was added."""
        answer = self.post(path, body, who=who)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def get(self, path: str, *, who: str = "nurse") -> Any:
        """What is read."""
        answer = self.service.client.get(self.url(path), headers=self.service.as_(who))
        assert answer.status_code == 200, answer.text
        return answer.json()

    @property
    def header(self) -> Any:
        """What stands above the file."""
        address = f"/api/v1/patients/{self.patient}"
        answer = self.service.client.get(address, headers=self.service.as_("nurse"))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def journal(self, action: str) -> list[JournalEntry]:
        """The entries of an action."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            wanted = select(JournalEntry).where(JournalEntry.action == action)
            return list(session.scalars(wanted))

    def is_(self, **values: Any) -> None:
        """Changes the row of the patient behind the service's back."""
        with self.service.context.database.writing(Scope(self.service.centre.id)) as session:
            session.execute(update(Patient).where(Patient.id == self.patient).values(**values))

    def followed_no_more(self) -> None:
        """Ends the monitoring."""
        self.is_(monitoring=Monitoring.ENDED)


@pytest.fixture
def record(service: ServiceUnderTest) -> Record:
    """The record on each database in turn."""
    return Record(service)


@pytest.fixture
def sqlite_record(sqlite_service: ServiceUnderTest) -> Record:
    """The record on SQLite."""
    return Record(sqlite_service)


def problem(answer: Any) -> tuple[int, str, str, str]:
    """Status, code, field and reason of a refusal."""
    body = answer.json()
    [error] = body["errors"]
    return answer.status_code, body["code"], error["field"], error["reason"]


def refused(field: str, reason: str) -> tuple[int, str, str, str]:
    """A field that does not fit."""
    return 422, "invalid_body", field, reason
