"""Exports of whole units in every state, on a service that answers at once, or asks for a proof."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from console.client.http import Write
from console.errors import ConsoleError
from services.contract.cohorts import (
    CohortAsk,
    CohortExport,
    CohortFailure,
    CohortFormat,
    CohortPage,
    CohortPayload,
    CohortState,
    CohortWaits,
)
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.contract.sessions import UnitLabel
from services.exports.cohorts.fields import fields_of
from tests.samples.at_once import Silence
from tests.samples.rows import NOW

_SPACE = UUID(int=0xC0)
UNITS = [
    UnitLabel(id=UUID(int=0xC01), name="Oncologie digestive"),
    UnitLabel(id=UUID(int=0xC02), name="Sénologie"),
]
PARTS = (b"PK" + b"x" * 1000, b"y" * 500, b"z" * 12)


def cohort(number: int, minutes: int, **changes: Any) -> CohortExport:
    """One that was asked for some minutes ago, and waits for a second person."""
    asked_at = NOW - timedelta(minutes=minutes)
    usual: dict[str, Any] = {
        "id": uuid5(_SPACE, str(number)),
        "approval_id": uuid5(_SPACE, f"approval {number}"),
        "unit": UNITS[0],
        "format": CohortFormat.CSV,
        "purpose": ExportPurpose.CARE_CONTINUITY,
        "first": date(2025, 1, 1),
        "last": date(2025, 11, 18),
        "language": "fr",
        "blocks": list(ReportBlock),
        "state": CohortState.WAITING,
        "waits_for": CohortWaits.SECOND_PERSON,
        "patients": 212,
        "done": 0,
        "included": None,
        "failure": None,
        "refused_because": None,
        "asked_at": asked_at,
        "approved_at": None,
        "made_at": None,
        "expires_at": None,
        "ended_at": None,
        "size": None,
        "sha256": None,
    }
    return CohortExport(**usual | changes)


def cohorts() -> list[CohortExport]:
    """Two on their way, one that is ready, and those of which nothing came; the latest first."""
    there = {
        "state": CohortState.READY, "waits_for": CohortWaits.OWNER, "done": 212, "included": 209,
        "made_at": NOW - timedelta(minutes=4), "expires_at": NOW + timedelta(minutes=56),
        "size": sum(map(len, PARTS)), "sha256": "cd" * 32,
    }  # fmt: skip
    return [
        cohort(1, 4),
        cohort(2, 20, state=CohortState.MAKING, waits_for=CohortWaits.SERVICE, done=146,
               unit=UNITS[1], format=CohortFormat.NDJSON),
        cohort(3, 90, **there),
        cohort(4, 200, state=CohortState.REFUSED, waits_for=None,
               refused_because="Trop large : les six derniers mois suffisent au relais",
               purpose=ExportPurpose.END_OF_CONTRACT),
        cohort(5, 1700, state=CohortState.LAPSED, waits_for=None),
        cohort(6, 1800, state=CohortState.FAILED, waits_for=None,
               failure=CohortFailure.PATIENT_ERASED),
        cohort(7, 3000, state=CohortState.TAKEN, waits_for=None,
               ended_at=NOW - timedelta(minutes=2900)),
    ]  # fmt: skip


def payload(wanted: CohortFormat = CohortFormat.CSV) -> CohortPayload:
    """What the privacy officer decides on."""
    asked = cohort(1, 4)
    return CohortPayload(
        export_id=asked.id,
        unit=asked.unit,
        format=wanted,
        purpose=asked.purpose,
        first=asked.first,
        last=asked.last,
        language="fr",
        blocks=asked.blocks,
        patients=asked.patients,
        fields=fields_of(wanted, asked.blocks),
        words="Reprise du suivi par le CHU de Landerneau au 1er décembre",
    )


class SampleCohortCalls:
    """The endpoints of exports of units; any answer can be put in its place, or a fault that goes
    on, or one that is met once.
    """

    def __init__(self) -> None:
        self.items: list[CohortExport] = []
        self.faults: dict[str, ConsoleError] = {}
        self.once: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.asked: list[CohortAsk] = []
        self.taken: list[UUID] = []
        self.cancelled: list[UUID] = []

    def read_page(self, _limit: int, _cursor: str | None = None) -> CohortPage:
        """Everything."""
        self._meet("list")
        return CohortPage(items=self.items, next_cursor=None)

    def ask(self, ask: CohortAsk, _write: Write) -> CohortExport:
        """It waits before all others."""
        self.asked.append(ask)
        self._meet("ask")
        unit = next(each for each in UNITS if each.id == ask.unit_id)
        told = ask.model_dump(exclude={"unit_id", "words"})
        new = cohort(100 + len(self.asked), 0, unit=unit, **told)
        self.items = [new, *self.items]
        return new

    def take(self, export_id: UUID, into: Callable[[bytes], None]) -> None:
        """Once, part by part; a fault of `part` comes after the first."""
        self._meet("take")
        self.taken.append(export_id)
        self.put(export_id, state=CohortState.TAKEN, ended_at=NOW)
        for each in PARTS:
            into(each)
            self._meet("part")

    def cancel(self, export_id: UUID, _write: Write) -> CohortExport:
        """For good."""
        self.cancelled.append(export_id)
        self._meet("cancel")
        return self.put(export_id, state=CohortState.CANCELLED, ended_at=NOW)

    def put(self, export_id: UUID, **changes: Any) -> CohortExport:
        """Change one over there."""
        self.items = [
            each.model_copy(update=changes) if each.id == export_id else each for each in self.items
        ]
        return next(each for each in self.items if each.id == export_id)

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.once:
            raise self.once.pop(part)
        if part in self.faults:
            raise self.faults[part]
