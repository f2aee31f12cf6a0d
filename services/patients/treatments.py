"""Lines of treatment and the cycles in them: the names are sealed, the dates are not.

A line or a cycle that was withdrawn from the record was never given: nothing here shows it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from services.contract.alerts import CycleMark
from services.contract.patients import Treatment
from services.db.tables.patients import Patient, TreatmentCycle, TreatmentLine
from services.patients import normal
from services.security.caller import Caller
from services.security.ciphers import Cipher, Place, SealBroken
from services.security.keystore import KeyMissing, KeyStore, open_json, seal_json

_IS_IN_FORCE: Final = (
    TreatmentLine.withdrawn_at.is_(None),
    TreatmentLine.started_on <= bindparam("today"),
    or_(TreatmentLine.ended_on.is_(None), TreatmentLine.ended_on >= bindparam("today")),
)
_LATEST_FIRST: Final = (
    TreatmentLine.patient_id,
    TreatmentLine.started_on.desc(),
    TreatmentLine.id.desc(),
)
_OF_UNITS: Final = (
    Patient.centre_id == bindparam("centre_id"),
    TreatmentLine.centre_id == bindparam("centre_id"),
    Patient.unit_id.in_(bindparam("unit_ids", expanding=True)),
)
_LINES_IN_FORCE = (
    select(TreatmentLine.id, TreatmentLine.patient_id, TreatmentLine.name, TreatmentLine.name_index)
    .join(Patient, Patient.id == TreatmentLine.patient_id)
    .where(*_OF_UNITS, *_IS_IN_FORCE)
    .order_by(*_LATEST_FIRST)
)
# Of each patient the first row is the line that began last, with the cycle of it that did.
_COURSES = (
    select(
        TreatmentLine.id,
        TreatmentLine.patient_id,
        TreatmentLine.name,
        TreatmentCycle.number,
        TreatmentCycle.started_on,
    )
    .outerjoin(
        TreatmentCycle,
        and_(
            TreatmentCycle.line_id == TreatmentLine.id,
            TreatmentCycle.patient_id == TreatmentLine.patient_id,
            TreatmentCycle.withdrawn_at.is_(None),
            TreatmentCycle.started_on <= bindparam("today"),
        ),
    )
    .where(*_IS_IN_FORCE)
    .order_by(
        *_LATEST_FIRST,
        TreatmentCycle.started_on.desc(),
        TreatmentCycle.number.desc(),
        TreatmentCycle.id.desc(),
    )
)
_COURSE_OF_ONE = _COURSES.where(TreatmentLine.patient_id == bindparam("patient_id")).limit(1)
_COURSES_OF = _COURSES.join(Patient, Patient.id == TreatmentLine.patient_id).where(
    *_OF_UNITS, TreatmentLine.patient_id.in_(bindparam("patient_ids", expanding=True))
)
_NOT_INDEXED = select(TreatmentLine.id, TreatmentLine.patient_id, TreatmentLine.name).where(
    TreatmentLine.name_index.is_(None)
)
_CYCLES_SINCE = (
    select(TreatmentCycle.id, TreatmentCycle.number, TreatmentCycle.started_on, TreatmentCycle.note)
    .join(TreatmentLine, TreatmentLine.id == TreatmentCycle.line_id)
    .where(
        TreatmentCycle.patient_id == bindparam("patient_id"),
        TreatmentCycle.started_on >= bindparam("since"),
        TreatmentCycle.withdrawn_at.is_(None),
        TreatmentLine.withdrawn_at.is_(None),
    )
    .order_by(TreatmentCycle.started_on, TreatmentCycle.number)
)


def seal_name(cipher: Cipher, line_id: UUID, name: str) -> bytes:
    """The sealed name of a line of treatment."""
    return seal_json(cipher, Place("treatment_line", "name", line_id), {"name": name})


def index_of(keys: KeyStore, centre_id: UUID) -> Callable[[str], bytes]:
    """What makes the keyed hash by which a centre finds a treatment of this name again."""
    keyed = keys.keyed_hash(centre_id, "treatment name")
    return lambda name: keyed.of(normal.treatment(name).encode())


def index_missing(session: Session, keys: KeyStore, centre_id: UUID) -> int:
    """Gives a hash to the lines of a centre that an earlier release wrote; returns how many.

    A name that cannot be opened stays without one: it is in nobody's choice.
    """
    hashed = index_of(keys, centre_id)
    done = 0
    for row in session.execute(_NOT_INDEXED).all():
        try:
            name = SealedTreatment(row.id, row.name).opened(keys.patient(row.patient_id))
        except (SealBroken, KeyMissing):
            continue
        session.execute(
            update(TreatmentLine)
            .where(TreatmentLine.id == row.id)
            .values(name_index=hashed(name))
            .execution_options(synchronize_session=False)
        )
        done += 1
    return done


def seal_note(cipher: Cipher, cycle_id: UUID, note: str) -> bytes:
    """The sealed note of a cycle."""
    return seal_json(cipher, Place("treatment_cycle", "note", cycle_id), {"note": note})


@dataclass(frozen=True)
class SealedTreatment:
    """The name of the line of treatment of a day, as it lies in the database."""

    line_id: UUID
    name: bytes

    def opened(self, cipher: Cipher) -> str:
        """The name; raises `SealBroken`."""
        name: str = open_json(cipher, Place("treatment_line", "name", self.line_id), self.name)[
            "name"
        ]
        return name


class LineInForce(NamedTuple):
    """The line of treatment of a patient on a day, unopened."""

    patient_id: UUID
    name_index: bytes | None
    sealed: SealedTreatment


class CourseInForce(NamedTuple):
    """The line of treatment of a day, unopened, and its cycle in progress with the day in it."""

    sealed: SealedTreatment
    cycle: int | None
    day: int | None

    def opened(self, cipher: Cipher) -> Treatment:
        """With its name; raises `SealBroken`."""
        return Treatment(name=self.sealed.opened(cipher), cycle=self.cycle, day=self.day)


def all_in_force(
    session: Session, centre_id: UUID, unit_ids: Iterable[UUID], today: date
) -> list[LineInForce]:
    """The line of a day of each patient of some units who has one."""
    asked = {"centre_id": centre_id, "unit_ids": list(unit_ids), "today": today}
    latest: dict[UUID, LineInForce] = {}
    for row in session.execute(_LINES_IN_FORCE, asked):
        sealed = SealedTreatment(row.id, row.name)
        latest.setdefault(row.patient_id, LineInForce(row.patient_id, row.name_index, sealed))
    return list(latest.values())


def several_in_force(
    session: Session, caller: Caller, patient_ids: Iterable[UUID], today: date
) -> dict[UUID, CourseInForce]:
    """The lines of a day of some patients of the caller's units with their cycles in progress."""
    asked = {"centre_id": caller.centre_id, "unit_ids": list(caller.unit_ids), "today": today}
    found: dict[UUID, CourseInForce] = {}
    for row in session.execute(_COURSES_OF, asked | {"patient_ids": list(patient_ids)}):
        if row.patient_id not in found:
            found[row.patient_id] = _course(row, today)
    return found


