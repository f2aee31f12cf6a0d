"""Somebody who asks for exports over HTTP, and the due work that makes them."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response
from sqlalchemy import select, update

from services.contract.enums import IdentityStatus
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.db.tables.exports import Export, ExportFile
from services.db.tables.patients import Patient
from services.exports.making import make_due
from services.exports.spooled import jobs, spool
from services.exports.spooled.zipping import Packing
from tests.support.answers import answer_content
from tests.support.service import ServiceUnderTest, add_patient, random_key

WORDS = "Canarimots-7f3a"
INS = "258033523804237"


class _Eager(Packing):
    """Gives at each write what came before it: deflating holds the first 32 KB back."""

    def write(self, data: bytes) -> Iterator[bytes]:
        """As of every packing."""
        self._waits += self._deflate.flush(zlib.Z_SYNC_FLUSH)
        return super().write(data)


def chunks_come_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few patients fill several chunks, which are stored as soon as they are there."""
    monkeypatch.setattr(spool, "Packing", _Eager)
    monkeypatch.setattr(spool, "CHUNK_BYTES", 200)
    monkeypatch.setattr(jobs, "_TELLS_EVERY_S", 0)


@dataclass
class Desk:
    """One service, and what people of the first centre do with exports of its first patient."""

    service: ServiceUnderTest

    @property
    def patient(self) -> UUID:
        """Of the first unit."""
        return self.service.centre.patients[0]

    def live(self, patient: UUID | None = None, words: str = WORDS) -> None:
        """The patient has answered, with words of their own; twice the same is one answer."""
        answer = self.service.client.post(
            f"/api/v1/patients/{patient or self.patient}/answers",
            json=answer_content({"nausea": {"frequency": 4}}, comment=words),
            headers=self.service.writing_as("ingest"),
        )
        assert answer.status_code in (200, 201), answer.text

    def ask(self, who: str = "nurse", patient: UUID | None = None, **changes: Any) -> Response:
        """Asks for everything of three weeks as PDF, whatever becomes of it."""
        body = {
            "format": "pdf",
            "purpose": "care_continuity",
            "first": "2025-10-28",
            "last": "2025-11-18",
            "language": "fr",
            "blocks": ["surveys", "actions", "comments"],
        } | changes
        return self.service.client.post(
            f"/api/v1/patients/{patient or self.patient}/exports",
            json=body,
            headers=self.service.writing_as(who),
        )

    def asked(self, who: str = "nurse", **changes: Any) -> str:
        """The id of a new export."""
        answer = self.ask(who, **changes)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def make(self) -> None:
        """One pass of due work."""
        make_due(self.service.context, self.service.centre.id)

    def made(self, who: str = "nurse", **changes: Any) -> str:
        """The id of a new export whose file is there."""
        export = self.asked(who, **changes)
        self.make()
        assert self.read(export, who)["state"] == "ready"
        return export

    def get(self, export: str, who: str = "nurse") -> Response:
        """Reads one, whatever becomes of it."""
        return self.service.client.get(f"/api/v1/exports/{export}", headers=self.service.as_(who))

    def read(self, export: str, who: str = "nurse") -> Any:
        """Where one stands."""
        answer = self.get(export, who)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def take(self, export: str, who: str = "nurse") -> Response:
        """Downloads one, whatever becomes of it."""
        return self.service.client.post(
            f"/api/v1/exports/{export}/download", headers=self.service.as_(who)
        )

    def cancel(self, export: str, who: str = "nurse") -> Response:
        """Cancels one, whatever becomes of it."""
        headers = self.service.as_(who) | {"Idempotency-Key": random_key()}
        return self.service.client.post(f"/api/v1/exports/{export}/cancel", headers=headers)

    def listed(self, who: str = "nurse") -> Any:
        """The first page of somebody's own."""
        answer = self.service.client.get("/api/v1/exports", headers=self.service.as_(who))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def identity_is(self, status: IdentityStatus, patient: UUID | None = None) -> None:
        """Changes the status of an identity behind the service's back."""
        changed = update(Patient).where(Patient.id == (patient or self.patient))
        with self.service.context.database.writing(Scope(self.service.centre.id)) as session:
            session.execute(changed.values(identity_status=status))

    def known_by_ins(self) -> UUID:
        """One more patient, whose INS is qualified."""
        context, centre = self.service.context, self.service.centre
        patient = add_patient(context, centre.id, centre.units[0], 71, {"ins": INS})
        self.identity_is(IdentityStatus.QUALIFIED, patient)
        return patient

    def files(self) -> list[tuple[UUID, bytes]]:
        """The sealed files that stand."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            return [(row.export_id, row.content) for row in session.scalars(select(ExportFile))]

    def row(self, export: str) -> Export:
        """What is stored of one."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            found = session.scalars(select(Export).where(Export.id == UUID(export))).one()
            session.expunge_all()
            return found

    def journal(self, actions: Iterable[str]) -> list[JournalEntry]:
        """Entries of some actions, the oldest first."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            found = session.scalars(
                select(JournalEntry)
                .where(JournalEntry.action.in_(list(actions)))
                .order_by(JournalEntry.sequence)
            ).all()
            session.expunge_all()
            return list(found)

    def with_settings(self, **changes: Any) -> None:
        """The same service with other settings."""
        context = self.service.context
        other = replace(context, settings=context.settings.model_copy(update=changes))
        self.service.context = other
        app: Any = self.service.client.app
        app.state.context = other


@pytest.fixture
def desk(service: ServiceUnderTest) -> Desk:
    """On each database in turn."""
    found = Desk(service)
    found.live()
    return found


@pytest.fixture
def small_desk(sqlite_service: ServiceUnderTest) -> Desk:
    """A service of its own, where the database is no matter."""
    found = Desk(sqlite_service)
    found.live()
    return found


@pytest.fixture
def lasting_desk(lasting_service: ServiceUnderTest) -> Desk:
    """One service for all tests of a file, for what minds nothing that others left."""
    found = Desk(lasting_service)
    found.live()
    return found
