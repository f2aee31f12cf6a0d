"""The rows of one person: what they answer for and what they claimed, sorted in memory."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from services.alerts.queue import place_of
from services.alerts.worklist_rows import Listed, Query, Together
from services.alerts.worklist_statements import HELD_BY_ME, MY_CLAIMS, OF_PATIENTS
from services.contract.enums import WorklistSort
from services.db.tables.alerts import WorklistEntry

KEYS: Final[dict[WorklistSort, Callable[[Listed], tuple[Any, ...]]]] = {
    WorklistSort.LEVEL: lambda row: (
        row.top_rank,
        row.next_due_at,
        row.received_at,
        row.patient_id,
    ),
    WorklistSort.DUE: lambda row: (row.next_due_at, row.patient_id),
    WorklistSort.RECEIVED: lambda row: (row.received_at, row.patient_id),
}
KEY_KINDS: Final[dict[WorklistSort, tuple[type, ...]]] = {
    WorklistSort.LEVEL: (int, datetime, datetime, UUID),
    WorklistSort.DUE: (datetime, UUID),
    WorklistSort.RECEIVED: (datetime, UUID),
}


_HELD_PATIENTS: Final = HELD_BY_ME.with_only_columns(WorklistEntry.patient_id)


class _MyClaims(NamedTuple):
    """Whose rows of a patient hold alerts that this person claimed, and until when."""

    owners: frozenset[UUID]
    until: datetime


def my_rows(query: Query, sort: WorklistSort) -> list[Together]:
    """One row a patient in an order."""
    claims = _claims(query)
    person = query.caller.person
    rows = [
        _claimed_by(person, row, claims.get(row.patient_id))
        for row in (*_held(query), *_claimed(query, claims))
    ]
    return sorted(together(rows), key=lambda each: KEYS[sort](each.row))


def together(rows: Iterable[Listed]) -> list[Together]:
    """One row a patient, unsorted: the highest is shown, and stands for all of them."""
    of_patients: dict[UUID, list[Listed]] = {}
    for row in rows:
        of_patients.setdefault(row.patient_id, []).append(row)
    highest = KEYS[WorklistSort.LEVEL]
    return [Together(min(parts, key=highest), tuple(parts)) for parts in of_patients.values()]


def my_count(query: Query) -> int:
    """How many patients there are in one's own rows."""
    held = query.session.scalars(_HELD_PATIENTS, reader(query))
    return len({*held, *_claims(query)})


def _held(query: Query) -> list[Listed]:
    return [Listed._make(row) for row in query.session.execute(HELD_BY_ME, reader(query))]


def _claims(query: Query) -> dict[UUID, _MyClaims]:
    """What this person works on, whether it is the highest alert of its patient or not."""
    found: dict[UUID, _MyClaims] = {}
    for row in query.session.execute(MY_CLAIMS, reader(query)):
        _, owner_id = place_of(row.state, row.owner_id, row.escalated_to)
        known = found.get(row.patient_id, _MyClaims(frozenset(), row.claimed_until))
        found[row.patient_id] = _MyClaims(
            known.owners | {owner_id}, max(known.until, row.claimed_until)
        )
    return found


def _claimed(query: Query, claims: Mapping[UUID, _MyClaims]) -> list[Listed]:
    """The rows in which the claimed alerts stand."""
    if not claims:
        return []
    rows = query.session.execute(OF_PATIENTS, reader(query) | {"patient_ids": list(claims)})
    listed = (Listed._make(row) for row in rows)
    return [row for row in listed if row.owner_id in claims[row.patient_id].owners]


def reader(query: Query) -> dict[str, Any]:
    """The parameters of a statement that reads for one person."""
    caller = query.caller
    return {
        "centre_id": caller.centre_id,
        "unit_ids": list(caller.unit_ids),
        "person": caller.person,
        "now": query.now,
    }


def _claimed_by(person: UUID, row: Listed, mine: _MyClaims | None) -> Listed:
    return row if mine is None else row._replace(claimed_by=person, claimed_until=mine.until)
