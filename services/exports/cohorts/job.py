"""One cohort export in the making: what was stored of it, and whether anybody waits for it."""

import time
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from services.contract.cohorts import CohortFailure, CohortState
from services.db.scope import Scope
from services.db.tables.cohorts import CohortExport
from services.edge.context import Context
from services.exports.cohorts import rights, rows
from services.exports.cohorts.rows import Mark

_TELLS_EVERY_S: Final = 0.5
"""How soon a cancel is seen, and progress is written down."""


class Stopped(Exception):
    """It was cancelled, somebody lost their right, or another process makes it."""


class Failed(Exception):
    """There will be no file."""

    def __init__(self, failure: CohortFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


@dataclass
class Job:
    """One export, as it stood when it was claimed.

    `marked` says who is in and why others are not, as far as it is not stored yet; `done` counts
    those who were gone through, `included` those who are in.
    """

    context: Context
    row: CohortExport
    claim: UUID
    marked: dict[UUID, Mark] = field(default_factory=dict)
    done: int = 0
    included: int = 0
    told_s: float = 0.0

    @property
    def scope(self) -> Scope:
        """The centre of the export."""
        return Scope(self.row.centre_id)

    def mark(self, patient_id: UUID, mark: Mark) -> None:
        """One more patient was gone through."""
        self.marked[patient_id] = mark
        self.done += 1
        self.included += mark.is_in

    def tell(self, chunks: list[dict[str, Any]]) -> None:
        """Stores what has come; raises `Stopped` where nobody waits for it any more."""
        with self.context.database.writing(self.scope) as session:
            now, making = self.context.clock.now(), {CohortState.MAKING}
            if not rights.entitled(session, [self.row], now):
                raise Stopped
            if not rows.move(session, self.row.id, making, {"done": self.done}, self.claim):
                raise Stopped
            rows.mark(session, self.row.id, self.marked)
            if chunks:
                rows.add_chunks(session, chunks)
        self.marked, self.told_s = {}, time.monotonic()

    def tell_sometimes(self, chunks: list[dict[str, Any]]) -> None:
        """The same where there is something to store, or nothing was told for a while."""
        if chunks or time.monotonic() - self.told_s >= _TELLS_EVERY_S:
            self.tell(chunks)
