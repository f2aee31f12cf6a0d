"""A service whose due work a test does by hand, and what surveillance says of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Executable, func, select

from services.contract.surveillance import PartState, SurveillanceHealth, SurveillancePart
from services.db.base import Base
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.patients import monitoring
from services.worker import TASKS, Outcome, run_due
from tests.support.answers import answer_json
from tests.support.service import ServiceUnderTest, random_key

_WATCHED = [task for task in TASKS if task.lane == TASKS[0].lane]
FEVER = {"value": 39.4, "unit": "Cel", "measured_at": "2025-11-18T09:00:00Z"}


@dataclass
class Watch:
    """Does what is due, sends answers, asks for the health of the first centre."""

    service: ServiceUnderTest

    @property
    def centre_id(self) -> UUID:
        """The first centre."""
        return self.service.centre.id

    @property
    def now(self) -> datetime:
        """The service's clock."""
        return self.service.clock.now()

    def work(self) -> Outcome:
        """Everything that is due now and that surveillance looks at: its own parts, and what else
        waits for them. What asks somebody outside, or takes long, has lanes and tests of its own.
        """
        return run_due(self.service.context, _WATCHED)

    def minutes(self, count: int, step: int = 1) -> None:
        """So many minutes go by; what is due is done after each step."""
        for _ in range(count // step):
            self.service.clock.forward(minutes=step)
            self.work()

    def health(self, who: str = "nurse") -> SurveillanceHealth:
        """What somebody is told."""
        self.service.stay_signed_in()
        answer = self.service.client.get("/health/surveillance", headers=self.service.as_(who))
        assert answer.status_code == 200, answer.text
        return SurveillanceHealth.model_validate_json(answer.content)

    def part(self, part: SurveillancePart) -> PartState:
        """How one part stands."""
        return next(each.state for each in self.health().parts if each.part is part)

    def answer(self, patient: int = 0, **changes: Any) -> dict[str, Any]:
        """A patient of the first unit has a fever."""
        changes = {"temperatures": [FEVER], "authored_at": self.now.isoformat()} | changes
        body = answer_json(**changes)
        sent = self.service.client.post(
            f"/api/v1/patients/{self.service.centre.patients[patient]}/answers",
            content=body,
            headers=self.service.as_("ingest") | {"Idempotency-Key": random_key()},
        )
        assert sent.status_code == 201, sent.text
        receipt: dict[str, Any] = sent.json()
        return receipt

    def quiet_answer(self, patient: int = 0) -> dict[str, Any]:
        """A patient of the first unit has nothing to report."""
        return self.answer(patient, temperatures=[])

    def worklist(self, who: str = "nurse") -> list[dict[str, Any]]:
        """The queue as somebody sees it."""
        self.service.stay_signed_in()
        answer = self.service.client.get("/api/v1/worklist", headers=self.service.as_(who))
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    def invented(self) -> UUID:
        """The invented patient of the first centre."""
        with self.service.context.database.reading(Scope(self.centre_id)) as session:
            found = monitoring.find_synthetic(session)
        assert found is not None
        return found

    def read(self, statement: Any) -> Any:
        """What a statement finds in the first centre."""
        with self.service.context.database.reading(Scope(self.centre_id)) as session:
            return session.execute(statement).all()

    def write(self, *statements: Executable) -> None:
        """Changes rows of the first centre behind the back of the service."""
        with self.service.context.database.writing(Scope(self.centre_id)) as session:
            for statement in statements:
                session.execute(statement, execution_options={"synchronize_session": False})

    def count(self, table: type[Base]) -> int:
        """How many rows of a table the first centre has."""
        found: int = self.read(select(func.count()).select_from(table))[0][0]
        return found

    def journal(self, action: str) -> list[str]:
        """The outcomes of the entries of an action."""
        found = select(JournalEntry.outcome).where(JournalEntry.action == action)
        return [row.outcome for row in self.read(found.order_by(JournalEntry.sequence))]


@pytest.fixture
def watch(service: ServiceUnderTest) -> Watch:
    """Surveillance of a service on each database in turn."""
    return Watch(service)
