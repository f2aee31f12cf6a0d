"""A patient's file as it is read, over answers that came in and acts that were done over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert

from services.contract.enums import DatePrecision, EntrySource
from services.contract.record import EntryContent, EventContent
from services.db.scope import Scope
from services.db.tables.patients import TreatmentCycle, TreatmentLine
from services.db.tables.record import RecordEntry
from services.ids import new_id
from services.patients.treatments import seal_name, seal_note
from services.record.entries import seal_content
from services.record.partial_dates import known
from tests.services.answers.conftest import Intake
from tests.support.service import ServiceUnderTest


@dataclass
class PatientFile:
    """The file of one patient of the first unit, and what tests put into it."""

    service: ServiceUnderTest
    whose: UUID | None = None

    @property
    def intake(self) -> Intake:
        """Where answers come in."""
        return Intake(self.service)

    @property
    def patient(self) -> UUID:
        """Whose file it is: the first one's, unless another was named."""
        return self.whose or self.service.centre.patients[0]

    @property
    def today(self) -> date:
        """The day of the tests, noon being far from midnight in Paris."""
        return self.service.clock.now().date()

    def ask(
        self, path: str, *, who: str = "nurse", patient: UUID | None = None, **query: Any
    ) -> Any:
        """A read of the file, whatever becomes of it."""
        return self.service.client.get(
            f"/api/v1/patients/{patient or self.patient}/{path}",
            params=query,
            headers=self.service.as_(who),
        )

    def read(self, path: str, **query: Any) -> Any:
        """What a read answers; fails when it is refused."""
        response = self.ask(path, **query)
        assert response.status_code == 200, response.text
        return response.json()

    def series(self, **query: Any) -> Any:
        """The synthesis."""
        return self.read("series", **query)

    def column(self, item: str, **query: Any) -> Any:
        """One symptom of the synthesis."""
        return next(each for each in self.series(**query)["symptoms"] if each["item"] == item)

    def answer(self, symptoms: Any = None, *, weeks_ago: float = 0, **changes: Any) -> Any:
        """The receipt of an answer written some weeks ago."""
        return self.intake.answer(symptoms, weeks_ago=weeks_ago, **changes)

    def act(self, alert_id: str, name: str, body: Mapping[str, Any] | None = None) -> Any:
        """An act of the nurse on the version that stands; fails when it is refused."""
        version = self.intake.detail(alert_id)["version"]
        response = self.service.client.post(
            f"/api/v1/alerts/{alert_id}/{name}",
            headers=self.service.writing_as("nurse", version),
            json=dict(body or {}),
        )
        assert response.status_code == 200, response.text
        return response.json()

    def note(self, content: EntryContent, began_on: str, ended_on: str | None = None) -> UUID:
        """An entry of the record."""
        entry_id, began = new_id(), known(began_on)
        ended = None if ended_on is None else known(ended_on)
        now = self.service.clock.now()
        self.insert(
            RecordEntry,
            {
                "id": entry_id,
                "kind": content.kind,
                "event": content.event if isinstance(content, EventContent) else None,
                "began_on": began.day,
                "precision": began.precision,
                "ended_on": None if ended is None else ended.day,
                "ended_precision": None if ended is None else DatePrecision(ended.precision),
                "content": seal_content(self.cipher, entry_id, content),
                "source": EntrySource.CONSOLE,
                "recorded_by": self.service.centre.accounts["nurse"],
                "recorded_at": now,
                "version": 1,
                "changed_by": self.service.centre.accounts["nurse"],
                "changed_at": now,
            },
        )
        return entry_id

    def line(self, name: str, started_on: date, ended_on: date | None = None) -> UUID:
        """A line of treatment."""
        line_id = new_id()
        self.insert(
            TreatmentLine,
            {
                "id": line_id,
                "name": seal_name(self.cipher, line_id, name),
                "started_on": started_on,
                "ended_on": ended_on,
                "version": 1,
            },
        )
        return line_id

    def cycle(self, line_id: UUID, number: int, started_on: date, note: str | None = None) -> UUID:
        """A cycle of a line."""
        cycle_id = new_id()
        self.insert(
            TreatmentCycle,
            {
                "id": cycle_id,
                "line_id": line_id,
                "number": number,
                "started_on": started_on,
                "note": None if note is None else seal_note(self.cipher, cycle_id, note),
                "version": 1,
            },
        )
        return cycle_id

    @property
    def cipher(self) -> Any:
        """The cipher of the patient."""
        return self.service.context.keys.patient(self.patient)

    def days_ago(self, days: int) -> date:
        """A day before today."""
        return self.today - timedelta(days=days)

    def insert(self, table: type, row: dict[str, Any]) -> None:
        """A row of this patient."""
        centre_id = self.service.centre.id
        with self.service.context.database.writing(Scope(centre_id)) as session:
            session.execute(
                insert(table), row | {"centre_id": centre_id, "patient_id": self.patient}
            )


@pytest.fixture
def file(service: ServiceUnderTest) -> PatientFile:
    """The file of a patient on each database in turn."""
    return PatientFile(service)


@pytest.fixture
def sqlite_file(sqlite_service: ServiceUnderTest) -> PatientFile:
    """The same on SQLite."""
    return PatientFile(sqlite_service)
