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
)
from services.db.types import Instant
from services.security.ciphers import Cipher
from services.statistics.kept import Kept
from services.statistics.person_month import CountedMonth
from services.statistics.sealing import packed, unpacked

_QUIET: Final = {"synchronize_session": False}
_RELEASED, _PERSONS_OF = "release", "persons"
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
    select(StatisticMonth.month, StatisticMonth.release)
    .where(
        StatisticMonth.month >= bindparam("since"),
        StatisticMonth.month < bindparam("until"),
        StatisticMonth.state == MonthState.CLOSED,
    )
    .order_by(StatisticMonth.month)
)
_PERSONS: Final = select(StatisticPerson.patient_id, StatisticPerson.person)
_COUNTED: Final = (
    select(StatisticMonth.month, StatisticMonth.persons)
    .where(
        StatisticMonth.month >= bindparam("since"),
        StatisticMonth.state == MonthState.CLOSED,
        StatisticMonth.persons.is_not(None),
    )
    .order_by(StatisticMonth.month)
)
_UNITS: Final = select(Unit.id, Unit.name).where(~Unit.synthetic)


class NotOver(Exception):
    """A month is not waiting to be closed any more: another service has closed it meanwhile, or
    taken back that it is over.
    """


def counts_since(session: Session, centre_id: UUID) -> datetime:
    """Since when a centre may have anything to count: its beginning here, or its first answer."""
    begun = session.execute(_SINCE, {"centre_id": centre_id}).scalar_one()
    first = session.scalar(_FIRST_ANSWER)
    return begun if first is None else min(begun, first)


def states(session: Session) -> dict[date, Any]:
    """Every month that was ever seen over: its state, since when, and when it was closed."""
    return {row.month: row for row in session.execute(_STATES)}


def release_of(session: Session, cipher: Cipher, month: date) -> Kept | None:
    """What a month made available; None where it is not closed."""
    stored = session.scalar(_RELEASE, {"month": month})
    return None if stored is None else _kept(cipher, month, stored)


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


def releases_between(session: Session, cipher: Cipher, since: date, until: date) -> list[Kept]:
    """What the closed months from one on and before another made available, oldest first."""
    stored = session.execute(_EARLIER, {"since": since, "until": until})
    return [_kept(cipher, each.month, each.release) for each in stored]


def _kept(cipher: Cipher, month: date, release: bytes) -> Kept:
    return Kept.of_json(unpacked(cipher, month, _RELEASED, release))


def counted_months(session: Session, cipher: Cipher, since: date) -> dict[date, CountedMonth]:
    """What is kept of what happened in each closed month from one on."""
    return {
        row.month: CountedMonth.of_json(unpacked(cipher, row.month, _PERSONS_OF, row.persons))
        for row in session.execute(_COUNTED, {"since": since})
    }


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
        .values(state=MonthState.VOID, release=None, persons=None, shown=None)
        .execution_options(**_QUIET)
    )


def numbered(session: Session, patients: Sequence[UUID]) -> dict[UUID, UUID]:
    """The number under which each patient is counted, a new one for whoever has none yet."""
    known = {row.patient_id: row.person for row in session.execute(_PERSONS)}
    return {each: known.get(each) or uuid4() for each in patients}


def keep_numbers(session: Session, centre_id: UUID, numbers: Mapping[UUID, UUID]) -> None:
    """Stores the numbers that are new. One that was made twice meanwhile is refused."""
    known = {row.patient_id for row in session.execute(_PERSONS)}
    new = [
        {"patient_id": patient_id, "centre_id": centre_id, "person": number}
        for patient_id, number in numbers.items()
        if patient_id not in known
    ]
    if new:
        session.execute(insert(StatisticPerson), new)


def close(
    session: Session, cipher: Cipher, month: date, counted: CountedMonth, kept: Kept, now: datetime
) -> None:
    """Stores what happened in a month and what it makes available, for good; raises `NotOver`."""
    done: Any = session.execute(
        update(StatisticMonth)
        .where(StatisticMonth.month == month, StatisticMonth.state == MonthState.OVER)
        .values(
            state=MonthState.CLOSED,
            closed_at=now,
            release=packed(cipher, month, _RELEASED, kept.as_json()),
            persons=packed(cipher, month, _PERSONS_OF, counted.as_json()),
            shown=kept.shown(),
        )
        .execution_options(**_QUIET)
    )
    if not done.rowcount:
        raise NotOver


def forget_persons(session: Session, before: date) -> None:
    """Deletes what is kept of persons in months that no period reaches any more."""
    session.execute(
        update(StatisticMonth)
        .where(StatisticMonth.month < before, StatisticMonth.persons.is_not(None))
        .values(persons=None)
        .execution_options(**_QUIET)
    )
