"""An integration engine that reads one centre, over answers and acts that came in over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response
from sqlalchemy import select, update

from services.contract.delivery_enums import DeliveryOrigin
from services.contract.exports import ExportFormat, ExportState
from services.contract.report_enums import ExportPurpose
from services.db.scope import Scope
from services.db.tables.exports import Export
from services.db.tables.fhir import FhirResource
from services.db.tables.patients import Patient
from services.delivery.outbox import Parcel, put
from services.fhir.publishing import publish
from tests.services.files.conftest import PatientFile
from tests.support.service import ServiceUnderTest

BASE = "/fhir/R4"


@dataclass
class Engine(PatientFile):
    """The file of a patient as people fill it, and the interface as a machine reads it."""

    def publish(self) -> None:
        """One pass of due work."""
        publish(self.service.context, self.service.centre.id)

    def get(self, path: str, *, who: str = "fhir_read", **headers: str) -> Response:
        """Reads something, whatever becomes of it."""
        found: Response = self.service.client.get(
            f"{BASE}/{path}", headers=self.service.as_(who) | headers
        )
        return found

    def found(self, path: str) -> Any:
        """What a request answers; fails when it is refused."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, kind: str, query: str, **headers: str) -> Response:
        """A search whose parameters stand in its body."""
        sent = {"Content-Type": "application/x-www-form-urlencoded"} | headers
        return self.service.client.post(
            f"{BASE}/{kind}/_search",
            content=query,
            headers=self.service.as_("fhir_read") | sent,
        )

    def pages(self, path: str) -> Iterator[Any]:
        """A search with all that follows it."""
        bundle = self.found(path)
        yield bundle
        while (link := link_of(bundle, "next")) is not None:
            bundle = self.found(link.partition(f"{BASE}/")[2])
            yield bundle

    def all(self, path: str) -> list[Any]:
        """Every match of a search, through all of its pages."""
        return [each for bundle in self.pages(path) for each in matches(bundle)]

    def rows(self, kind: str) -> dict[UUID, FhirResource]:
        """What is numbered, by object."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            found = session.scalars(select(FhirResource).where(FhirResource.kind == kind)).all()
            session.expunge_all()
            return {row.object_id: row for row in found}

    def change(self, patient: UUID | None = None, **values: Any) -> None:
        """Columns of a patient, changed by anybody at all."""
        with self.service.context.database.writing(Scope(self.service.centre.id)) as session:
            session.execute(
                update(Patient).where(Patient.id == (patient or self.patient)).values(**values)
            )

    def left(self, purpose: str, *, preview: bool = False) -> str:
        """The id of a report of the patient that was made and taken."""
        body = {
            "format": "pdf", "purpose": purpose, "first": "2025-10-28", "last": "2025-11-18",
            "language": "fr", "blocks": ["surveys"],
        }  # fmt: skip
        asked = self.service.client.post(
            f"/api/v1/patients/{self.patient}/exports",
            json=body,
            headers=self.service.writing_as("nurse"),
        )
        export: str = asked.json()["id"]
        with self.service.context.database.writing(Scope(self.service.centre.id)) as session:
            left = {"state": "taken", "size": 7, "sha256": "ab", "is_preview": preview}
            left["made_at"] = self.service.clock.now()
            session.execute(update(Export).where(Export.id == UUID(export)).values(**left))
        return export

    def parcel(self, identifier: UUID) -> Parcel:
        """A document of the patient for the record."""
        return Parcel(
            id=identifier,
            centre_id=self.service.centre.id,
            patient_id=self.patient,
            origin=DeliveryOrigin.EXPORT,
            format=ExportFormat.CDA,
            purpose=ExportPurpose.HOSPITAL_RECORD,
            requester_id=None,
            ins=None,
            content=b"document",
            subject="",
        )

    def queued(self) -> UUID:
        """The id of a report for the record, which waits to leave."""
        service, export = self.service, UUID(self.left("hospital_record"))
        with service.context.database.writing(Scope(service.centre.id)) as session:
            handed_over = update(Export).values(state=ExportState.HANDED_OVER)
            session.execute(handed_over.where(Export.id == export))
            put(session, service.context.keys, self.parcel(export), service.clock.now())
        return export


def link_of(bundle: Any, relation: str) -> str | None:
    """Where a page leads."""
    return next((each["url"] for each in bundle["link"] if each["relation"] == relation), None)


def matches(bundle: Any) -> list[Any]:
    """The resources of a page that were looked for."""
    entries = bundle.get("entry", [])
    return [each["resource"] for each in entries if each["search"]["mode"] == "match"]


@pytest.fixture
def engine(service: ServiceUnderTest) -> Engine:
    """On each database in turn; what was there is numbered."""
    found = Engine(service)
    found.publish()
    return found


@pytest.fixture
def sqlite_engine(sqlite_service: ServiceUnderTest) -> Engine:
    """The same on SQLite."""
    found = Engine(sqlite_service)
    found.publish()
    return found


def references(value: Any) -> set[str]:
    """Every literal reference below a value."""
    if isinstance(value, list):
        return {each for part in value for each in references(part)}
    if not isinstance(value, dict):
        return set()
    own = {value["reference"]} if isinstance(value.get("reference"), str) else set()
    return own | {each for part in value.values() for each in references(part)}