def in_force(session: Session, patient_id: UUID, today: date) -> CourseInForce | None:
    """The line of treatment of a day with its cycle in progress, unopened."""
    row = session.execute(_COURSE_OF_ONE, {"patient_id": patient_id, "today": today}).first()
    return None if row is None else _course(row, today)


def _course(row: Row[*tuple[Any, ...]], today: date) -> CourseInForce:
    """The day of a cycle counts from 1."""
    day = None if row.started_on is None else (today - row.started_on).days + 1
    return CourseInForce(SealedTreatment(row.id, row.name), row.number, day)


def cycles_since(
    session: Session, cipher: Cipher, patient_id: UUID, since: date
) -> list[CycleMark]:
    """The cycles that started on a day or later, oldest first."""
    rows = session.execute(_CYCLES_SINCE, {"patient_id": patient_id, "since": since})
    return [
        CycleMark(number=row.number, on=row.started_on, note=open_note(cipher, row.id, row.note))
        for row in rows
    ]


def open_note(cipher: Cipher, cycle_id: UUID, sealed: bytes | None) -> str | None:
    """The note of a cycle, None without one; raises `SealBroken`."""
    if sealed is None:
        return None
    note: str = open_json(cipher, Place("treatment_cycle", "note", cycle_id), sealed)["note"]
    return note
