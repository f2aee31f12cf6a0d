"""The intake as its senders see it, and what it left in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.db.base import Base
from services.db.scope import Scope
from services.db.tables.alerts import Alert, WorklistEntry
from services.db.tables.answers import Answer, SymptomGrade
from services.db.tables.edge import IdempotencyRecord, JournalEntry
from tests.support.answers import answer_json
from tests.support.fhir_answers import as_body
from tests.support.service import ServiceUnderTest, random_key


@dataclass
class Intake:
    """Sends answers to one service and looks at what became of them."""

    service: ServiceUnderTest

    @property
    def patient(self) -> UUID:
        """A patient of the first unit."""
        return self.service.centre.patients[0]

    def send(
        self,
        body: bytes | None = None,
        *,
        who: str = "ingest",
        patient: UUID | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Sends a body, by default an answer with nothing to report."""
        asked = self.service.as_(who) | {"Idempotency-Key": key or random_key()}
        return self.service.client.post(
            f"/api/v1/patients/{patient or self.patient}/answers",
            content=answer_json() if body is None else body,
            headers=asked | dict(headers or {}),
        )

    def send_fhir(
        self,
        resource: bytes | dict[str, Any],
        *,
        who: str = "ingest",
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Sends a FHIR response; the resource says whose it is."""
        asked = self.service.as_(who) | {"Idempotency-Key": key or random_key()}
        return self.service.client.post(
            "/api/v1/fhir/QuestionnaireResponse",
            content=resource if isinstance(resource, bytes) else as_body(resource),
            headers=asked | {"Content-Type": "application/fhir+json"} | dict(headers or {}),
        )

    def alert_of(self, answer_id: str) -> str:
        """The alert that an answer raised."""
        [(alert_id,)] = self.read(select(Alert.id).where(Alert.answer_id == UUID(answer_id)))
        return str(alert_id)

    def answer(
        self, symptoms: dict[str, Any] | None = None, *, weeks_ago: float = 0, **changes: Any
    ) -> dict[str, Any]:
        """Sends an answer written some weeks ago, and gives its receipt."""
        written = self.service.clock.now() - timedelta(minutes=5, weeks=weeks_ago)
        changes = {"authored_at": written.isoformat()} | changes
        response = self.send(answer_json(symptoms, **changes))
        assert response.status_code in {200, 201}, response.text
        receipt: dict[str, Any] = response.json()
        return receipt

    def read(self, statement: Any) -> Any:
        """What a statement finds in the first centre."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            return session.execute(statement).all()

    def count(self, table: type[Base]) -> int:
        """How many rows of a table the first centre has."""
        found: int = self.read(select(func.count()).select_from(table))[0][0]
        return found

    def stored(self) -> dict[str, int]:
        """How much of everything that an answer leaves behind there is."""
        tables = (Answer, SymptomGrade, Alert, WorklistEntry, IdempotencyRecord)
        return {table.__tablename__: self.count(table) for table in tables}

    def journal(self, action: str) -> list[JournalEntry]:
        """The entries of an action."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            return _journal(session, action)

    def detail(self, alert_id: str) -> dict[str, Any]:
        """An alert as the nurse of the unit sees it."""
        response = self.service.client.get(
            f"/api/v1/alerts/{alert_id}", headers=self.service.as_("nurse")
        )
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    def problems(self, alert_id: str | None) -> set[str]:
        """The codes that say why an answer could not be judged whole."""
        assert alert_id is not None
        return {each["code"] for each in self.detail(alert_id)["explanation"]["problems"]}


def _journal(session: Session, action: str) -> list[JournalEntry]:
    found = session.scalars(select(JournalEntry).where(JournalEntry.action == action)).all()
    return list(found)


@pytest.fixture
def intake(service: ServiceUnderTest) -> Intake:
    """The intake on each database in turn."""
    return Intake(service)


@pytest.fixture
def sqlite_intake(sqlite_service: ServiceUnderTest) -> Intake:
    """The intake on SQLite."""
    return Intake(sqlite_service)


@pytest.fixture
def postgres_intake(postgres_service: ServiceUnderTest) -> Intake:
    """The intake on PostgreSQL."""
    return Intake(postgres_service)
