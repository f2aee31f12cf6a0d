"""Months of follow-ups on screen, as evidence for billing: read whole, followed in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject

from console.jobs import Jobs
from console.stores.chosen_block import ChosenBlock
from console.stores.retention_reading import month_of, months_after
from console.stores.whole_rows import WholeRows
from services.contract.billing import (
    BillingCheck,
    BillingCounts,
    BillingPage,
    BillingRow,
    BillingUnit,
    PatientBilling,
)

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

_PAGE_ROWS: Final = 100
_MOST_ROWS: Final = 2000
"""As many as triage shows; what is cut is said."""


@dataclass(frozen=True, slots=True)
class BillingQuery:
    """What the list asks for; `month` None is that of today."""

    month: date | None = None
    check: BillingCheck | None = None
    unit: UUID | None = None

    def parameters(self) -> list[tuple[str, str]]:
        """The query of the service."""
        told = {
            "month": None if self.month is None else f"{self.month:%Y-%m}",
            "check": None if self.check is None else self.check.value,
            "unit": None if self.unit is None else str(self.unit),
        }
        return [(name, each) for name, each in told.items() if each is not None]


@dataclass(frozen=True, slots=True)
class Billed:
    """A month of a follow-up. `has_left`: the service no longer has it in this list."""

    row: BillingRow
    has_left: bool = False

    @property
    def key(self) -> UUID:
        """The patient and the follow-up: somebody who came back may stand in a month twice."""
        return UUID(int=self.row.patient.id.int ^ self.row.began_on.toordinal())


@dataclass(frozen=True)
class BillingReading:
    """What the service said of one query."""

    query: BillingQuery
    page: BillingPage
    rows: Sequence[Billed]
    is_cut: bool
    as_of: datetime


class BillingListStore(WholeRows[Billed, BillingQuery, BillingReading]):
    """Read whole, while somebody looks at it; `page` is the last answer, None before the first."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, BillingQuery(), parent)
        self.page: BillingPage | None = None
        self.is_cut = False

    @property
    def month(self) -> date | None:
        """The calendar month that is asked for, or was shown last; None before the first answer."""
        if self._query.month is not None:
            return self._query.month
        return None if self.page is None else month_of(self.page.today)

    @property
    def counts(self) -> BillingCounts | None:
        """How many months there are of each kind, where the answer is of what is asked for."""
        return None if self.page is None or not self._is_of_month() else self.page.counts

    @property
    def units(self) -> Sequence[BillingUnit]:
        """By which the list can be narrowed."""
        return () if self.page is None else self.page.units

    @property
    def is_filtered(self) -> bool:
        """Whether a filter may be why somebody is not in the list."""
        return self._query.check is not None or self._query.unit is not None

    def step_month(self, by: int) -> None:
        """A month earlier or later; what it holds is read anew."""
        if self.month is not None:
            self._ask_anew(replace(self._query, month=months_after(self.month, by)))

    def go_to_today(self) -> None:
        """The month of today."""
        if self._query.month is not None:
            self._ask_anew(replace(self._query, month=None))

    def set_check(self, check: BillingCheck | None) -> None:
        """Those of one result; what is on screen stays until the answer."""
        self._ask(replace(self._query, check=check))

    def set_unit(self, unit: UUID | None) -> None:
        """Those of one unit."""
        self._ask(replace(self._query, unit=unit))

    def clear_filters(self) -> None:
        """All of the month."""
        self._ask(BillingQuery(self._query.month))

    def _is_of_month(self) -> bool:
        page, month = self.page, self.month
        return page is not None and month is not None and page.month == f"{month:%Y-%m}"

    def _reading(self) -> Callable[[], BillingReading]:
        query, session = self._query, self._session
        return lambda: read_billing(session.api, query)

    def _learn(self, reading: BillingReading) -> None:
        super()._learn(reading)
        self.page, self.is_cut = reading.page, reading.is_cut

    def _clear(self) -> None:
        super()._clear()
        self.is_cut = False

    def forget(self) -> None:
        """The session is over: show none of it, and know no unit."""
        self.page = None
        super().forget()

    def _rows_in(self, reading: BillingReading) -> Sequence[Billed]:
        return reading.rows

    def _left(self, shown: Billed) -> Billed:
        return replace(shown, has_left=True)


class BillingSideStore(ChosenBlock[PatientBilling]):
    """All the evidence of the patient who is chosen in the list."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, _patient, parent)


def read_billing(api: Api, query: BillingQuery) -> BillingReading:
    """The whole list, as far as it is ever shown; runs in a worker."""
    first = page = api.billing.read_page(query.parameters(), _PAGE_ROWS)
    rows = [Billed(row) for row in page.items]
    while page.next_cursor is not None and len(rows) < _MOST_ROWS:
        page = api.billing.read_page(query.parameters(), _PAGE_ROWS, page.next_cursor)
        rows += [Billed(row) for row in page.items]
    found = list({row.key: row for row in rows}.values())
    return BillingReading(query, first, found, page.next_cursor is not None, first.as_of)


def _patient(api: Api, patient_id: UUID, _what: None) -> PatientBilling:
    return api.billing.read_patient(patient_id)
