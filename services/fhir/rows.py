"""What is numbered: one object, or what a search leaves, in the order of its changes."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select, tuple_
from sqlalchemy.orm import Session

from services.contract.enums import IdentityStatus
from services.db.tables.fhir import FhirResource, ResourceKind
from services.db.tables.patients import Patient
from services.db.types import Instant
from services.fhir.asked import Asked

NumberedRow = Row[*tuple[Any, ...]]
_NUMBERED: Final = (
    FhirResource.object_id,
    FhirResource.patient_id,
    FhirResource.version,
    FhirResource.changed_at,
    FhirResource.number,
)
_ONE: Final[Select[*tuple[Any, ...]]] = (
    select(*_NUMBERED, Patient.id.label("of_patient"), Patient.identity_status)
    .outerjoin(Patient, Patient.id == FhirResource.patient_id)
    .where(FhirResource.object_id == bindparam("object_id"), FhirResource.kind == bindparam("kind"))
)
_THESE: Final[Select[*tuple[Any, ...]]] = (
    select(*_NUMBERED)
    # Nothing leaves while it is not certain who somebody is; of who was erased there is nothing.
    .join(Patient, Patient.id == FhirResource.patient_id)
    .where(
        FhirResource.kind == bindparam("kind"),
        Patient.identity_status != IdentityStatus.DOUBTFUL,
    )
    .order_by(FhirResource.changed_at, FhirResource.number)
    .limit(bindparam("limit"))
)
_PLACE: Final = tuple_(FhirResource.changed_at, FhirResource.number)
_BEGIN: Final = tuple_(bindparam("place_at", type_=Instant()), bindparam("place_number"))
_OF_PATIENTS: Final[Select[*tuple[Any, ...]]] = (
    select(*_NUMBERED, Patient.id.label("of_patient"), Patient.identity_status)
    .outerjoin(Patient, Patient.id == FhirResource.patient_id)
    .where(FhirResource.kind == ResourceKind.PATIENT, _PLACE > _BEGIN)
    .order_by(FhirResource.changed_at, FhirResource.number)
    .limit(bindparam("limit"))
)


def one(session: Session, kind: ResourceKind, object_id: UUID) -> NumberedRow | None:
    """The version of an object; `of_patient` None: its patient was erased."""
    asked = {"kind": kind, "object_id": object_id}
    return session.execute(_ONE, asked).one_or_none()


def patient_changes(session: Session, asked: Asked, limit: int) -> Sequence[NumberedRow]:
    """The first patients behind its place that changed or were erased, at most `limit`."""
    statement, more = _until(_OF_PATIENTS, asked)
    return session.execute(statement, _behind(asked) | {"limit": limit} | more).all()


def page(
    session: Session, asked: Asked, patients: frozenset[UUID] | None, limit: int
) -> Sequence[NumberedRow]:
    """The first rows of a search behind its place, at most `limit`.

    `patients`: only theirs; None: whoever.
    """
    statement = _THESE.where(_BEGIN <= _PLACE if asked.after.skip else _BEGIN < _PLACE)
    values = _behind(asked) | {"kind": asked.served.kind, "limit": limit}
    if patients is not None:
        statement = statement.where(
            FhirResource.patient_id.in_(bindparam("patients", expanding=True))
        )
        values["patients"] = sorted(patients)
    statement, more = _until(statement, asked)
    return session.execute(statement, values | more).all()


def _behind(asked: Asked) -> dict[str, Any]:
    """Where a search begins: its place, or the instant since when, whichever is later.

    It is one bound: of two, PostgreSQL begins at the first, and passes over whatever an engine had
    for years to find what is new. No number is 0.
    """
    place, since = asked.after, asked.changed.since
    if since is not None and since > place.changed_at:
        return {"place_at": since, "place_number": 0}
    return {"place_at": place.changed_at, "place_number": place.number}


def _until(
    statement: Select[*tuple[Any, ...]], asked: Asked
) -> tuple[Select[*tuple[Any, ...]], dict[str, Any]]:
    until = asked.changed.until
    if until is None:
        return statement, {}
    end = bindparam("until", type_=Instant())
    return statement.where(FhirResource.changed_at < end), {"until": until}
