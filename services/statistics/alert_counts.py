"""What a month has of the alerts of each person: raised, due, answered for, closed, and by whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from services.centres.opening_hours import OpeningHours
from services.contract.enums import ActionKind, AlertKind, Channel, MeasureCode, Role
from services.db.tables.accounts import Membership
from services.db.tables.alerts import Alert, AlertAct, AlertLook
from services.db.tables.answers import Answer
from services.db.types import Instant
from services.statistics.disclosure.counts import LEAST_STAFF
from services.statistics.months import Span
from services.statistics.person_month import DUE, MET, PersonMonth

NO_ACTION: Final = frozenset({MeasureCode.WATCH_NEXT_SURVEY.value, MeasureCode.NOT_RELEVANT.value})
"""Coded actions after which an alert was not followed by an act."""
WORK: Final = frozenset(
    {
        ActionKind.ACKNOWLEDGE,
        ActionKind.CALL,
        ActionKind.MEASURE,
        ActionKind.NOTE,
        ActionKind.DEFER,
        ActionKind.ESCALATE,
        ActionKind.ANSWER,
        ActionKind.CLOSE,
        ActionKind.REOPEN,
    }
)
"""Acts that are work; to take, give back or undo is none."""
_START, _END = bindparam("start", type_=Instant()), bindparam("end", type_=Instant())


def _in_month(column: Any) -> Any:
    return (column >= _START) & (column < _END)


_ALERTS: Final = (
    select(
        Alert.id,
        Alert.patient_id,
        Alert.kind,
        Alert.level,
        Alert.received_at,
        Alert.due_at,
        Alert.acknowledged_at,
        Alert.closed_at,
        Alert.closed_by,
    )
    .outerjoin(Answer, Answer.id == Alert.answer_id)
    .where(
        Alert.kind.in_([AlertKind.CLINICAL, AlertKind.NON_RESPONSE]),
        or_(Answer.channel.is_(None), Answer.channel != Channel.IMPORT),
        or_(
            _in_month(Alert.received_at),
            _in_month(Alert.due_at),
            _in_month(Alert.acknowledged_at),
            _in_month(Alert.closed_at),
        ),
    )
)
_undo = aliased(AlertAct)
_STANDS: Final = ~select(_undo.id).where(_undo.undoes == AlertAct.id).exists()
_ACTS: Final = select(
    AlertAct.alert_id, AlertAct.patient_id, AlertAct.kind, AlertAct.by, AlertAct.at
).where(_in_month(AlertAct.at), AlertAct.kind.in_(WORK), _STANDS)
_MEASURES: Final = (
    select(AlertAct.alert_id, AlertAct.codes)
    .join(Alert, Alert.id == AlertAct.alert_id)
    .where(
        _in_month(Alert.closed_at),
        Alert.kind == AlertKind.CLINICAL,
        AlertAct.kind.in_([ActionKind.MEASURE, ActionKind.ANSWER]),
        _STANDS,
    )
)
_LOOKS: Final = (
    select(AlertLook.alert_id, AlertLook.seconds)
    .join(Alert, Alert.id == AlertLook.alert_id)
    .where(_in_month(Alert.closed_at))
)
_NURSES: Final = select(Membership.account_id).where(
    Membership.centre_id == bindparam("centre_id"), Membership.role == Role.NURSE
)


@dataclass(frozen=True)
class _Alert:
    """A clinical alert as the month sees it."""

    level: str
    received_at: datetime
    due_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None

    @property
    def is_in_time(self) -> bool:
        """Whether somebody answered for it before it was due."""
        return self.answered_at is not None and self.answered_at <= self.due_at


@dataclass(frozen=True)
class _Look:
    """For how long a closed alert had been in the foreground, and who closed it."""

    person: PersonMonth
    seconds: int
    closed_by: UUID | None


def count_alerts(
    session: Session,
    centre_id: UUID,
    span: Span,
    hours: OpeningHours,
    persons: Mapping[UUID, PersonMonth],
) -> dict[str, int]:
    """Adds what the month has of alerts and of the work on them to the counts of each person; gives
    back how many members of staff worked in each hour of the week.

    Somebody who is not among the `persons` is none to count: the patient of surveillance.
    """
    asked = {"start": span.start, "end": span.end}
    measures = _measures(session, asked)
    seconds = {row.alert_id: row.seconds for row in session.execute(_LOOKS, asked)}
    looks = list[_Look]()
    for row in session.execute(_ALERTS, asked):
        person = persons.get(row.patient_id)
        if person is None:
            continue
        if row.kind is AlertKind.NON_RESPONSE:
            person.silences += span.holds(row.received_at)
            continue
        first = min(filter(None, (row.acknowledged_at, row.closed_at)), default=None)
        alert = _Alert(row.level.value, row.received_at, row.due_at, first, row.closed_at)
        _count(person, alert, span, hours)
        if span.holds(row.closed_at):
            _count_outcome(person, measures.get(row.id, set()))
            if row.id in seconds:
                looks.append(_Look(person, seconds[row.id], row.closed_by))
    _count_looks(session, centre_id, looks)
    return _count_acts(session, span, asked, persons)


def _count(person: PersonMonth, alert: _Alert, span: Span, hours: OpeningHours) -> None:
    if span.holds(alert.received_at):
        person.raised[alert.level] = person.raised.get(alert.level, 0) + 1
    if span.holds(alert.due_at):
        due = person.due.setdefault(alert.level, [0, 0])
        due[MET] += alert.is_in_time
        due[DUE] += 1
    for at, minutes in ((alert.answered_at, person.waits), (alert.closed_at, person.closings)):
        if at is not None and span.holds(at):
            waited = hours.open_minutes_between(alert.received_at, at)
            minutes.setdefault(alert.level, []).append(waited)


def _count_outcome(person: PersonMonth, codes: Iterable[str]) -> None:
    person.closed += 1
    person.acted += bool(set(codes) - NO_ACTION)
    for code in codes:
        person.outcomes[code] = person.outcomes.get(code, 0) + 1


def _count_looks(session: Session, centre_id: UUID, looks: Sequence[_Look]) -> None:
    """Adds the looks of a month to the counts of each person, unless they would be those of one or
    two nurses: who looked is not kept, and who closed stands for them.
    """
    nurses = set(session.scalars(_NURSES, {"centre_id": centre_id}))
    closings = Counter(each.closed_by for each in looks if each.closed_by in nurses)
    if len(closings) >= LEAST_STAFF and 2 * max(closings.values()) <= len(looks):
        for each in looks:
            each.person.looks.append(each.seconds)


def _measures(session: Session, asked: dict[str, datetime]) -> Mapping[UUID, set[str]]:
    """The coded actions of the alerts that were closed, whenever they were recorded."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for row in session.execute(_MEASURES, asked):
        found[row.alert_id].update(row.codes.get("measures", ()))
    return found


def _count_acts(
    session: Session,
    span: Span,
    asked: dict[str, datetime],
    persons: Mapping[UUID, PersonMonth],
) -> dict[str, int]:
    escalated: set[UUID] = set()
    staff: dict[str, set[UUID]] = defaultdict(set)
    for row in session.execute(_ACTS, asked):
        person = persons.get(row.patient_id)
        if person is None:
            continue
        at = row.at.astimezone(span.zone)
        cell = f"{at.isoweekday()}-{at.hour}"
        staff[cell].add(row.by)
        person.work[cell] = person.work.get(cell, 0) + 1
        if row.kind is ActionKind.ESCALATE and row.alert_id not in escalated:
            escalated.add(row.alert_id)
            person.escalated += 1
    return {cell: len(those) for cell, those in staff.items()}
