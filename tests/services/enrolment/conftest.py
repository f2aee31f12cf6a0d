"""A desk at which patients are enrolled, and the usual answers to each step."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.contract.notices import NoticeProfile, NoticeTool
from services.db.scope import Scope
from services.db.tables.patients import Patient
from services.notices.registry import notices_for
from tests.support.service import ServiceUnderTest, random_key

GIVEN = [
    {"notice": each.name, "version": each.version}
    for each in notices_for(NoticeTool.APP, NoticeProfile.PATIENT)
]
ELIGIBLE: dict[str, Any] = {
    "has_cancer": True,
    "has_systemic_treatment": True,
    "language": "fr",
    "reach": "sms",
    "phone": "06 39 98 14 55",
    "email": "jeanne@exemple.fr",
}
CONSENTING: dict[str, Any] = {
    "language": "fr",
    "notices": GIVEN,
    "collection": "in_person",
    "telemonitoring": "accepted",
    "research": "not_opposed",
    "communication": "refused",
}


@dataclass
class Desk:
    """The service under test, with the words of an enrolment."""

    service: ServiceUnderTest

    def person(self, **other: Any) -> dict[str, Any]:
        """Somebody whom nobody is like, in the first unit."""
        return {
            "unit_id": str(self.service.centre.units[0]),
            "family_name": "Le Goff",
            "birth_name": None,
            "given_name": "Maëlle",
            "civility": "Mme",
            "birth_date": "1961-05-04",
            "sex": "female",
            "record_number": "900 100 001",
        } | other

    def pathway(self, **other: Any) -> dict[str, Any]:
        """A whole step 3."""
        oncologist = str(self.service.centre.accounts["oncologist"])
        return {
            "disease": "Adénocarcinome du sigmoïde",
            "icd10": "C18.7",
            "diagnosed_on": "2025-09",
            "line_name": "FOLFOX",
            "line_number": 1,
            "line_started_on": "2025-11-03",
            "cycle_number": 1,
            "cycle_started_on": "2025-11-03",
            "questionnaire": "vigie-weekly",
            "questionnaire_version": "1.1.0",
            "rule_set_version": "default-2",
            "rhythm": "week",
            "weekday": 2,
            "opens_at_minute": 540,
            "starts_on": "2025-11-25",
            "oncologist_id": oncologist,
            "nurse_id": str(self.service.centre.accounts["nurse"]),
            "prescription": {
                "prescriber_id": oncologist,
                "prescribed_on": "2025-11-17",
                "ends_on": "2026-11-16",
            },
        } | other

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
        """What a request answers."""
        headers = self.service.as_(who)
        if method != "GET":
            headers |= {"Idempotency-Key": key or random_key()}
        if version is not None:
            headers |= {"If-Match": f'"{version}"'}
        return self.service.client.request(method, f"/api/v1{path}", headers=headers, json=body)

    def get(self, path: str, *, who: str = "nurse") -> Any:
        """What is read."""
        answer = self.send("GET", path, who=who)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def started(self, **other: Any) -> "Draft":
        """An enrolment of which the first step is saved."""
        answer = self.send("POST", "/enrolments", self.person(**other))
        assert answer.status_code == 201, answer.text
        return Draft(self, UUID(answer.json()["patient"]["id"]), answer.json())

    def whole(self, **other: Any) -> "Draft":
        """An enrolment of which all four steps are whole."""
        draft = self.started(**other)
        draft.saved("eligibility", ELIGIBLE)
        draft.saved("pathway", self.pathway())
        draft.saved("consent", CONSENTING)
        return draft

    def followed(self, **other: Any) -> "Draft":
        """Somebody whose enrolment was finished."""
        draft = self.whole(**other)
        answer = draft.finish()
        assert answer.status_code == 200, answer.text
        return draft

    def rows(self, table: type, *where: Any) -> list[Any]:
        """Rows of the first centre."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            return list(session.scalars(select(table).where(*where)))


@dataclass
class Draft:
    """One enrolment, and what its last answer was."""

    desk: Desk
    patient: UUID
    last: dict[str, Any]

    @property
    def path(self) -> str:
        """Where it is."""
        return f"/enrolments/{self.patient}"

    @property
    def version(self) -> int:
        """The version that was seen last."""
        found: int = self.last["version"]
        return found

    @property
    def row(self) -> Patient:
        """The patient in the database."""
        [found] = self.desk.rows(Patient, Patient.id == self.patient)
        assert isinstance(found, Patient)
        return found

    def save(self, step: str, body: Any, *, version: int | None = None, who: str = "nurse") -> Any:
        """What saving a step answers."""
        seen = self.version if version is None else version
        return self.desk.send("PUT", f"{self.path}/steps/{step}", body, version=seen, who=who)

    def saved(self, step: str, body: Any) -> dict[str, Any]:
        """A step that is saved."""
        answer = self.save(step, body)
        assert answer.status_code == 200, answer.text
        self.last = answer.json()
        return self.last

    def finish(self, *, version: int | None = None, who: str = "nurse") -> Any:
        """What finishing answers."""
        seen = self.version if version is None else version
        answer = self.desk.send("POST", f"{self.path}/finish", {}, version=seen, who=who)
        if answer.is_success:
            self.last = answer.json()
        return answer

    def missing(self) -> set[tuple[str, str]]:
        """What it lacks, field and reason."""
        return {(each["field"], each["reason"]) for each in self.last["missing"]}

    def say(self, kind: str, choice: str, **other: Any) -> Any:
        """What writing a choice down answers."""
        body = {"kind": kind, "choice": choice, "collection": "by_phone"} | other
        return self.desk.send("POST", f"/patients/{self.patient}/consents", body)


@pytest.fixture
def desk(service: ServiceUnderTest) -> Desk:
    """A desk on each database in turn."""
    return Desk(service)


@pytest.fixture
def sqlite_desk(sqlite_service: ServiceUnderTest) -> Desk:
    """A desk on SQLite."""
    return Desk(sqlite_service)


def refusals(answer: Any) -> set[tuple[str, str]]:
    """Field and reason of everything that was refused."""
    assert answer.status_code == 422, answer.text
    return {(each["field"], each["reason"]) for each in answer.json()["errors"]}


def code(answer: Any) -> tuple[int, str]:
    """Status and stable word of a refusal."""
    return answer.status_code, answer.json()["code"]
