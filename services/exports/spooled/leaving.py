"""The bytes of an export on their way out, which may end while they leave."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Generic
from uuid import UUID

from services.audit.journal import entry_of
from services.contract.cohorts import CohortFailure
from services.db.scope import Scope
from services.edge.context import Context
from services.edge.integrity import told_if_broken
from services.exports.refusals import gone
from services.exports.spooled.jobs import Kind
from services.exports.spooled.shelves import STANDING, Row
from services.exports.spooled.spool import ChunkMissing
from services.security.caller import Caller

_GONE: Final = "gone"
"""The outcome of a download whose file ended on its way; the file was as it had been made."""


@dataclass(frozen=True)
class Leaving(Generic[Row]):
    """One export that leaves to somebody by an operation."""

    kind: Kind[Row]
    context: Context
    caller: Caller
    operation: str
    export_id: UUID

    def told(self, content: Iterator[bytes]) -> Iterator[bytes]:
        """What leaves. It breaks off below its length where a part is missing or is another: the
        journal says that the file is gone where somebody ended it, and that it is broken elsewhere.
        """
        return told_if_broken(self.context, self.caller, self.operation, self._unless_gone(content))

    def _unless_gone(self, content: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from content
        except ChunkMissing:
            if not self._is_gone():
                raise
            now = self.context.clock.now()
            entry = entry_of(self.caller, self.operation, now, _GONE, object_id=self.export_id)
            self.context.journal.append(entry)
            refusal = gone()
            refusal.is_journalled = True
            raise refusal from None

    def _is_gone(self) -> bool:
        """Whether its chunks went because it was ended, or with somebody who was erased."""
        with self.context.database.reading(Scope(self.caller.centre_id)) as session:
            row = self.kind.shelf.one(session, self.export_id)
            if row is None or self.kind.lost(session, row) is CohortFailure.PATIENT_ERASED:
                return True
            is_leaving = self.kind.is_leaving(row, self.context.clock.now())
            return row.state not in STANDING and not is_leaving
