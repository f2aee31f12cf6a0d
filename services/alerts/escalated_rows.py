"""What waits for an oncologist in the caller's units, what waits for the caller first."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from services.alerts.escalations import listed_in, people_asked
from services.alerts.filters import Traits, traits_of
from services.alerts.my_rows import KEY_KINDS, KEYS, reader
from services.alerts.worklist_rows import Listed, Query
from services.alerts.worklist_statements import ESCALATED, OVERDUE, QUESTIONS
from services.centres.escalation_lists import escalation_lists
from services.centres.opening_hours import OpeningHours
from services.centres.times import time_of
from services.contract.enums import Role, WorklistSort
from services.contract.units import EscalationList


class Escalated(NamedTuple):
    """A row as it is shown, whether it waits for the caller, and the rows for which it stands."""

    is_to_me: bool
    row: Listed
    parts: tuple[Listed, ...]

    @property
    def patient_id(self) -> UUID:
        """Whose row it is: each has one of its own."""
        return self.row.patient_id

    @property
    def received_at(self) -> datetime:
        """When the last of its rows came to be what it is."""
        return max(part.received_at for part in self.parts)


class _Question(NamedTuple):
    """One question: whether the caller is asked, whether it has left, whether the caller asked."""

    is_to_me: bool
    has_left: bool
    is_mine: bool


_Key = Callable[[Escalated], tuple[Any, ...]]


def _mine_first(sort: WorklistSort) -> _Key:
    key = KEYS[sort]
    return lambda each: (not each.is_to_me, *key(each.row))


ESCALATED_KEYS: Final[dict[WorklistSort, _Key]] = {sort: _mine_first(sort) for sort in WorklistSort}
ESCALATED_KEY_KINDS: Final[dict[WorklistSort, tuple[type, ...]]] = {
    sort: (bool, *kinds) for sort, kinds in KEY_KINDS.items()
}


def escalated_rows(query: Query, sort: WorklistSort) -> list[Escalated]:
    """One row a patient in an order, those that wait for the caller first."""
    return sorted(one_a_patient(_all(query)), key=ESCALATED_KEYS[sort])


def traits_of_escalated(each: Escalated, now: datetime) -> list[Traits]:
    """The traits of the parts of a row; what waits for the caller is never hidden from them."""
    traits = traits_of(each.parts, now)
    if not each.is_to_me:
        return traits
    return [of_part._replace(can_be_hidden=False) for of_part in traits]


def escalated_counts(query: Query) -> tuple[int, int]:
    """How many patients there are in this view, and how many of them wait for the caller."""
    rows = one_a_patient(_all(query))
    return len(rows), sum(each.is_to_me for each in rows)


def one_a_patient(rows: Iterable[Escalated]) -> list[Escalated]:
    """The highest row of each patient, one that waits for the caller first; it stands for all."""
    of_patients: dict[UUID, list[Escalated]] = {}
    for each in rows:
        of_patients.setdefault(each.row.patient_id, []).append(each)
    return [
        min(several, key=ESCALATED_KEYS[WorklistSort.LEVEL])._replace(
            parts=tuple(part for each in several for part in each.parts)
        )
        for several in of_patients.values()
    ]


def _all(query: Query) -> list[Escalated]:
    lists = escalation_lists(query.session, query.caller.unit_ids)
    hours = time_of(query.session, query.caller.centre_id).hours
    rows = _escalated(query, lists, hours)
    if query.caller.role is Role.ONCOLOGIST:
        rows += _climbed(query, lists, hours)
    return rows


def _escalated(
    query: Query, lists: Mapping[UUID, EscalationList], hours: OpeningHours
) -> list[Escalated]:
    """The rows of what was escalated, each judged by all the questions that it stands for."""
    questions: dict[tuple[UUID, UUID], list[_Question]] = {}
    for asked in query.session.execute(QUESTIONS, reader(query)):
        key = (asked.patient_id, asked.escalated_to)
        questions.setdefault(key, []).append(_question(query, lists, hours, asked))
    rows = (Listed._make(row) for row in query.session.execute(ESCALATED, reader(query)))
    found = []
    for row in rows:
        of_row = questions.get((row.patient_id, row.owner_id), [])
        # Until it has left it can be taken back, and nobody whom it may concern has seen it.
        is_seen = query.caller.role is not Role.ONCOLOGIST or any(
            each.has_left or each.is_mine for each in of_row
        )
        if is_seen:
            found.append(Escalated(any(each.is_to_me for each in of_row), row, (row,)))
    return found


def _question(
    query: Query, lists: Mapping[UUID, EscalationList], hours: OpeningHours, asked: Any
) -> _Question:
    since = asked.effective_at or asked.changed_at
    listed = listed_in(lists, asked.unit_id)
    people = people_asked(asked.escalated_to, since, asked.level, listed, hours, query.now)
    has_left = since <= query.now
    person = query.caller.person
    return _Question(has_left and person in people, has_left, asked.owner_id == person)


def _climbed(
    query: Query, lists: Mapping[UUID, EscalationList], hours: OpeningHours
) -> list[Escalated]:
    """What is overdue for so long that the list of its unit has come to the caller."""
    rows = (Listed._make(row) for row in query.session.execute(OVERDUE, reader(query)))
    return [
        Escalated(True, row, (row,))
        for row in rows
        if query.caller.person
        in people_asked(
            None, row.next_due_at, row.level, listed_in(lists, row.unit_id), hours, query.now
        )
    ]
