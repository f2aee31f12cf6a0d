"""Reading the list of patients in a worker: from its top, or again the pages that are in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from services.contract.enums import Monitoring, PatientSort
from services.contract.patient_list import PatientCounts, PatientPage, PatientRow

if TYPE_CHECKING:
    from console.client.api import Api

PAGE_ROWS: Final = 200


class PatientWish(StrEnum):
    """One thing to filter by beside the state; the words are those of the service's query."""

    UNIT = "unit"
    ONCOLOGIST = "oncologist"
    TREATMENT = "treatment"


@dataclass(frozen=True)
class PatientQuery:
    """What the list asks for: one state of monitoring, its order, and what every wish leaves of
    it.

    `treatment` is the key of a choice, the others are ids.
    """

    monitoring: Monitoring = Monitoring.ACTIVE
    sort: PatientSort = PatientSort.ALERT
    unit: str | None = None
    oncologist: str | None = None
    treatment: str | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether patients of this state may be absent."""
        return bool(self.wishes)

    @property
    def wishes(self) -> Sequence[tuple[PatientWish, str]]:
        """What is asked for beside the state, in the order in which it is shown."""
        told = ((wish, getattr(self, wish.value)) for wish in PatientWish)
        return [(wish, value) for wish, value in told if value]

    def with_wish(self, wish: PatientWish, value: str | None) -> PatientQuery:
        """The same with another value for one wish; None takes it away."""
        match wish:
            case PatientWish.UNIT:
                return replace(self, unit=value)
            case PatientWish.ONCOLOGIST:
                return replace(self, oncologist=value)
            case PatientWish.TREATMENT:
                return replace(self, treatment=value)

    def parameters(self) -> list[tuple[str, str]]:
        """The query of the service, in a steady order."""
        wishes = [(wish.value, value) for wish, value in self.wishes]
        return [("monitoring", self.monitoring.value), ("sort", self.sort.value), *wishes]


@dataclass(frozen=True, slots=True)
class Listed:
    """A patient of the list. `has_moved`: the service no longer has them at this place, and what
    the row says may be old.
    """

    row: PatientRow
    has_moved: bool = False

    @property
    def key(self) -> UUID:
        """The patient."""
        return self.row.patient.id


@dataclass(frozen=True)
class Sheet:
    """One page as it was read: from which cursor, and where the next one begins."""

    start: str | None
    rows: Sequence[PatientRow]
    end: str | None


@dataclass(frozen=True)
class PatientReading:
    """What the service said; `is_from_top` when the sheets are the beginning of the list.

    `is_by_name` False: so many patients that where the name would decide, the record's age does.
    """

    query: PatientQuery
    sheets: Sequence[Sheet]
    counts: PatientCounts
    matching: int
    as_of: datetime
    is_from_top: bool
    is_by_name: bool


def count_of(counts: PatientCounts, state: Monitoring) -> int:
    """How many patients are in a state, whatever the filter."""
    return {
        Monitoring.ACTIVE: counts.active,
        Monitoring.PENDING: counts.pending,
        Monitoring.PAUSED: counts.paused,
        Monitoring.ENDED: counts.ended,
    }[state]


def read_from_top(api: Api, query: PatientQuery, rows: int) -> PatientReading:
    """Read the list anew until so many rows are here, one page at least."""
    sheets: list[Sheet] = []
    start: str | None = None
    while True:
        page = api.patient_lists.read_page(query.parameters(), PAGE_ROWS, start)
        sheets.append(Sheet(start, page.items, page.next_cursor))
        start = page.next_cursor
        if start is None or sum(len(sheet.rows) for sheet in sheets) >= rows:
            return _reading(query, sheets, page, is_from_top=True)


def read_again(api: Api, query: PatientQuery, starts: Sequence[str | None]) -> PatientReading:
    """Read some pages again from where they began."""
    sheets = []
    for start in starts:
        page = api.patient_lists.read_page(query.parameters(), PAGE_ROWS, start)
        sheets.append(Sheet(start, page.items, page.next_cursor))
    return _reading(query, sheets, page, is_from_top=False)


def _reading(
    query: PatientQuery, sheets: Sequence[Sheet], last: PatientPage, *, is_from_top: bool
) -> PatientReading:
    return PatientReading(
        query, sheets, last.counts, last.matching, last.as_of, is_from_top, last.sorted_by_name
    )


@dataclass(frozen=True)
class PatientComparison:
    """What pages that were read again say of the rows that stood there."""

    now: dict[UUID, Listed]
    """Rows that read otherwise."""
    news: int
    """How many would stand elsewhere, or be new, if the list were put in order."""


def compare_sheets(
    shown: Sequence[Listed], sheets: Sequence[Sheet], known: set[UUID]
) -> PatientComparison:
    """`shown` are the rows of these pages on screen, `known` every patient of the list.

    Whoever comes below the last row of the pages belongs to a page that is read later, and whoever
    stood there may have been pushed to it.
    """
    fresh = {row.patient.id: row for sheet in sheets for row in sheet.rows}
    here = {listed.key for listed in shown}
    found = [place for place, listed in enumerate(shown) if listed.key in fresh]
    certain = len(shown) if sheets[-1].end is None else max(found, default=-1) + 1
    now: dict[UUID, Listed] = {}
    gone = 0
    for place, listed in enumerate(shown):
        row = fresh.get(listed.key)
        if row is None and place >= certain:
            continue
        gone += row is None
        told = Listed(listed.row, has_moved=True) if row is None else Listed(row)
        if told != listed:
            now[listed.key] = told
    keys = list(fresh)
    last = max((place for place, key in enumerate(keys) if key in here), default=-1)
    came = [key for key in keys[: last + 1] if key not in here]
    now.update({key: Listed(fresh[key]) for key in keys if key in known and key not in here})
    return PatientComparison(now, len(came) + gone)
