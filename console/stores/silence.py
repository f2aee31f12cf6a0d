"""The silent patients on screen: read whole, followed in place, never moved under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.followed_rows import FollowedRows
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


class SilenceStore(FollowedRows[Silent, SilenceQuery, SilenceReading]):
    """Read whole, while somebody looks at it."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, SilenceQuery(), parent)
        self.counts: NonResponderCounts | None = None
        self.is_cut = False
        self._is_put = False

    def set_silence(self, silence: Silence) -> None:
        """Show others of the silent; the unit stays."""
        if silence is not self._query.silence:
            self._ask_anew(replace(self._query, silence=silence))

    def set_unit(self, unit: str | None) -> None:
        """Those of one unit; what is on screen stays until the answer."""
        self._ask(replace(self._query, unit=unit))

    def apply_news(self) -> None:
        """Put the list in the service's order (F5)."""
        self._is_put = True
        self.refresh()

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

    def _place_reading(self, reading: SilenceReading) -> None:
        if self._is_put or reading.query != self._read_query or not self._rows:
            self._is_put = False
            self._read_query = reading.query
            self._reset_rows([Silent(row) for row in reading.rows])
            self._set_news(0)
        else:
            self._follow(reading.rows)

    def _follow(self, rows: Sequence[NonResponder]) -> None:
        """Bring rows up to date where they stand, and count what would move."""
        fresh = {row.patient.id: row for row in rows}
        changed = []
        for place, silent in enumerate(self._rows):
            row = fresh.get(silent.key)
            now = Silent(silent.row, has_left=True) if row is None else Silent(row)
            if now != silent:
                self._rows[place] = now
                changed.append(silent.key)
        if changed:
            self.rows_changed.emit(changed)
        kept = [silent.key for silent in self._rows if silent.key in fresh]
        in_order = [key for key in fresh if key in self._places]
        moved = sum(here != there for here, there in zip(kept, in_order, strict=True))
        gone = len(self._rows) - len(kept)
        self._set_news(gone + len(fresh) - len(kept) + moved)

    def _fail(self, error: ConsoleError) -> None:
        self._is_put = False
        super()._fail(error)


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
