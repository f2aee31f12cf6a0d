"""An export of a whole unit among one's own exports: where it stands, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from services.contract.cohorts import CohortExport, CohortState

STANDING: Final = frozenset({CohortState.WAITING, CohortState.QUEUED, CohortState.MAKING})
"""It may become a file: somebody decides, or the service makes it."""
UNDONE: Final = frozenset(
    {CohortState.REFUSED, CohortState.LAPSED, CohortState.VOID, CohortState.FAILED}
)
"""Nothing comes of it, and not because who asked took it back."""
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Cohort:
    """`left_s`: how long the making will take, None while nobody can tell. `saved`: how much of its
    file has reached the disk, in percent, while it is on its way. `is_gone`: the service has it no
    longer.
    """

    row: CohortExport
    left_s: int | None = None
    saved: int | None = None
    is_gone: bool = False

    @property
    def key(self) -> UUID:
        """The export."""
        return self.row.id

    @property
    def asked_at(self) -> datetime:
        """When it was asked for."""
        return self.row.asked_at

    @property
    def is_under_way(self) -> bool:
        """Whether it may still become a file."""
        return self.row.state in STANDING

    @property
    def is_worked_on(self) -> bool:
        """Whether the service makes it, or is about to."""
        return self.is_under_way and self.row.state is not CohortState.WAITING

    @property
    def is_ready(self) -> bool:
        """Whether its file may be taken."""
        return self.row.state is CohortState.READY and self.saved is None

    @property
    def is_undone(self) -> bool:
        """Whether it came to nothing."""
        return self.row.state in UNDONE

    @property
    def may_cancel(self) -> bool:
        """Whether there is something to take back."""
        return self.is_under_way or self.is_ready

    @property
    def done(self) -> int | None:
        """How much of it is made, in percent, while it is."""
        if self.row.state is not CohortState.MAKING:
            return None
        return _WHOLE * self.row.done // max(1, self.row.patients)

    def cancelled(self) -> CohortExport:
        """As it will be."""
        return self.row.model_copy(update={"state": CohortState.CANCELLED})
