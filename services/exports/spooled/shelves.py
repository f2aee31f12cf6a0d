"""What every kind of export of many patients is to the database: rows that stand, rows that are
over, and the chunks of their files.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from services.contract.cohorts import CohortState
from services.db.tables.cohorts import CohortChunk, CohortExport
from services.db.tables.fhir import FhirExport, FhirExportChunk
from services.exports import queues

Row = TypeVar("Row", CohortExport, FhirExport)
STANDING: Final = (
    CohortState.WAITING,
    CohortState.QUEUED,
    CohortState.MAKING,
    CohortState.READY,
)
"""What may still become a file, or is one."""
AGAIN: Final[Mapping[str, Any]] = {"state": CohortState.QUEUED, "claim": None, "done": 0}
"""What was begun, and waits once more."""
_FRESH: Final = {"populate_existing": True}
_SILENT: Final = {"synchronize_session": False}


@dataclass(frozen=True)
class Shelf(Generic[Row]):
    """The tables of one kind of export."""

    exports: type[Row]
    chunks: type[CohortChunk] | type[FhirExportChunk]

    def standing(self, session: Session) -> Sequence[Row]:
        """What may still become a file, or is one, of the whole centre; the oldest first."""
        wanted = select(self.exports).where(self.exports.state.in_(STANDING))
        oldest = wanted.order_by(self.exports.asked_at)
        return session.scalars(oldest, execution_options=_FRESH).all()

    def over(self, session: Session) -> Sequence[Row]:
        """What is over and may still have chunks and a key."""
        wanted = select(self.exports).where(
            self.exports.has_key.is_(True), self.exports.state.not_in(STANDING)
        )
        return session.scalars(wanted, execution_options=_FRESH).all()

    def one(self, session: Session, export_id: UUID) -> Row | None:
        """An export of the centre of the scope."""
        wanted = select(self.exports).where(self.exports.id == export_id)
        return session.scalars(wanted, execution_options=_FRESH).one_or_none()

    def move(
        self,
        session: Session,
        export_id: UUID,
        states: Collection[CohortState],
        values: Mapping[str, Any],
        claim: UUID | None = None,
    ) -> bool:
        """See `queues.move`."""
        return queues.move(session, self.exports, export_id, states, values, claim)

    def end(
        self,
        session: Session,
        export_id: UUID,
        states: Collection[CohortState],
        state: CohortState,
        now: datetime,
        **values: Any,
    ) -> bool:
        """Ends an export for good; its chunks and its key are destroyed later. False as above."""
        over: dict[str, Any] = {"state": state, "ended_at": now, "claim": None}
        return self.move(session, export_id, states, over | values)

    def add_chunks(self, session: Session, chunks: Iterable[Mapping[str, Any]]) -> None:
        """Adds sealed chunks."""
        session.execute(insert(self.chunks), [dict(each) for each in chunks])

    def chunk(self, session: Session, export_id: UUID, file: int, number: int) -> bytes | None:
        """A sealed chunk."""
        return session.scalar(
            select(self.chunks.content).where(
                self.chunks.export_id == export_id,
                self.chunks.file == file,
                self.chunks.number == number,
            )
        )

    def drop_chunks(self, session: Session, export_id: UUID, limit: int) -> bool:
        """Deletes some of its chunks; False: there were none."""
        some = select(self.chunks.file, self.chunks.number).where(
            self.chunks.export_id == export_id
        )
        by_file: dict[int, list[int]] = {}
        for row in session.execute(some.limit(limit)):
            by_file.setdefault(row.file, []).append(row.number)
        for file, numbers in by_file.items():
            session.execute(
                delete(self.chunks).where(
                    self.chunks.export_id == export_id,
                    self.chunks.file == file,
                    self.chunks.number.in_(numbers),
                ),
                execution_options=_SILENT,
            )
        return bool(by_file)

    def lately(
        self, session: Session, of_asker: Any, since: datetime
    ) -> tuple[int, datetime | None]:
        """How many somebody asked for since an instant, and when the first of them was."""
        wanted = select(func.count(), func.min(self.exports.asked_at)).where(
            of_asker, self.exports.asked_at > since
        )
        count, first = session.execute(wanted).one()
        return count, first
