"""Entries of the record in the database; what they say is sealed under the patient's key."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, and_, bindparam, insert, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.centres.people import people
from services.contract.enums import DatePrecision, EventType
from services.contract.people import PersonLabel
from services.contract.record import EntryContent
from services.contract.record import RecordEntry as Entry
from services.db.plain import columns_of
from services.db.tables.record import RecordEntry
from services.errors import not_found
from services.record.partial_dates import Known, last_day, written
from services.security.ciphers import Cipher, Place
from services.security.keystore import seal_json
from services.security.unreadable import opened

_CONTENT: Final[TypeAdapter[EntryContent]] = TypeAdapter(EntryContent)
_WITHDRAWN: Final = "withdrawn_because"
_IS_OF_PATIENT: Final = RecordEntry.patient_id == bindparam("patient_id")
_LATEST_FIRST: Final = (
    RecordEntry.began_on.desc(),
    RecordEntry.recorded_at.desc(),
    RecordEntry.id.desc(),
)
_OF_PATIENT = select(RecordEntry).where(_IS_OF_PATIENT).order_by(*_LATEST_FIRST)
_ONE = select(RecordEntry).where(_IS_OF_PATIENT, RecordEntry.id == bindparam("entry_id"))
_GOES_ON: Final = EventType.HOSPITALISATION
"""What is not over before somebody writes that it is; other events are of their day."""


def _may_reach(
    day: InstrumentedAttribute[Any], precision: InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """Whether the last day that a date leaves open is that of `since` or a later one."""
    return or_(
        day >= bindparam("since"),
        and_(precision == DatePrecision.MONTH, day >= bindparam("since_month")),
        and_(precision == DatePrecision.YEAR, day >= bindparam("since_year")),
    )


_TOUCHING = (
    select(*columns_of(RecordEntry))
    .where(
        _IS_OF_PATIENT,
        RecordEntry.began_on <= bindparam("until"),
        or_(
            _may_reach(RecordEntry.ended_on, RecordEntry.ended_precision),
            and_(
                RecordEntry.ended_on.is_(None),
                or_(
                    RecordEntry.event == _GOES_ON,
                    _may_reach(RecordEntry.began_on, RecordEntry.precision),
                ),
            ),
        ),
        RecordEntry.withdrawn_at.is_(None),
    )
    .order_by(*_LATEST_FIRST)
)
_FRESH: Final = {"populate_existing": True}


def of_patient(session: Session, patient_id: UUID) -> Sequence[RecordEntry]:
    """Every entry of a patient, the latest day first, withdrawn ones too."""
    return session.scalars(_OF_PATIENT, {"patient_id": patient_id}, execution_options=_FRESH).all()


def touching(session: Session, patient_id: UUID, since: date, until: date) -> Sequence[Any]:
    """The entries that stand and touch a period, or half known may have, the latest day first, as
    plain rows.
    """
    asked = {
        "patient_id": patient_id,
        "since": since,
        "since_month": since.replace(day=1),
        "since_year": since.replace(month=1, day=1),
        "until": until,
    }
    return session.execute(_TOUCHING, asked).all()


def find(session: Session, patient_id: UUID, entry_id: UUID) -> RecordEntry:
    """One entry of a patient; raises 404 for one of somebody else, or of nobody."""
    asked = {"patient_id": patient_id, "entry_id": entry_id}
    row = session.scalars(_ONE, asked, execution_options=_FRESH).one_or_none()
    if row is None:
        raise not_found()
    return row


def add(session: Session, columns: Mapping[str, Any]) -> None:
    """Adds an entry."""
    session.execute(insert(RecordEntry), dict(columns))


def seal_content(
    cipher: Cipher, entry_id: UUID, content: EntryContent, withdrawn_because: str | None = None
) -> bytes:
    """The sealed words of an entry, with the reason of its withdrawal."""
    words = content.model_dump(mode="json") | {_WITHDRAWN: withdrawn_because}
    return seal_json(cipher, _place(entry_id), words)


def content_of(cipher: Cipher, row: RecordEntry) -> EntryContent | None:
    """What an entry says; None when it cannot be opened."""
    words = opened(partial(_open, cipher, row), "record entry", row.id)
    return None if words is None else words[0]


def shown_all(session: Session, cipher: Cipher, rows: Sequence[RecordEntry]) -> list[Entry]:
    """Entries as their readers see them, with the names of those who wrote them."""
    named = people(session, authors(rows))
    return [shown(cipher, row, named) for row in rows]


def shown(cipher: Cipher, row: RecordEntry, named: Mapping[UUID, PersonLabel]) -> Entry:
    """An entry as its readers see it; what cannot be opened is said, never a reason to fail."""
    words = opened(partial(_open, cipher, row), "record entry", row.id)
    content, because = (None, None) if words is None else words
    return Entry(
        id=row.id,
        version=row.version,
        kind=row.kind,
        began_on=began(row),
        ended_on=ended(row),
        content=content,
        source=row.source,
        recorded_by=_named(named, row.recorded_by),
        recorded_at=row.recorded_at,
        changed_by=_named(named, row.changed_by),
        changed_at=row.changed_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_because=because,
    )


def authors(rows: Sequence[RecordEntry]) -> set[UUID]:
    """Who has to be named beside entries."""
    found = {row.recorded_by for row in rows} | {row.changed_by for row in rows}
    return {each for each in found if each is not None}


def _open(cipher: Cipher, row: RecordEntry) -> tuple[EntryContent, str | None]:
    words: dict[str, Any] = json.loads(cipher.open(_place(row.id), row.content))
    because = words.pop(_WITHDRAWN, None)
    return _CONTENT.validate_python(words, strict=False), because


def began(row: RecordEntry) -> str:
    """Since when, as far as it is known."""
    return written(row.began_on, row.precision)


def ended(row: RecordEntry) -> str | None:
    """Until when, as far as it is known; None for what goes on or is of one day."""
    if row.ended_on is None or row.ended_precision is None:
        return None
    return written(row.ended_on, row.ended_precision)


def last_possible(row: RecordEntry) -> date | None:
    """The last day that may have been one of it; None for what goes on."""
    if row.ended_on is not None and row.ended_precision is not None:
        return last_day(Known(row.ended_on, row.ended_precision))
    return None if row.event is _GOES_ON else last_day(Known(row.began_on, row.precision))


def _named(named: Mapping[UUID, PersonLabel], account_id: UUID | None) -> PersonLabel | None:
    return None if account_id is None else named.get(account_id)


def _place(entry_id: UUID) -> Place:
    return Place("record_entry", "content", entry_id)
