"""The accounts of a centre on screen: read whole, so that filters and the name that is typed answer
at once; followed in place, never moved under the cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.account_filters import AccountFilters
from console.stores.states import StoreState
from console.stores.whole_rows import WholeRows
from services.contract.accounts import FEWEST_ADMINS, AccountRow, AccountState
from services.contract.enums import Role
from services.contract.sessions import UnitLabel

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

EVERY: Final = "every"
"""What is asked of the service, always: what is shown of it is decided here."""
PAGE_ROWS: Final = 200
_MOST_ROWS: Final = 5000
"""More people than work in any centre; what is cut is said."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the list. `has_left`: it is none of those that the filters let through any
    more, for example because it was suspended a moment ago.
    """

    row: AccountRow
    has_left: bool = False

    @property
    def key(self) -> UUID:
        """The account."""
        return self.row.person.id


@dataclass(frozen=True)
class AccountReading:
    """What the service said."""

    rows: Sequence[AccountRow]
    counts: Mapping[AccountState, int]
    is_cut: bool
    as_of: datetime
    query: str = EVERY


class AccountListStore(WholeRows[Account, str, AccountReading]):
    """Read while somebody looks at it; `all` has every account, `rows` those of the filters."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, EVERY, parent)
        self.filters = AccountFilters()
        self.all: Mapping[UUID, AccountRow] = {}
        self.counts: Mapping[AccountState, int] | None = None
        self.is_cut = False

    @property
    def is_known(self) -> bool:
        """Whether there is a copy of the list, however old."""
        return self.counts is not None

    @property
    def units(self) -> list[UnitLabel]:
        """Every unit that an account has a role in, by name."""
        found = {
            unit.id: unit for row in self.all.values() for held in row.roles for unit in held.units
        }
        return sorted(found.values(), key=lambda unit: unit.name.casefold())

    def is_among_last_admins(self, row: AccountRow) -> bool:
        """Whether a centre would keep too few administrators without this account."""
        admins = [each for each in self.all.values() if administers(each)]
        return administers(row) and len(admins) <= FEWEST_ADMINS

    def set_filters(self, filters: AccountFilters) -> None:
        """Show others: at once, from what is here."""
        if filters == self.filters:
            return
        self.filters = filters
        if self.is_known:
            self._reset_rows(self._let_through())
            self._set_news(0)
            if self.state in (StoreState.READY, StoreState.EMPTY):
                self._set_state(StoreState.READY if self._rows else StoreState.EMPTY)
        self.query_changed.emit()

    def clear_filters(self) -> None:
        """All accounts, whatever their state."""
        self.set_filters(AccountFilters(None))

    @Slot()
    def forget(self) -> None:
        """Show nothing of what was fetched, its counts neither."""
        self.all, self.counts = {}, None
        self.filters = AccountFilters()
        super().forget()

    def _reading(self) -> Callable[[], AccountReading]:
        session = self._session
        return lambda: read_accounts(session.api, session.server_now)

    def _learn(self, reading: AccountReading) -> None:
        # The answer says no time of its own: the clock of the service is learned elsewhere.
        self.as_of, self.error, self.is_cut = reading.as_of, None, reading.is_cut
        self.counts = reading.counts
        self.all = {row.person.id: row for row in reading.rows}

    def _rows_in(self, _reading: AccountReading) -> Sequence[Account]:
        return self._let_through()

    def _left(self, shown: Account) -> Account:
        return replace(shown, row=self.all.get(shown.key, shown.row), has_left=True)

    def _let_through(self) -> list[Account]:
        lets = self.filters.lets
        return [Account(row) for row in self.all.values() if lets(row)]

    def _clear(self) -> None:
        self.all, self.counts = {}, None
        super()._clear()


def administers(row: AccountRow) -> bool:
    """Whether an account is an administrator of the centre now."""
    return any(each.role is Role.ADMIN and each.ended_at is None for each in row.roles)


def read_accounts(api: Api, now: Callable[[], datetime]) -> AccountReading:
    """Every account, page by page; runs in a worker."""
    as_of = now()
    rows: dict[UUID, AccountRow] = {}
    cursor: str | None = None
    while True:
        page = api.accounts.read_page(PAGE_ROWS, cursor)
        for row in page.items:
            rows.setdefault(row.person.id, row)
        cursor = page.next_cursor
        if cursor is None or len(rows) >= _MOST_ROWS:
            return AccountReading(list(rows.values()), page.counts, cursor is not None, as_of)
