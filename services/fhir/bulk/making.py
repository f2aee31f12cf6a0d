"""Due work of exports of engines."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.audit.journal import Entry
from services.contract.cohorts import CohortFailure, CohortState
from services.contract.enums import Role
from services.db.tables.fhir import FhirExport
from services.edge.context import Context
from services.exports.spooled.jobs import Job, Kind
from services.exports.spooled.passes import pass_over
from services.exports.spooled.shelves import STANDING, Shelf
from services.fhir.bulk import rows
from services.fhir.bulk.filling import fill

_STREAMS_FOR: Final = timedelta(minutes=15)
"""Whoever begins to take a file in time has it by then."""


class _Exports(Kind[FhirExport]):
    """Centres, asked for by a machine credential."""

    word: ClassVar[str] = "fhir_exports"

    @property
    def shelf(self) -> Shelf[FhirExport]:
        """Its tables."""
        return rows.SHELF

    def states(
        self, session: Session, listed: Sequence[FhirExport], now: datetime
    ) -> list[CohortState]:
        """By the clock, by the credential, and by who is in it."""
        standing = [each for each in listed if each.state in STANDING]
        valid = rows.valid(session, [each.credential_id for each in standing]) if standing else ()
        return [
            each.state
            if each.state not in STANDING
            else self._stands(session, each, now)
            if each.credential_id in valid
            else CohortState.CANCELLED
            for each in listed
        ]

    def _stands(self, session: Session, row: FhirExport, now: datetime) -> CohortState:
        if row.state is not CohortState.READY:
            return row.state
        if row.expires_at is None or now >= row.expires_at:
            return CohortState.EXPIRED
        return CohortState.READY if self.lost(session, row) is None else CohortState.FAILED

    def lost(self, session: Session, row: FhirExport) -> CohortFailure | None:
        """Somebody was erased, it is not certain any more who they are, or their INS is not."""
        if rows.counted(session, row.id) != row.patients:
            return CohortFailure.PATIENT_ERASED
        doubted = rows.is_somebody_doubted(session, row.id)
        return CohortFailure.PATIENT_CHANGED if doubted else None

    def is_entitled(self, session: Session, row: FhirExport, _now: datetime) -> bool:
        """Whether its credential stands."""
        return bool(rows.valid(session, [row.credential_id]))

    def may_begin(
        self, _session: Session, _row: FhirExport, _context: Context, _now: datetime
    ) -> bool:
        """A machine is always there."""
        return True

    def is_leaving(self, row: FhirExport, now: datetime) -> bool:
        """A file that was asked for in time leaves for some minutes after it."""
        is_late = row.state is CohortState.EXPIRED
        return is_late and row.expires_at is not None and now < row.expires_at + _STREAMS_FOR

    def mark(self, session: Session, row: FhirExport, marked: Mapping[UUID, rows.Mark]) -> None:
        """Writes down who is in which files, with an INS or without."""
        rows.mark(session, row.id, marked)

    def is_complete(self, session: Session, job: Job[FhirExport]) -> bool:
        """Whether nobody was erased or doubted meanwhile."""
        # Whoever is erased before their turn takes the chunks of the others along.
        is_same = rows.counted(session, job.row.id) == job.done == job.listed
        return is_same and not rows.is_somebody_doubted(session, job.row.id)

    def entry(self, row: FhirExport, outcome: str, now: datetime, fingerprint: str | None) -> Entry:
        """An entry of the system."""
        return Entry(
            "make_fhir_export",
            now,
            outcome,
            f"fhir export {row.id}",
            centre_id=row.centre_id,
            role=Role.SYSTEM.value,
            object_id=row.id,
            fingerprint=fingerprint,
        )

    def fill(self, job: Job[FhirExport]) -> None:
        """See `filling.fill`."""
        fill(job)


EXPORTS: Final = _Exports()


def make_due(context: Context, centre_id: UUID) -> None:
    """One pass over the exports of engines of a centre."""
    pass_over(EXPORTS, context, centre_id)
