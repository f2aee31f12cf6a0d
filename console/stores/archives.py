"""The archived patients on screen: read whole, followed in place, never moved under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject

from console.jobs import Jobs
from console.stores.whole_rows import WholeRows
from services.contract.archive_enums import ArchiveReason
from services.contract.archiving import ArchivedPatient, LateAnswer

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

_PAGE_ROWS: Final = 100
_MOST_ROWS: Final = 2000
"""As many as triage shows; what is cut is said."""


class ArchiveGroup(StrEnum):
    """Which of the archived are shown."""

    ALL = "all"
    UNTOLD = "untold"
    """Who does not know so far that nobody reads their answers any more."""
    FAILED = "failed"
    """Whom a message did not reach."""


@dataclass(frozen=True, slots=True)
class ArchiveQuery:
    """What the list asks for."""

    group: ArchiveGroup = ArchiveGroup.ALL
    reason: ArchiveReason | None = None

    def parameters(self) -> list[tuple[str, str]]:
        """The query of the service."""
        told: list[tuple[str, str]] = []
        if self.group is ArchiveGroup.UNTOLD:
            told.append(("told", "false"))
        if self.group is ArchiveGroup.FAILED:
            told.append(("failed", "true"))
        return told if self.reason is None else [*told, ("reason", self.reason.value)]


@dataclass(frozen=True, slots=True)
class Archived:
    """A patient of the list, with what they sent after the end, the newest first. `has_left`: the
    service no longer has them in it, for example because they are followed again.
    """

    row: ArchivedPatient
    late: tuple[LateAnswer, ...] = ()
    has_left: bool = False

    @property
    def key(self) -> UUID:
        """The patient."""
        return self.row.patient.id


@dataclass(frozen=True)
class ArchiveReading:
    """What the service said of one query."""

    query: ArchiveQuery
    rows: Sequence[Archived]
    is_cut: bool
    as_of: datetime


class ArchiveListStore(WholeRows[Archived, ArchiveQuery, ArchiveReading]):
    """Read whole, while somebody looks at it."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, ArchiveQuery(), parent)
        self.is_cut = False

    @property
    def is_filtered(self) -> bool:
        """Whether a filter may be why somebody is not in the list."""
        return self._query.reason is not None

    def set_group(self, group: ArchiveGroup) -> None:
        """Show others of the archived; the reason stays."""
        if group is not self._query.group:
            self._ask_anew(replace(self._query, group=group))

    def set_reason(self, reason: ArchiveReason | None) -> None:
        """Those of one reason; what is on screen stays until the answer."""
        self._ask(replace(self._query, reason=reason))

    def _reading(self) -> Callable[[], ArchiveReading]:
        query, session = self._query, self._session
        return lambda: read_archives(session.api, query, session.server_now)

    def _learn(self, reading: ArchiveReading) -> None:
        # The answer says no time of its own: the clock of the service is learned elsewhere.
        self.as_of, self.error, self.is_cut = reading.as_of, None, reading.is_cut

    def _rows_in(self, reading: ArchiveReading) -> Sequence[Archived]:
        return reading.rows

    def _left(self, shown: Archived) -> Archived:
        return replace(shown, has_left=True)


def read_archives(api: Api, query: ArchiveQuery, now: Callable[[], datetime]) -> ArchiveReading:
    """The whole list, as far as it is ever shown, with what came afterwards; runs in a worker."""
    as_of = now()
    late: dict[UUID, list[LateAnswer]] = {}
    for answer in _late_answers(api):
        late.setdefault(answer.patient.id, []).append(answer)
    rows: dict[UUID, Archived] = {}
    cursor: str | None = None
    while True:
        page = api.archives.read_page(query.parameters(), _PAGE_ROWS, cursor)
        for row in page.items:
            key = row.patient.id
            rows.setdefault(key, Archived(row, tuple(late.get(key, ()))))
        cursor = page.next_cursor
        if cursor is None or len(rows) >= _MOST_ROWS:
            return ArchiveReading(query, list(rows.values()), cursor is not None, as_of)


def _late_answers(api: Api) -> list[LateAnswer]:
    found: list[LateAnswer] = []
    cursor: str | None = None
    while len(found) < _MOST_ROWS:
        page = api.archives.read_late_answers(_PAGE_ROWS, cursor)
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    return found
