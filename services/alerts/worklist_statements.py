"""The statements of the queue, built once: one walk along one index for each unit, then a merge.

`unit_id IN (...)` before an ORDER BY would make a database read and sort every open row. So each
unit has a branch of its own that stops after a page, and only those few rows are merged.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    union_all,
)

from services.alerts.queue import Lane
from services.alerts.repository import STILL_OPEN
from services.contract.enums import AlertState, WorklistSort
from services.db.tables.alerts import Alert, WorklistEntry
from services.db.types import Id, Instant

_URGENT_RANK: Final = 1

COLUMNS: Final = (
    WorklistEntry.patient_id,
    WorklistEntry.unit_id,
    WorklistEntry.top_alert_id,
    WorklistEntry.alert_version,
    WorklistEntry.kind,
    WorklistEntry.level,
    WorklistEntry.state,
    WorklistEntry.owner_id,
    WorklistEntry.claimed_by,
    WorklistEntry.claimed_until,
    WorklistEntry.top_rank,
    WorklistEntry.next_due_at,
    WorklistEntry.received_at,
    WorklistEntry.open_count,
    WorklistEntry.summary,
    WorklistEntry.turns_at,
)

ORDERS: Final[dict[WorklistSort, tuple[Any, ...]]] = {
    WorklistSort.LEVEL: (
        WorklistEntry.top_rank,
        WorklistEntry.next_due_at,
        WorklistEntry.received_at,
        WorklistEntry.patient_id,
    ),
    WorklistSort.DUE: (WorklistEntry.next_due_at, WorklistEntry.patient_id),
    WorklistSort.RECEIVED: (WorklistEntry.received_at, WorklistEntry.patient_id),
}
"""Ascending orders that are also keys: the patient at the end makes each row's key its own."""


@cache
def todo_page(sort: WorklistSort, unit_count: int, *, continues: bool) -> Select[*tuple[Any, ...]]:
    """A page of what the unit has to do: new alerts, and acknowledged ones without follow-up.

    Parameters: `centre_id`, `limit`, `now`, `unit_0` ..., with `continues` the key of the last row
    as `after_0` ...
    """
    branches = [
        _branch(sort, place, is_shown, continues)
        for place in range(unit_count)
        for is_shown in (_is_new, _is_lapsed)
    ]
    # SQLite takes a limit inside of a union only from a query that is wrapped in another one.
    wrapped = [select(branch.subquery(f"unit_{place}")) for place, branch in enumerate(branches)]
    merged = union_all(*wrapped).subquery("merged")
    order = [merged.c[column.key] for column in ORDERS[sort]]
    return select(merged).order_by(*order).limit(bindparam("limit"))


def _is_new() -> ColumnElement[bool]:
    """New alerts, as long as no acknowledgement of their patient has lapsed."""
    now = bindparam("now", type_=Instant())
    return and_(
        WorklistEntry.lane == Lane.TODO.value,
        or_(WorklistEntry.turns_at.is_(None), WorklistEntry.turns_at > now),
    )


def _is_lapsed() -> ColumnElement[bool]:
    """All open alerts of a patient one of whose acknowledgements had no follow-up."""
    return and_(
        WorklistEntry.lane == Lane.LAPSED.value,
        WorklistEntry.turns_at <= bindparam("now", type_=Instant()),
    )


def _branch(
    sort: WorklistSort,
    place: int,
    is_shown: Callable[[], ColumnElement[bool]],
    continues: bool,
) -> Select[*tuple[Any, ...]]:
    order = ORDERS[sort]
    page = select(*COLUMNS).where(
        WorklistEntry.centre_id == bindparam("centre_id", type_=Id()),
        is_shown(),
        WorklistEntry.unit_id == bindparam(f"unit_{place}", type_=Id()),
    )
    if continues:
        last = [bindparam(f"after_{at}", type_=column.type) for at, column in enumerate(order)]
        page = page.where(tuple_(*order) > tuple_(*last))
    return page.order_by(*order).limit(bindparam("limit"))


_IS_TO_DO: Final = (
    WorklistEntry.lane.in_((Lane.TODO.value, Lane.LAPSED.value)),
    or_(_is_new(), _is_lapsed()),
)
# As a filter and the console judge it: at the very instant at which something is due it is overdue.
_IS_OVERDUE: Final = WorklistEntry.next_due_at <= bindparam("now", type_=Instant())
TODO_COUNTS: Final = (
    select(
        WorklistEntry.top_rank,
        func.count().label("patients"),
        func.sum(WorklistEntry.open_count).label("alerts"),
        func.count().filter(_IS_OVERDUE).label("overdue"),
    )
    .where(
        WorklistEntry.centre_id == bindparam("centre_id", type_=Id()),
        *_IS_TO_DO,
        WorklistEntry.unit_id.in_(bindparam("unit_ids", expanding=True)),
    )
    .group_by(WorklistEntry.top_rank)
)

_MINE = select(*COLUMNS).where(
    WorklistEntry.centre_id == bindparam("centre_id", type_=Id()),
    WorklistEntry.unit_id.in_(bindparam("unit_ids", expanding=True)),
)
HELD_BY_ME: Final = _MINE.where(
    WorklistEntry.lane == Lane.HELD.value, WorklistEntry.owner_id == bindparam("person", type_=Id())
)
OF_PATIENTS: Final = _MINE.where(
    WorklistEntry.lane.in_((Lane.TODO.value, Lane.HELD.value, Lane.ESCALATED.value)),
    WorklistEntry.patient_id.in_(bindparam("patient_ids", expanding=True)),
)
DEFERRED: Final = _MINE.where(
    WorklistEntry.lane == Lane.DEFERRED.value,
    WorklistEntry.turns_at > bindparam("now", type_=Instant()),
)
ESCALATED: Final = _MINE.where(WorklistEntry.lane == Lane.ESCALATED.value)
_OF_UNITS: Final = (
    Alert.centre_id == bindparam("centre_id", type_=Id()),
    Alert.unit_id.in_(bindparam("unit_ids", expanding=True)),
)
QUESTIONS: Final = select(
    Alert.patient_id,
    Alert.unit_id,
    Alert.level,
    Alert.escalated_to,
    Alert.effective_at,
    Alert.changed_at,
    Alert.owner_id,
).where(STILL_OPEN, Alert.state == AlertState.ESCALATED, *_OF_UNITS)
NEWEST_URGENT: Final = (
    select(Alert.received_at, Alert.kind)
    .where(
        STILL_OPEN,
        Alert.state == AlertState.NEW,
        Alert.rank <= _URGENT_RANK,
        *_OF_UNITS,
    )
    .order_by(Alert.received_at.desc(), Alert.id.desc())
    .limit(1)
)
TO_DO: Final = _MINE.where(*_IS_TO_DO)
OVERDUE: Final = TO_DO.where(_IS_OVERDUE)
MY_CLAIMS: Final = select(
    Alert.patient_id, Alert.state, Alert.owner_id, Alert.escalated_to, Alert.claimed_until
).where(
    Alert.centre_id == bindparam("centre_id", type_=Id()),
    Alert.unit_id.in_(bindparam("unit_ids", expanding=True)),
    Alert.claimed_by == bindparam("person", type_=Id()),
    Alert.claimed_until > bindparam("now", type_=Instant()),
)
