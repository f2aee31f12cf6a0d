"""The silent patients on screen: read whole, followed in place, never moved under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.whole_rows import WholeRows
from services.contract.non_responders import NonResponder, NonResponderCounts, Silence

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

_PAGE_ROWS: Final = 200
_MOST_ROWS: Final = 2000
"""As many as triage shows; what is cut is said."""


@dataclass(frozen=True, slots=True)
class SilenceQuery:
    """What the list asks for."""

    silence: Silence = Silence.ONE_OR_MORE
    unit: str | None = None

    def parameters(self) -> list[tuple[str, str]]:
        """The query of the service."""
        told = [("silence", self.silence.value)]
        return told if self.unit is None else [*told, ("unit", self.unit)]


@dataclass(frozen=True, slots=True)
class Silent:
    """A patient of the list. `has_left`: the service no longer has them in it, for example because
    they answered.
    """

    row: NonResponder
    has_left: bool = False

    @property
    def key(self) -> UUID:
        """The patient."""
        return self.row.patient.id


@dataclass(frozen=True)
class SilenceReading:
    """What the service said of one query."""

    query: SilenceQuery
    rows: Sequence[NonResponder]
    counts: NonResponderCounts
    is_cut: bool
    as_of: datetime


class SilenceStore(WholeRows[Silent, SilenceQuery, SilenceReading]):
    """Read whole, while somebody looks at it."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, SilenceQuery(), parent)
        self.counts: NonResponderCounts | None = None
        self.is_cut = False

    def set_silence(self, silence: Silence) -> None:
        """Show others of the silent; the unit stays."""
        if silence is not self._query.silence:
            self._ask_anew(replace(self._query, silence=silence))

    def set_unit(self, unit: str | None) -> None:
        """Those of one unit; what is on screen stays until the answer."""
        self._ask(replace(self._query, unit=unit))

    @Slot()
    def forget(self) -> None:
        """Show nothing of what was fetched, its counts neither."""
        self.counts = None
        super().forget()

    def _reading(self) -> Callable[[], SilenceReading]:
        query, session = self._query, self._session
        return lambda: read_silence(session.api, query)

    def _learn(self, reading: SilenceReading) -> None:
        super()._learn(reading)
        self.counts, self.is_cut = reading.counts, reading.is_cut

    def _rows_in(self, reading: SilenceReading) -> Sequence[Silent]:
        return [Silent(row) for row in reading.rows]

    def _left(self, shown: Silent) -> Silent:
        return replace(shown, has_left=True)


def read_silence(api: Api, query: SilenceQuery) -> SilenceReading:
    """The whole list, as far as it is ever shown; runs in a worker."""
    rows: dict[UUID, NonResponder] = {}
    cursor: str | None = None
    while True:
        page = api.silence.read_page(query.parameters(), _PAGE_ROWS, cursor)
        for row in page.items:
            rows.setdefault(row.patient.id, row)
        cursor = page.next_cursor
        if cursor is None or len(rows) >= _MOST_ROWS:
            is_cut = cursor is not None
            return SilenceReading(query, list(rows.values()), page.counts, is_cut, page.as_of)
