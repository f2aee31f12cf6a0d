"""What a change of the record has at hand, and the refusals that stand before every change."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.centres.people import people
from services.centres.times import time_of
from services.contract.enums import Monitoring
from services.contract.problems import CurrentState, FieldProblem, ProblemCode
from services.db.holding import hold_patient
from services.db.tables.patients import Patient
from services.edge.context import Context
from services.errors import ServiceError, forbidden
from services.patients import monitoring
from services.patients.identity import open_identity
from services.patients.monitoring import MonitoredPatient
from services.security.caller import Caller
from services.security.ciphers import Cipher
from services.security.unreadable import ciphers, opened

_IDENTITY = select(Patient.identity).where(Patient.id == bindparam("patient_id"))


@dataclass(frozen=True)
class Work:
    """Who asks what about which patient, and when; everything in it has the same `now`."""

    session: Session
    context: Context
    caller: Caller
    patient_id: UUID
    now: datetime

    @cached_property
    def cipher(self) -> Cipher:
        """That of the patient; one whose key is missing opens nothing."""
        return ciphers(self.context.keys, [self.patient_id])[self.patient_id]

    @cached_property
    def today(self) -> date:
        """The day where the centre stands."""
        zone = time_of(self.session, self.caller.centre_id).zone
        return self.now.astimezone(zone).date()

    @cached_property
    def born(self) -> date | None:
        """The patient's birth date; None when what is sealed cannot be opened."""
        sealed = self.session.scalars(_IDENTITY, {"patient_id": self.patient_id}).one()
        read = partial(open_identity, self.cipher, self.patient_id, sealed)
        identity = opened(read, "identity", self.patient_id)
        return None if identity is None else identity.birth_date


def hold(work: Work) -> MonitoredPatient:
    """The patient, whose rows this transaction holds; raises 404 for one out of reach.

    Raises 409 too where the key is missing: nothing is sealed under another one.
    """
    monitoring.find(work.session, work.caller, work.patient_id)
    if opened(partial(work.context.keys.patient, work.patient_id), "key", work.patient_id) is None:
        raise unreadable()
    hold_patient(work.session, work.patient_id)
    # What was read before the wait may have been changed by whoever was waited for: moved to
    # another unit, followed no more.
    work.session.expire_all()
    return monitoring.find(work.session, work.caller, work.patient_id)


def require_writable(work: Work, patient: MonitoredPatient, *, is_note: bool = False) -> None:
    """A note is always taken; raises 409 for anything else about somebody who is followed no more.

    Raises 403 for anything but a note about a patient of another unit, whoever opened it.
    """
    if is_note:
        return
    if patient.unit_id not in work.caller.unit_ids:
        raise forbidden()
    if patient.monitoring is Monitoring.ENDED:
        raise ServiceError(
            409,
            ProblemCode.MONITORING_NOT_ACTIVE,
            "This patient is followed no more: the record is read, and takes notes only.",
        )


def unreadable() -> ServiceError:
    """What stands cannot be opened; once its seal or its key is mended, it is there again."""
    return ServiceError(
        409,
        ProblemCode.INTEGRITY_ERROR,
        "What stands cannot be opened, and is not replaced unseen; nothing was changed. "
        "Tell the administrator.",
    )


def invalid(field: str, reason: str) -> ServiceError:
    """A field that does not fit what is known."""
    problems = [FieldProblem(field=field, reason=reason)]
    return ServiceError(
        422, ProblemCode.INVALID_BODY, "A field of the body was refused.", errors=problems
    )


@dataclass(frozen=True)
class Standing:
    """What stands of something that somebody wanted to change: its version, by whom, since when."""

    version: int
    is_withdrawn: bool
    by: UUID | None
    at: datetime | None


def require_current(work: Work, standing: Standing, version: int) -> None:
    """Raises 412 when this is not the version that was seen, 409 when it was withdrawn."""
    if standing.version != version:
        raise stale(work, standing)
    if standing.is_withdrawn:
        raise ServiceError(
            409,
            ProblemCode.STATE_FORBIDS,
            "This was withdrawn from the record: it is only read.",
            current=_current(work, standing),
        )


def stale(work: Work, standing: Standing) -> ServiceError:
    """Somebody was faster: who, when, and which version stands now."""
    return ServiceError(
        412,
        ProblemCode.VERSION_STALE,
        "This was changed meanwhile.",
        current=_current(work, standing),
    )


def _current(work: Work, standing: Standing) -> CurrentState:
    named = people(work.session, [standing.by])
    return CurrentState(
        version=standing.version,
        state="withdrawn" if standing.is_withdrawn else "standing",
        by=None if standing.by is None else named.get(standing.by),
        at=standing.at,
    )
