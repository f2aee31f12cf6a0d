"""Due work of cohort exports."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.audit.journal import Entry
from services.contract.cohorts import CohortFailure, CohortState
from services.contract.enums import Role
from services.db.tables.cohorts import CohortExport
from services.edge.context import Context
from services.exports.cohorts import rights, rows, shown
from services.exports.cohorts.filling import fill
from services.exports.cohorts.rows import SHELF
from services.exports.spooled.jobs import Job, Kind
from services.exports.spooled.passes import pass_over
from services.exports.spooled.shelves import Shelf


class _Cohorts(Kind[CohortExport]):
    """Units, asked for by an oncologist and released by the privacy officer."""

    word: ClassVar[str] = "cohorts"

    @property
    def shelf(self) -> Shelf[CohortExport]:
        """Its tables."""
        return SHELF

    def states(
        self, session: Session, listed: Sequence[CohortExport], now: datetime
    ) -> list[CohortState]:
        """By the clock, the second person, and the rights of who asked."""
        return shown.states(session, listed, now)

    def lost(self, session: Session, row: CohortExport) -> CohortFailure | None:
        """See `shown.lost`."""
        return shown.lost(session, row)

    def is_entitled(self, session: Session, row: CohortExport, now: datetime) -> bool:
        """Whether account, role and unit of who asked stand."""
        return bool(rights.entitled(session, [row], now))

    def may_begin(
        self, session: Session, row: CohortExport, context: Context, now: datetime
    ) -> bool:
        """Somebody is there to take it when it is made."""
        return rights.is_there(session, row, context.settings, now)

    def is_leaving(self, row: CohortExport, now: datetime) -> bool:
        """What was taken leaves for some minutes."""
        is_taken = row.state is CohortState.TAKEN
        return is_taken and row.expires_at is not None and now < row.expires_at

    def mark(self, session: Session, row: CohortExport, marked: Mapping[UUID, rows.Mark]) -> None:
        """Writes down who is in, with an INS or without, and why the others are not."""
        rows.mark(session, row.id, marked)

    def is_complete(self, session: Session, job: Job[CohortExport]) -> bool:
        """Whether nobody was erased meanwhile."""
        counted = rows.counted(session, job.row.id)
        # Whoever is erased before their turn takes the chunks of the others along.
        return counted == (job.done, job.included) and job.done == job.listed

    def entry(
        self, row: CohortExport, outcome: str, now: datetime, fingerprint: str | None
    ) -> Entry:
        """An entry of the system."""
        return Entry(
            "make_cohort",
            now,
            outcome,
            f"cohort {row.id}",
            centre_id=row.centre_id,
            role=Role.SYSTEM.value,
            object_id=row.id,
            purpose=row.purpose,
            fingerprint=fingerprint,
        )

    def fill(self, job: Job[CohortExport]) -> None:
        """See `filling.fill`."""
        fill(job)


COHORTS: Final = _Cohorts()


def make_due(context: Context, centre_id: UUID) -> None:
    """One pass over the cohort exports of a centre."""
    pass_over(COHORTS, context, centre_id)
