"""What is kept of closed months, read and written."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from services.contract.enums import Channel
from services.db.tables.answers import Answer
from services.db.tables.centres import Centre, Unit
from services.db.tables.statistics import (
    MonthState,
    StatisticMonth,
    StatisticPerson,
    StatisticPersonMonth,
)
from services.db.types import Instant
from services.statistics.kept import Kept
from services.statistics.person_month import PersonMonth

_QUIET: Final = {"synchronize_session": False}
_SINCE: Final = select(Centre.created_at).where(Centre.id == bindparam("centre_id"))
_FIRST_ANSWER: Final = (
    select(Answer.received_at)
    .where(Answer.channel != Channel.IMPORT)
    .order_by(Answer.received_at)
    .limit(1)
)
_STATES: Final = select(
    StatisticMonth.month, StatisticMonth.state, StatisticMonth.seen_at, StatisticMonth.closed_at
)
_RELEASE: Final = select(StatisticMonth.release).where(
    StatisticMonth.month == bindparam("month"), StatisticMonth.state == MonthState.CLOSED
)
_SHOWN: Final = select(StatisticMonth.month, StatisticMonth.shown).where(
    StatisticMonth.month.in_(bindparam("months", expanding=True)),
    StatisticMonth.state == MonthState.CLOSED,
)
_LAST: Final = (
    select(StatisticMonth.month, StatisticMonth.closed_at)
    .where(
        StatisticMonth.state == MonthState.CLOSED,
        StatisticMonth.month < bindparam("until"),
        StatisticMonth.closed_at <= bindparam("now", type_=Instant()),
    )
    .order_by(StatisticMonth.month.desc())
    .limit(1)
)
_EARLIER: Final = (
    select(StatisticMonth.release)
    .where(
        StatisticMonth.month >= bindparam("since"),
        StatisticMonth.month < bindparam("until"),
        StatisticMonth.state == MonthState.CLOSED,
    )
    .order_by(StatisticMonth.month)
)
_PERSONS: Final = select(StatisticPerson.patient_id, StatisticPerson.person)
_PERSON_MONTHS: Final = (
    select(StatisticPersonMonth.month, StatisticPersonMonth.person, StatisticPersonMonth.counts)
    .where(StatisticPersonMonth.month >= bindparam("since"))
    .order_by(StatisticPersonMonth.month, StatisticPersonMonth.person)
)
_CLOSED: Final = select(StatisticMonth.month).where(
    StatisticMonth.month >= bindparam("since"), StatisticMonth.state == MonthState.CLOSED
)
_UNITS: Final = select(Unit.id, Unit.name).where(~Unit.synthetic)


def counts_since(session: Session, centre_id: UUID) -> datetime:
    """Since when a centre may have anything to count: its beginning here, or its first answer."""
    begun = session.execute(_SINCE, {"centre_id": centre_id}).scalar_one()
    first = session.scalar(_FIRST_ANSWER)
    return begun if first is None else min(begun, first)


def states(session: Session) -> dict[date, Any]:
    """Every month that was ever seen over: its state, since when, and when it was closed."""
    return {row.month: row for row in session.execute(_STATES)}


def release_of(session: Session, month: date) -> Kept | None:
    """What a month made available; None where it is not closed."""
    stored = session.scalar(_RELEASE, {"month": month})
    return None if stored is None else Kept.of_json(stored)


def last_closed(session: Session, until: date, now: datetime) -> tuple[date, datetime] | None:
    """The last closed month before one, and when it was closed; None where there is none."""
    row = session.execute(_LAST, {"until": until, "now": now}).first()
    return None if row is None or row.closed_at is None else (row.month, row.closed_at)


def shown_of(session: Session, months: Sequence[date]) -> dict[date, Mapping[str, Any]]:
    """What may be read of those of some months that are closed."""
    return {
        row.month: row.shown
        for row in session.execute(_SHOWN, {"months": list(months)})
        if row.shown is not None
    }


def releases_between(session: Session, since: date, until: date) -> list[Kept]:
    """What the closed months from one on and before another made available, oldest first."""
    stored = session.scalars(_EARLIER, {"since": since, "until": until})
    return [Kept.of_json(each) for each in stored]


def person_months(session: Session, since: date) -> dict[date, dict[UUID, PersonMonth]]:
    """What is kept of the persons of each closed month from one on; of some there was nobody."""
    asked = {"since": since}
    found: dict[date, dict[UUID, PersonMonth]] = {
        each: {} for each in session.scalars(_CLOSED, asked)
    }
    for row in session.execute(_PERSON_MONTHS, asked):
        found[row.month][row.person] = PersonMonth.of_json(row.counts)
    return found


def unit_names(session: Session) -> dict[str, str]:
    """The names of the units, by their hexadecimal id."""
    return {row.id.hex: row.name for row in session.execute(_UNITS)}


def see_over(session: Session, centre_id: UUID, months: Sequence[date], now: datetime) -> None:
    """Remembers that months are over."""
    rows = [
        {"centre_id": centre_id, "month": each, "state": MonthState.OVER, "seen_at": now}
        for each in months
    ]
    if rows:
        session.execute(insert(StatisticMonth), rows)


def forget_seen(session: Session, months: Sequence[date]) -> None:
    """They are not over after all: the clock was ahead."""
    session.execute(
        delete(StatisticMonth)
        .where(StatisticMonth.month.in_(months), StatisticMonth.state == MonthState.OVER)
        .execution_options(**_QUIET)
    )


def void(session: Session, months: Sequence[date]) -> None:
    """Takes back months that a clock closed which ran ahead, with what was kept of them."""
    session.execute(
        update(StatisticMonth)
        .where(StatisticMonth.month.in_(months))
        .values(state=MonthState.VOID, release=None, shown=None)
        .execution_options(**_QUIET)
    )
    session.execute(
        delete(StatisticPersonMonth)
        .where(StatisticPersonMonth.month.in_(months))
        .execution_options(**_QUIET)
    )


def numbered(session: Session, patients: Sequence[UUID]) -> dict[UUID, UUID]:
    """The number under which each patient is counted, a new one for whoever has none yet."""
    known = {row.patient_id: row.person for row in session.execute(_PERSONS)}
    return {each: known.get(each) or uuid4() for each in patients}


def keep_persons(
    session: Session,
    centre_id: UUID,
    month: date,
    numbers: Mapping[UUID, UUID],
    persons: Mapping[UUID, PersonMonth],
) -> None:
    """Stores what happened to each in a month. A number made twice meanwhile is refused."""
    known = {row.patient_id for row in session.execute(_PERSONS)}
    new = [
        {"patient_id": patient_id, "centre_id": centre_id, "person": number}
        for patient_id, number in numbers.items()
        if patient_id not in known
    ]
    if new:
        session.execute(insert(StatisticPerson), new)
    rows = [
        {
            "centre_id": centre_id,
            "month": month,
            "person": numbers[patient_id],
            "counts": person.as_json(),
        }
        for patient_id, person in persons.items()
    ]
    if rows:
        session.execute(insert(StatisticPersonMonth), rows)


def close(session: Session, month: date, kept: Kept, now: datetime) -> None:
    """Stores what a month makes available, for good."""
    session.execute(
        update(StatisticMonth)
        .where(StatisticMonth.month == month, StatisticMonth.state == MonthState.OVER)
        .values(state=MonthState.CLOSED, closed_at=now, release=kept.as_json(), shown=kept.shown())
        .execution_options(**_QUIET)
    )


def forget_persons(session: Session, before: date) -> None:
    """Deletes what is kept of persons in months that no period reaches any more."""
    session.execute(
        delete(StatisticPersonMonth)
        .where(StatisticPersonMonth.month < before)
        .execution_options(**_QUIET)
    )
