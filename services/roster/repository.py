"""The statements behind the list and the search; every one starts from the caller's units."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import BindParameter, Select, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from services.alerts.repository import HIGHEST_FIRST, STILL_OPEN
from services.contract.enums import AlertKind, AlertLevel, IdentityStatus, Monitoring, Sex
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient, PatientSearchToken
from services.security.caller import Caller

Each = TypeVar("Each")
_IN_ONE_QUERY: Final = 500
UNITS: BindParameter[Any] = bindparam("unit_ids", expanding=True)
_PATIENTS: BindParameter[Any] = bindparam("patient_ids", expanding=True)
OF_UNITS: Final = (Patient.unit_id.in_(UNITS), Patient.synthetic.is_(False))
_CHOOSABLE = select(Patient.id, Patient.oncologist_id).where(*OF_UNITS)
_LAST_ANSWERS_OF = select(
    Patient.id,
    select(Answer.authored_at)
    .where(Answer.patient_id == Patient.id, Answer.withdrawn_at.is_(None))
    .order_by(Answer.authored_at.desc())
    .limit(1)
    .scalar_subquery()
    .label("at"),
).where(*OF_UNITS, Patient.id.in_(_PATIENTS))
_OPEN_ALERTS_OF = (
    select(Alert.patient_id, Alert.level, Alert.kind)
    .where(STILL_OPEN, Alert.unit_id.in_(UNITS), Alert.patient_id.in_(_PATIENTS))
    .order_by(*HIGHEST_FIRST)
)
_SEALED = select(
    Patient.id,
    Patient.unit_id,
    Patient.sex,
    Patient.identity_status,
    Patient.monitoring,
    Patient.oncologist_id,
    Patient.identity,
    Patient.contact,
).where(*OF_UNITS, Patient.id.in_(_PATIENTS))
_IDENTITIES = select(Patient.id, Patient.identity).where(*OF_UNITS, Patient.id.in_(_PATIENTS))
# Apart from the units: PostgreSQL takes tokens for a hundred times as frequent as those of
# namesakes are, and would read all patients of the units rather than those few.
_HAVING = select(PatientSearchToken.token, PatientSearchToken.patient_id).where(
    PatientSearchToken.token.in_(bindparam("tokens", expanding=True))
)
_WITHIN = select(Patient.id).where(*OF_UNITS, Patient.id.in_(_PATIENTS))
_BY_NUMBER: Final = {
    column.key: select(Patient.id).where(*OF_UNITS, column == bindparam("hashed"))
    for column in (
        Patient.ins_index,
        Patient.record_number_index,
        Patient.phone_index,
        Patient.email_index,
    )
}


class Sealed(NamedTuple):
    """A patient with identity and contact, unopened."""

    id: UUID
    unit_id: UUID
    sex: Sex
    identity_status: IdentityStatus
    monitoring: Monitoring
    oncologist_id: UUID | None
    identity: bytes
    contact: bytes


class Highest(NamedTuple):
    """The highest open alert of a patient, and how many are open."""

    level: AlertLevel
    kind: AlertKind
    open_count: int


def choosable(session: Session, caller: Caller) -> dict[UUID, UUID | None]:
    """All patients of the caller's units, each with their oncologist who has an account."""
    return {row.id: row.oncologist_id for row in session.execute(_CHOOSABLE, _asked(caller))}


def last_answers(
    session: Session, caller: Caller, patient_ids: Sequence[UUID]
) -> dict[UUID, datetime | None]:
    """When the last survey of each of some patients was written."""
    rows = session.execute(_LAST_ANSWERS_OF, _asked(caller, patient_ids=list(patient_ids)))
    return {row.id: row.at for row in rows}


def highest_alerts(
    session: Session, caller: Caller, patient_ids: Sequence[UUID]
) -> dict[UUID, Highest]:
    """The highest open alert of each of some patients who has one."""
    found: dict[UUID, Highest] = {}
    for row in session.execute(_OPEN_ALERTS_OF, _asked(caller, patient_ids=list(patient_ids))):
        known = found.get(row.patient_id)
        if known is None:
            found[row.patient_id] = Highest(row.level, row.kind, 1)
        else:
            found[row.patient_id] = known._replace(open_count=known.open_count + 1)
    return found


def sealed(session: Session, caller: Caller, patient_ids: Iterable[UUID]) -> dict[UUID, Sealed]:
    """Those of some patients who are in the caller's units."""
    return {
        row.id: Sealed._make(row)
        for part in _parts(patient_ids)
        for row in session.execute(_SEALED, _asked(caller, patient_ids=part))
    }


def identities(session: Session, caller: Caller, patient_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """The sealed identities of those of some patients who are in the caller's units."""
    return {
        row.id: row.identity
        for part in _parts(patient_ids)
        for row in session.execute(_IDENTITIES, _asked(caller, patient_ids=part))
    }


def having(session: Session, caller: Caller, tokens: Collection[bytes]) -> dict[bytes, set[UUID]]:
    """Who of the caller's units has each of some tokens."""
    rows = [row for part in _parts(tokens) for row in session.execute(_HAVING, {"tokens": part})]
    within = {
        patient_id
        for part in _parts({row.patient_id for row in rows})
        for patient_id in session.scalars(_WITHIN, _asked(caller, patient_ids=part))
    }
    found: dict[bytes, set[UUID]] = {}
    for row in rows:
        if row.patient_id in within:
            found.setdefault(row.token, set()).add(row.patient_id)
    return found


def with_all(
    session: Session, caller: Caller, groups: Sequence[Collection[bytes]], limit: int
) -> list[UUID]:
    """Patients of the caller's units who have a token of every group, in a steady order.

    The search begins with the first group, which should be the one that fewest have.
    """
    asked = _asked(caller, limit=limit)
    asked |= {f"tokens_{place}": list(group) for place, group in enumerate(groups)}
    return list(session.scalars(_with_all(len(groups)), asked))


def with_number(session: Session, caller: Caller, column: str, hashed: bytes) -> list[UUID]:
    """Patients of the caller's units with a number, by the column of its blind index."""
    return list(session.scalars(_BY_NUMBER[column], _asked(caller, hashed=hashed)))


@cache
def _with_all(count: int) -> Select[UUID]:
    found = (
        select(PatientSearchToken.patient_id)
        .join(Patient, Patient.id == PatientSearchToken.patient_id)
        .where(*OF_UNITS, PatientSearchToken.token.in_(_tokens(0)))
    )
    for place in range(1, count):
        other = aliased(PatientSearchToken)
        found = found.where(
            exists().where(
                other.patient_id == PatientSearchToken.patient_id, other.token.in_(_tokens(place))
            )
        )
    return found.distinct().order_by(PatientSearchToken.patient_id).limit(bindparam("limit"))


def _tokens(place: int) -> BindParameter[Any]:
    return bindparam(f"tokens_{place}", expanding=True)


def _asked(caller: Caller, **more: Any) -> dict[str, Any]:
    return {"unit_ids": list(caller.unit_ids)} | more


def _parts(values: Iterable[Each]) -> Iterator[list[Each]]:
    every = list(values)
    for start in range(0, len(every), _IN_ONE_QUERY):
        yield every[start : start + _IN_ONE_QUERY]
