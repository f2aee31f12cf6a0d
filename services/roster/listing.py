"""Lists the patients of the caller's units: filtered and sorted in memory, a page at a time.

Names are sealed, so no index of a database can sort them (decision 20).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple
from uuid import UUID

from services.alerts import cursors
from services.alerts.filters import today_of
from services.alerts.worklist_rows import Query
from services.contract.enums import Monitoring, PatientSort
from services.contract.patient_list import PatientCounts, PatientPage
from services.contract.problems import FieldProblem, ProblemCode
from services.errors import ServiceError
from services.patients import monitoring
from services.roster import repository
from services.roster.name_order import NameKey, name_keys
from services.roster.repository import Highest, Listed
from services.roster.rows import rows_shown

MOST_SORTED_BY_NAME: Final = 5_000
"""Patients of one unit; more are not opened for one page."""
_MARK_DIGITS: Final = 16
_NO_ALERT: Final = 9
_EVERYBODY: Final = 0
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNNAMED: Final[NameKey] = ()


@dataclass(frozen=True)
class Wanted:
    """Which page of the list; what is None or empty filters nothing."""

    sort: PatientSort
    limit: int
    cursor: str | None
    monitoring: frozenset[Monitoring] = frozenset()
    unit: UUID | None = None
    oncologist: UUID | None = None
    treatment: bytes | None = None
    with_alert: bool = False

    @property
    def purpose(self) -> str:
        """What a cursor of this list is good for."""
        asked = (
            sorted(self.monitoring),
            self.unit,
            self.oncologist,
            self.treatment,
            self.with_alert,
        )
        mark = sha256(repr(asked).encode()).hexdigest()[:_MARK_DIGITS]
        return f"patients.{self.sort.value}.{mark}"


class _Placed(NamedTuple):
    """A row with where it stands: what its order measures of it, if anything, then the name."""

    measure: int | datetime
    name: NameKey
    row: Listed


def page(query: Query, wanted: Wanted) -> PatientPage:
    """A page; raises 422 for a cursor of another list or order and for a unit of others."""
    _require_readable(query, wanted)
    session, caller = query.session, query.caller
    rows = repository.listed(session, caller)
    alerts = repository.highest_alerts(session, caller)
    matching = list(_matching(query, wanted, rows, alerts))
    by_name = _are_few_enough(matching)
    names = [_UNNAMED] * len(matching)
    if by_name:
        names = name_keys(session, query.context.keys, caller, matching)
    measures = _measures(query, wanted.sort, matching, alerts)
    shown, cursor = _cut(list(map(_Placed, measures, names, matching)), wanted)
    states = Counter(row.monitoring for row in rows)
    return PatientPage(
        items=rows_shown(query, shown, alerts),
        next_cursor=cursor,
        matching=len(matching),
        counts=PatientCounts(**{state.value: states[state] for state in Monitoring}),
        as_of=query.now,
        sorted_by_name=by_name,
    )


def _require_readable(query: Query, wanted: Wanted) -> None:
    if wanted.unit is not None and wanted.unit not in query.caller.unit_ids:
        raise ServiceError(
            422,
            ProblemCode.INVALID_PARAMETER,
            "A parameter was refused.",
            errors=[FieldProblem(field="unit", reason="not_offered")],
        )


def _matching(
    query: Query, wanted: Wanted, rows: Sequence[Listed], alerts: Mapping[UUID, Highest]
) -> Iterator[Listed]:
    treated: set[UUID] | None = None
    if wanted.treatment is not None:
        lines = monitoring.treatments_in_force(query.session, query.caller, today_of(query))
        treated = {line.patient_id for line in lines if line.name_index == wanted.treatment}
    for row in rows:
        if (
            (not wanted.monitoring or row.monitoring in wanted.monitoring)
            and (wanted.unit is None or row.unit_id == wanted.unit)
            and (wanted.oncologist is None or row.oncologist_id == wanted.oncologist)
            and (treated is None or row.id in treated)
            and (not wanted.with_alert or row.id in alerts)
        ):
            yield row


def _are_few_enough(rows: Sequence[Listed]) -> bool:
    of_units = Counter(row.unit_id for row in rows)
    return not of_units or max(of_units.values()) <= MOST_SORTED_BY_NAME


def _measures(
    query: Query, sort: PatientSort, rows: Sequence[Listed], alerts: Mapping[UUID, Highest]
) -> list[int] | list[datetime]:
    """What comes before the name in this order."""
    match sort:
        case PatientSort.ALERT:
            return [alerts[row.id].rank if row.id in alerts else _NO_ALERT for row in rows]
        case PatientSort.LAST_ANSWER:
            answered = repository.last_answers(query.session, query.caller)
            return [answered.get(row.id) or _NEVER for row in rows]
        case PatientSort.NAME:
            return [_EVERYBODY] * len(rows)


def _cut(placed: Sequence[_Placed], wanted: Wanted) -> tuple[list[Listed], str | None]:
    """The page after the cursor, which holds no name: only whose row was the last.

    One who is no longer listed gives no name to go on from: what is as high as they were comes
    again, so that nobody is left out.
    """
    ordered = sorted(placed, key=_key)
    if wanted.cursor is not None:
        kind = datetime if wanted.sort is PatientSort.LAST_ANSWER else int
        measure, last_id = cursors.unpack(wanted.purpose, wanted.cursor, (kind, UUID))
        last = next((each for each in placed if each.row.id == last_id), None)
        after: tuple[Any, ...] = (_compared(measure),)
        if last is not None:
            after = (*after, last.name, last_id)
        ordered = [each for each in ordered if _key(each) > after]
    if len(ordered) <= wanted.limit:
        return [each.row for each in ordered], None
    last = ordered[wanted.limit - 1]
    cursor = cursors.pack(wanted.purpose, (last.measure, last.row.id))
    return [each.row for each in ordered[: wanted.limit]], cursor


def _key(placed: _Placed) -> tuple[Any, ...]:
    return (_compared(placed.measure), placed.name, placed.row.id)


def _compared(measure: int | datetime) -> Any:
    """The newest answer comes first."""
    return measure if isinstance(measure, int) else _NEVER - measure
