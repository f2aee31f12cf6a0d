"""The calendar: whom each month brings to be told, archived, erased, as of the last pass."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, bindparam, distinct, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.centres.times import time_of
from services.contract.enums import Role
from services.contract.patients import PatientLabel
from services.contract.problems import ProblemCode
from services.contract.retention import (
    RetentionCalendar,
    RetentionList,
    RetentionMonth,
    RetentionRow,
)
from services.db.tables.patients import Patient
from services.db.tables.retention import Retention, RetentionAnnouncement, RetentionHold
from services.edge.context import Context
from services.edge.reads import Seen
from services.errors import ServiceError
from services.pagination import decode_cursor, encode_cursor
from services.patients.headers import label_of
from services.patients.identity import open_identity
from services.retention import rows
from services.retention.holds import marks_of
from services.retention.reaching import sees_names, within_reach
from services.retention.rules import months_later
from services.security.caller import Caller
from services.security.unreadable import ciphers, opened

MONTHS: Final = 12
SMALLEST_COUNT: Final = 11
"""The smallest number of patients that a manager is told (R-STA-01)."""
_Column = InstrumentedAttribute[date | None]
_LISTS: Final[dict[str, _Column]] = {
    "to_announce": Retention.announce_on,
    "to_archive": Retention.archive_on,
    "to_erase": Retention.erase_on,
}
_ANNOUNCED: Final = (
    select(RetentionAnnouncement.patient_id, func.max(RetentionAnnouncement.announced_at))
    .where(
        RetentionAnnouncement.patient_id.in_(bindparam("patient_ids", expanding=True)),
        RetentionAnnouncement.ended_at.is_(None),
    )
    .group_by(RetentionAnnouncement.patient_id)
)
_ROW: Final = (
    select(
        Retention.patient_id,
        Retention.state,
        Retention.archive_on,
        Retention.erase_on,
        Retention.inactive_on,
        Retention.archived_on,
        Retention.last_use_on,
        Retention.last_survey_on,
        Patient.sex,
        Patient.identity,
    )
    .join(Patient, Patient.id == Retention.patient_id)
    .where(~Patient.synthetic)
)


@dataclass(frozen=True)
class Wanted:
    """Which months and which page of them; `month` None is that of today."""

    month: date | None
    limit: int
    cursor: str | None


@dataclass(frozen=True)
class _Page:
    """The place from which one list goes on."""

    name: str
    on: date
    after: UUID


@dataclass(frozen=True)
class _Asked:
    session: Session
    context: Context
    caller: Caller
    today: date
    first: date
    limit: int

    def within(self, column: _Column, month: date) -> ColumnElement[bool]:
        """A column in a month; what is overdue stands in the month of today."""
        before = column < months_later(month, 1)
        is_now = month == self.today.replace(day=1)
        return before if is_now else and_(before, column >= max(month, self.today))


def read_calendar(
    session: Session, context: Context, caller: Caller, wanted: Wanted
) -> Seen[RetentionCalendar]:
    """Counts of twelve months, and the lists of the first; raises 422 for a cursor that is none."""
    zone = time_of(session, caller.centre_id).zone
    today = context.clock.now().astimezone(zone).date()
    first = wanted.month or today.replace(day=1)
    page = _page_of(wanted.cursor)
    asked = _Asked(session, context, caller, today, first, wanted.limit)
    last = rows.last_pass(session, caller.centre_id)
    lists: dict[str, RetentionList | None] = dict.fromkeys(_LISTS)
    if caller.role is not Role.MANAGER:
        for name in _LISTS if page is None else [page.name]:
            lists[name] = _list(asked, name, page)
    found = RetentionCalendar(
        as_of=None if last is None else last.finished_at,
        today=today,
        months=_months(asked),
        held=_count(caller, _held(asked)),
        **lists,
    )
    items = [item for each in lists.values() if each is not None for item in each.items]
    return Seen(
        found,
        shown=tuple(dict.fromkeys(item.patient_id for item in items)),
        is_whole=not any(item.identity_unreadable for item in items),
    )


def _page_of(cursor: str | None) -> _Page | None:
    if cursor is None:
        return None
    name, on, after = map(str, decode_cursor(cursor, (str, str, str)))
    try:
        place = _Page(name, date.fromisoformat(on), UUID(after))
    except ValueError:
        place = None
    if place is None or name not in _LISTS:
        raise ServiceError(422, ProblemCode.INVALID_PARAMETER, "The cursor is not valid.")
    return place


def _months(asked: _Asked) -> list[RetentionMonth]:
    months = [months_later(asked.first, number) for number in range(MONTHS)]
    counted = {name: _by_month(asked, column) for name, column in _LISTS.items()}
    return [
        RetentionMonth(
            month=month,
            **{name: _count(asked.caller, counted[name][month]) for name in _LISTS},
        )
        for month in months
    ]


def _by_month(asked: _Asked, column: _Column) -> Counter[date]:
    ends = months_later(asked.first, MONTHS)
    days = asked.session.execute(
        select(column, func.count())
        .join(Patient, Patient.id == Retention.patient_id)
        .where(~Patient.synthetic, within_reach(asked.caller), column < ends)
        .group_by(column)
    )
    found: Counter[date] = Counter()
    for on, count in days:
        if on is not None:
            found[max(on, asked.today).replace(day=1)] += count
    return found


def _held(asked: _Asked) -> int:
    held = (
        select(func.count(distinct(RetentionHold.patient_id)))
        .join(Patient, Patient.id == RetentionHold.patient_id)
        .where(within_reach(asked.caller), RetentionHold.ended_at.is_(None))
    )
    return asked.session.scalar(held) or 0


def _count(caller: Caller, count: int) -> int | None:
    is_small = 0 < count < SMALLEST_COUNT
    return None if is_small and caller.role is Role.MANAGER else count


def _list(asked: _Asked, name: str, page: _Page | None) -> RetentionList:
    column = _LISTS[name]
    query = _ROW.add_columns(column.label("due_on")).where(
        within_reach(asked.caller), asked.within(column, asked.first)
    )
    if page is not None:
        after = and_(column == page.on, Retention.patient_id > page.after)
        query = query.where(or_(column > page.on, after))
    ordered = query.order_by(column, Retention.patient_id).limit(asked.limit + 1)
    found = asked.session.execute(ordered).all()
    items = _rows(asked, found[: asked.limit])
    has_more = len(found) > asked.limit
    last = items[-1] if items else None
    cursor = None
    if has_more and last is not None:
        cursor = encode_cursor([name, last.due_on.isoformat(), str(last.patient_id)])
    return RetentionList(items=items, next_cursor=cursor)


def _rows(asked: _Asked, found: Sequence[Row[*tuple[Any, ...]]]) -> list[RetentionRow]:
    ids = [row.patient_id for row in found]
    marks = marks_of(asked.session, ids)
    announced = {row[0]: row[1] for row in asked.session.execute(_ANNOUNCED, {"patient_ids": ids})}
    labels = _labels(asked, found) if sees_names(asked.caller) else {}
    return [
        RetentionRow(
            patient_id=row.patient_id,
            patient=labels.get(row.patient_id),
            identity_unreadable=sees_names(asked.caller) and row.patient_id not in labels,
            state=row.state,
            due_on=row.due_on,
            archive_on=row.archive_on,
            archived_on=row.archived_on,
            erase_on=row.erase_on,
            last_use_on=row.last_use_on,
            last_survey_on=row.last_survey_on,
            announced_at=announced.get(row.patient_id),
            holds=marks.get(row.patient_id, []),
        )
        for row in found
    ]


def _labels(asked: _Asked, found: Sequence[Row[*tuple[Any, ...]]]) -> dict[UUID, PatientLabel]:
    """The names of those that can be opened."""
    sealed_by = ciphers(asked.context.keys, [row.patient_id for row in found])
    labels = {}
    for row in found:
        read = partial(open_identity, sealed_by[row.patient_id], row.patient_id, row.identity)
        identity = opened(read, "identity", row.patient_id)
        if identity is not None:
            labels[row.patient_id] = label_of(row.patient_id, row.sex, identity)
    return labels
