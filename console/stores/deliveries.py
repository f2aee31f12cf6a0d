"""Deliveries to the hospital record on screen: those that need somebody, those that have not left,
or all of them, followed in place (screens.md 3.8).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.whole_rows import WholeRows
from services.contract.delivery import Delivery, DeliveryNumbers

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

LISTS: Final = "list_deliveries"
_MOST_ROWS: Final = 200
"""One page: what is older is found in the file of its patient."""
_APART_MS: Final = 15_000
"""Documents leave by themselves, in minutes."""


class DeliveryGroup(StrEnum):
    """Which of the deliveries are shown."""

    TROUBLED = "troubled"
    """Failed, blocked, or never acknowledged: somebody has to look."""
    WAITING = "waiting"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery of the list. `has_left`: it is none of those any more that the list asks for.
    `is_on`: the centre delivers now.
    """

    row: Delivery
    has_left: bool = False
    is_on: bool = True

    @property
    def key(self) -> UUID:
        """The document."""
        return self.row.id


@dataclass(frozen=True)
class DeliveryReading:
    """What the service said of one query."""

    query: DeliveryGroup
    deliveries: Sequence[Delivery]
    is_cut: bool
    is_on: bool
    numbers: DeliveryNumbers
    as_of: datetime


class DeliveryListStore(WholeRows[Delivered, DeliveryGroup, DeliveryReading]):
    """`is_on`: whether the centre delivers now; what waits while it does not goes on waiting."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, DeliveryGroup.TROUBLED, parent)
        self.is_cut = False
        self.is_on = True
        self.numbers: DeliveryNumbers | None = None

    def show(self, group: DeliveryGroup) -> None:
        """Show others."""
        if group is not self._query:
            self._ask_anew(group)

    @Slot(object)
    def settle(self, delivery: Delivery) -> None:
        """What the service has written of one: it stays where it stands, whatever it has become."""
        place = self.index_of(delivery.id)
        if place is not None:
            self._put_row(delivery.id, replace(self._rows[place], row=delivery))
            self.rows_changed.emit([delivery.id])
            self.told.emit()
        self.refresh()

    def _reading(self) -> Callable[[], DeliveryReading]:
        query, session = self._query, self._session
        return lambda: read_deliveries(session.api, query, session.server_now)

    def _learn(self, reading: DeliveryReading) -> None:
        # The answer says no time of its own: the clock of the service is learned elsewhere.
        self.as_of, self.error = reading.as_of, None
        self.is_cut, self.is_on = reading.is_cut, reading.is_on
        self.numbers = reading.numbers

    def _take(self, reading: DeliveryReading) -> None:
        super()._take(reading)
        if self._is_shown and reading.query == self._query:
            self._pace.wait(_APART_MS)

    def _rows_in(self, reading: DeliveryReading) -> Sequence[Delivered]:
        return [Delivered(each, is_on=reading.is_on) for each in reading.deliveries]

    def _left(self, shown: Delivered) -> Delivered:
        return replace(shown, has_left=True)


def read_deliveries(api: Api, query: DeliveryGroup, now: Callable[[], datetime]) -> DeliveryReading:
    """One page of them; runs in a worker."""
    as_of = now()
    wanted = [] if query is DeliveryGroup.ALL else [(query.value, "true")]
    page = api.deliveries.read_page(wanted, _MOST_ROWS)
    numbers = DeliveryNumbers(troubled=page.troubled, waiting=page.waiting)
    is_cut = page.next_cursor is not None
    return DeliveryReading(query, page.items, is_cut, page.is_on, numbers, as_of)
