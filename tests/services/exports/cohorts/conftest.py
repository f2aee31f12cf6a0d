"""An oncologist who asks for a whole unit, the privacy officer, and the due work that makes it."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response
from sqlalchemy import select, update

from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import SignInSession
from services.db.tables.cohorts import CohortChunk, CohortExport, CohortMember
from services.exports.cohorts.making import make_due
from tests.services.exports.conftest import Desk
from tests.support.service import ServiceUnderTest, random_key

PATH = "/api/v1/cohort-exports"
WHO = "oncologist"


@dataclass
class Cohorts(Desk):
    """What people of the first centre do with exports of its first unit."""

    def ask_for(self, who: str = WHO, **changes: Any) -> Response:
        """Asks for everything of three weeks as CSV, whatever becomes of it."""
        body = {
            "unit_id": str(self.service.centre.units[0]),
            "format": "csv",
            "purpose": "end_of_contract",
            "first": "2025-10-28",
            "last": "2025-11-18",
            "language": "fr",
            "blocks": ["surveys", "actions", "comments"],
            "words": "Reprise par le CHU",
        } | changes
        return self.service.client.post(PATH, json=body, headers=self.service.writing_as(who))

    def waits(self, **changes: Any) -> Any:
        """A new export that waits for the privacy officer."""
        answer = self.ask_for(**changes)
        assert answer.status_code == 202, answer.text
        return answer.json()

    def decide(
        self, asked: Any, who: str = "privacy_officer", verb: str = "approve", **body: Any
    ) -> Response:
        """What a decision on what the privacy officer sees answers."""
        path = f"/api/v1/approvals/{asked['approval_id']}"
        seen = self.service.client.get(path, headers=self.service.as_("privacy_officer")).json()
        said = {"digest": seen["digest"]} if verb == "approve" else {"words": "Trop large"}
        return self.service.client.post(
            f"{path}/{verb}",
            json=said | body,
            headers=self.service.writing_as(who, seen["version"]),
        )

    def approved(self, **changes: Any) -> str:
        """The id of a new export that may be made."""
        asked = self.waits(**changes)
        decided = self.decide(asked)
        assert decided.json()["state"] == "approved", decided.text
        return str(asked["id"])

    def made(self, who: str = WHO, **changes: Any) -> str:
        """The id of a new export whose file is there."""
        cohort = self.approved(**changes)
        self.make()
        assert self.read(cohort)["state"] == "ready", self.read(cohort)
        return cohort

    def make(self) -> None:
        """One pass of due work."""
        make_due(self.service.context, self.service.centre.id)

    def get(self, export: str, who: str = WHO) -> Response:
        return self.service.client.get(f"{PATH}/{export}", headers=self.service.as_(who))

    def read(self, export: str, who: str = WHO) -> Any:
        return super().read(export, who)

    def take(self, export: str, who: str = WHO) -> Response:
        return self.service.client.post(f"{PATH}/{export}/download", headers=self.service.as_(who))

    def cancel(self, export: str, who: str = WHO) -> Response:
        headers = self.service.as_(who) | {"Idempotency-Key": random_key()}
        return self.service.client.post(f"{PATH}/{export}/cancel", headers=headers)

    def opened(self, export: str) -> dict[str, bytes]:
        """The files of the zip that is taken."""
        taken = self.take(export)
        assert taken.status_code == 200, taken.text
        with zipfile.ZipFile(io.BytesIO(taken.content)) as found:
            assert found.testzip() is None
            return {each: found.read(each) for each in found.namelist()}

    def chunks(self) -> list[tuple[UUID, int, int, bytes]]:
        """All chunks that lie there."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            return [
                (row.export_id, row.file, row.number, row.content)
                for row in session.scalars(
                    select(CohortChunk).order_by(CohortChunk.file, CohortChunk.number)
                )
            ]

    def stored(self, export: str) -> CohortExport:
        """What is stored of one."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            found = session.scalars(
                select(CohortExport).where(CohortExport.id == UUID(export))
            ).one()
            session.expunge_all()
            return found

    def reasons(self, export: str) -> dict[UUID, str | None]:
        """Why each of its patients is not in; None: they are."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            found = select(CohortMember).where(CohortMember.export_id == UUID(export))
            return {
                each.patient_id: None if each.reason is None else each.reason.value
                for each in session.scalars(found)
            }

    def fresh(self) -> None:
        """Everybody has just signed in."""
        self.service.stay_signed_in()
        with self.service.context.database.writing(NO_CENTRE) as session:
            session.execute(update(SignInSession).values(authenticated_at=self.service.clock.now()))


def cohorts_of(service: ServiceUnderTest) -> Cohorts:
    """A desk of a service in which the first patient has answered."""
    found = Cohorts(service)
    found.live()
    return found


@pytest.fixture
def cohorts(service: ServiceUnderTest) -> Cohorts:
    """On each database in turn."""
    return cohorts_of(service)


@pytest.fixture
def one(sqlite_service: ServiceUnderTest) -> Cohorts:
    """On one database, for what asks nothing of it."""
    return cohorts_of(sqlite_service)
