"""The review of who has access on screen: read whole, followed in place, confirmed line by line;
what the service answers is shown, nothing before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.client.http import Write
from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.accounts import administers
from console.stores.csv_files import write_csv
from console.stores.settled_acts import SettledActs
from console.stores.states import StoreState
from console.stores.whole_rows import WholeRows
from services.contract.accounts import AccountRow, AccountState
from services.contract.staff import AccessReview, ReviewAsk, ReviewLine, ReviewVerdict

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

REVIEWS: Final = "review_account"
EVERY: Final = "every"
"""What is asked of the service, always: what is shown of it is decided here."""


class ReviewShown(StrEnum):
    """Whose lines are shown."""

    LEFT = "left"
    """Those that nobody has given a verdict on, or that were changed since."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A line of the review. `is_gone`: the account has ended meanwhile, and is none of them."""

    line: ReviewLine
    is_gone: bool = False

    @property
    def key(self) -> UUID:
        """The account."""
        return self.line.account.person.id

    @property
    def waits(self) -> bool:
        """Whether the reader can give a verdict that is lacking: nobody confirms themself."""
        return self.line.verdict is None and not self.is_gone and not self.line.account.is_own


@dataclass(frozen=True)
class ReviewReading:
    """What the service said."""

    review: AccessReview
    as_of: datetime
    query: str = EVERY


class AccessReviewStore(WholeRows[Reviewed, str, ReviewReading]):
    """Read while somebody looks at it; `all` has every line, `rows` those that are shown. Signals,
    beside those of all lists: `saved(bool)` when a table was written to the disk, or not.
    """

    saved = Signal(bool)

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, EVERY, parent)
        self.shown = ReviewShown.LEFT
        self.review: AccessReview | None = None
        self.all: Mapping[UUID, ReviewLine] = {}

    @property
    def left(self) -> int:
        """How many lines have no verdict."""
        return sum(each.verdict is None for each in self.all.values())

    @property
    def to_change(self) -> int:
        """How many accounts have to change and have not."""
        return sum(each.verdict is ReviewVerdict.TO_CHANGE for each in self.all.values())

    @property
    def overdue(self) -> int:
        """How many lines of the quarter before are left."""
        return sum(each.is_overdue for each in self.all.values())

    @property
    def waits(self) -> bool:
        """Whether the reader can still give a verdict that is lacking."""
        return any(Reviewed(each).waits for each in self.all.values())

    @property
    def other_admins(self) -> list[AccountRow]:
        """Who can confirm the reader."""
        rows = (each.account for each in self.all.values())
        return [
            each for each in rows
            if administers(each) and each.state is AccountState.ACTIVE and not each.is_own
        ]  # fmt: skip

    def show(self, shown: ReviewShown) -> None:
        """Show others: at once, from what is here."""
        if shown is self.shown:
            return
        self.shown = shown
        if self.review is not None:
            self._reset_rows(self._let_through())
            self._set_news(0)
            if self.state in (StoreState.READY, StoreState.EMPTY):
                self._set_state(StoreState.READY if self._rows else StoreState.EMPTY)
        self.query_changed.emit()

    def next_waiting(self, key: UUID | None) -> int | None:
        """Where the next line stands that the reader can give a verdict on, around the end."""
        here = None if key is None else self.index_of(key)
        first = 0 if here is None else here + 1
        places = (*range(first, len(self._rows)), *range(min(first, len(self._rows))))
        return next((place for place in places if self._rows[place].waits), None)

    @Slot(object)
    def take(self, line: ReviewLine) -> None:
        """What the service has written, in the place of the line: it stays where it stands."""
        key = line.account.person.id
        if key in self.all:
            self.all = {**self.all, key: line}
            self._follow(self._let_through())
            self.told.emit()

    def save(self, path: Path, rows: Iterable[Sequence[str]]) -> None:
        """Write a table to the disk."""
        kept = list(rows)
        self._jobs.submit(self, lambda: write_csv(path, kept), self._tell_saved, self._miss_saving)

    @Slot()
    def forget(self) -> None:
        """Show nothing of what was fetched."""
        self.shown = ReviewShown.LEFT
        super().forget()

    def _reading(self) -> Callable[[], ReviewReading]:
        session = self._session
        return lambda: read_review(session.api, session.server_now)

    def _learn(self, reading: ReviewReading) -> None:
        # The answer says no time of its own: the clock of the service is learned elsewhere.
        self.as_of, self.error, self.review = reading.as_of, None, reading.review
        self.all = {each.account.person.id: each for each in reading.review.lines}

    def _rows_in(self, _reading: ReviewReading) -> Sequence[Reviewed]:
        return self._let_through()

    def _left(self, shown: Reviewed) -> Reviewed:
        line = self.all.get(shown.key)
        return replace(shown, is_gone=True) if line is None else Reviewed(line)

    def _let_through(self) -> list[Reviewed]:
        is_all = self.shown is ReviewShown.ALL
        return [Reviewed(each) for each in self.all.values() if is_all or each.verdict is None]

    def _clear(self) -> None:
        self.all, self.review = {}, None
        super()._clear()

    def _tell_saved(self, is_written: bool) -> None:
        self.saved.emit(is_written)

    def _miss_saving(self, _error: ConsoleError) -> None:
        self.saved.emit(False)


class ReviewActs(SettledActs):
    """One verdict at a time; `done` carries the line as it stands then. `about` is whose account
    was sent last.
    """

    about: AccountRow | None = None

    def find(self, line: ReviewLine, verdict: ReviewVerdict) -> None:
        """Refused when somebody changed the account since it was seen."""
        if self.is_busy or self.is_unsettled:
            return
        self.about = row = line.account
        ask = ReviewAsk(verdict=verdict)

        def _find(api: Api, write: Write) -> ReviewLine:
            return api.accounts.review(row.person.id, row.version, ask, write)

        self.begin(_find)

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.about = None
        super().forget()


def read_review(api: Api, now: Callable[[], datetime]) -> ReviewReading:
    """Every line; runs in a worker."""
    as_of = now()
    return ReviewReading(api.accounts.read_review(), as_of)
