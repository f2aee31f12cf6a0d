"""What a list is filtered by, judged row by row; what no filter may hide is told apart (H-03).

Only clear columns are compared: a treatment by the keyed hash of its name (decisions 20, 23).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, Generic, NamedTuple, TypeVar
from uuid import UUID

from services.alerts import filter_statements as statements
from services.alerts.life_cycle import RANKS
from services.alerts.worklist_rows import Listed, Query, holders
from services.centres.times import time_of
from services.contract.enums import AlertLevel, AlertState
from services.contract.filters import FilterCounts
from services.contract.problems import FieldProblem, ProblemCode
from services.errors import ServiceError
from services.patients import monitoring

Listing = TypeVar("Listing")
_WORST_THAT_MAY_BE_HIDDEN: Final = 2
_MARK_DIGITS: Final = 16


class Holder(StrEnum):
    """Whose rows are wanted, beside those of a named person."""

    ME = "me"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Filters:
    """What is asked for, all of it at once; whatever is None or empty asks for nothing."""

    levels: frozenset[AlertLevel] = frozenset()
    symptom: str | None = None
    unit: UUID | None = None
    treatment: bytes | None = None
    oncologist: UUID | None = None
    owner: Holder | UUID | None = None
    overdue: bool = False

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != NO_FILTER

    @property
    def mark(self) -> str:
        """Short, and the same for the same wishes alone: what a cursor is good for."""
        asked = (
            sorted(self.levels),
            self.symptom,
            self.unit,
            self.treatment,
            self.oncologist,
            self.owner,
            self.overdue,
        )
        return sha256(repr(asked).encode()).hexdigest()[:_MARK_DIGITS]


NO_FILTER: Final = Filters()


class Traits(NamedTuple):
    """Of a row: what filters compare. `can_be_hidden` is False for what no filter may hide."""

    patient_id: UUID
    unit_id: UUID
    rank: int
    holders: frozenset[UUID]
    is_overdue: bool
    can_be_hidden: bool


class Sifted(NamedTuple, Generic[Listing]):
    """A row that is shown, and whether it only is because no filter may hide it."""

    is_outside: bool
    row: Listing


def traits_of(parts: Iterable[Listed], now: datetime) -> list[Traits]:
    """The traits of the rows of open alerts for which one stands: technical, critical and overdue
    ones are never hidden.
    """
    return [_of_part(part, now) for part in parts]


def _of_part(row: Listed, now: datetime) -> Traits:
    has_waited = row.turns_at is not None and row.turns_at <= now
    is_overdue = has_waited or (row.state is AlertState.NEW and row.next_due_at <= now)
    return Traits(
        row.patient_id,
        row.unit_id,
        row.top_rank,
        holders(row, now),
        is_overdue,
        row.top_rank >= _WORST_THAT_MAY_BE_HIDDEN and not is_overdue,
    )


def require_own_unit(query: Query, unit: UUID | None) -> None:
    """Raises 422 for a unit that is none of the caller's, whether it exists or not (R-AZ-06)."""
    if unit is not None and unit not in query.caller.unit_ids:
        raise ServiceError(
            422,
            ProblemCode.INVALID_PARAMETER,
            "A parameter was refused.",
            errors=[FieldProblem(field="unit", reason="not_offered")],
        )


def treated_with(query: Query, treatment: bytes) -> set[UUID]:
    """The patients of the caller's units who are treated with this today, by its keyed hash."""
    in_force = monitoring.treatments_in_force(query.session, query.caller, today_of(query))
    return {each.patient_id for each in in_force if each.name_index == treatment}


def today_of(query: Query) -> date:
    """The day in the zone of the caller's centre, which says what treatment is in force."""
    return query.now.astimezone(time_of(query.session, query.caller.centre_id).zone).date()


def sift(
    query: Query,
    filters: Filters,
    rows: Iterable[Listing],
    traits: Callable[[Listing], Sequence[Traits]],
    *,
    closed_since: datetime | None = None,
) -> tuple[list[Sifted[Listing]], FilterCounts]:
    """What a filter leaves of the rows of a whole view, in their order, and how many there are.

    A row that stands for several matches when one of them does, and is hidden only when each of
    them may be (H-03).
    `closed_since`: symptoms are then those of alerts closed since, otherwise of open ones.
    """
    require_own_unit(query, filters.unit)
    matches = _Match(query, filters, closed_since)
    found: list[Sifted[Listing]] = []
    count = 0
    for row in rows:
        count += 1
        parts = traits(row)
        is_outside = not any(map(matches, parts))
        if not is_outside or not all(part.can_be_hidden for part in parts):
            found.append(Sifted(is_outside, row))
    outside = sum(each.is_outside for each in found)
    return found, FilterCounts(matching=len(found) - outside, outside=outside, all=count)


class _Match:
    """Whether a row has everything that is asked for; patients are looked up once, together."""

    def __init__(self, query: Query, filters: Filters, closed_since: datetime | None) -> None:
        self._filters = filters
        self._ranks = {RANKS[level] for level in filters.levels}
        self._person = query.caller.person if filters.owner is Holder.ME else filters.owner
        self._patients = list(_patients(query, filters, closed_since))

    def __call__(self, row: Traits) -> bool:
        asked = self._filters
        return (
            (not self._ranks or row.rank in self._ranks)
            and (asked.unit is None or row.unit_id == asked.unit)
            and (not asked.overdue or row.is_overdue)
            and self._is_held(row.holders)
            and all(row.patient_id in patients for patients in self._patients)
        )

    def _is_held(self, holders: frozenset[UUID]) -> bool:
        if self._person is None:
            return True
        return not holders if self._person is Holder.NOBODY else self._person in holders


def _patients(
    query: Query, filters: Filters, closed_since: datetime | None
) -> Iterable[Collection[UUID]]:
    """The patients who have what is not a column of the queue, one set for each such wish."""
    session = query.session
    units = {"centre_id": query.caller.centre_id, "unit_ids": list(query.caller.unit_ids)}
    if filters.symptom is not None:
        asked: dict[str, Any] = units | {"symptom": filters.symptom}
        statement = statements.OPEN_WITH_SYMPTOM
        if closed_since is not None:
            statement, asked["since"] = statements.CLOSED_WITH_SYMPTOM, closed_since
        yield set(session.scalars(statement, asked))
    if filters.oncologist is not None:
        asked = units | {"oncologist_id": filters.oncologist}
        yield set(session.scalars(statements.OF_ONCOLOGIST, asked))
    if filters.treatment is not None:
        yield treated_with(query, filters.treatment)
