"""An enrolment that somebody works on: held, opened, moved on to its next version."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.centres.people import people
from services.contract.problems import CurrentState, ProblemCode
from services.db.tables.enrolment import Enrolment
from services.edge.writes import Done
from services.enrolment import repository
from services.enrolment.content import Content, open_content, seal_content
from services.enrolment.shown import shown
from services.errors import ServiceError, not_found
from services.patients.monitoring import MonitoredPatient
from services.record.work import Work, hold, unreadable


@dataclass(frozen=True)
class Draft:
    """An open enrolment at the version that its writer saw."""

    patient: MonitoredPatient
    row: Enrolment
    content: Content


def held(work: Work, version: int) -> Draft:
    """The open enrolment of a patient; raises 404, 412, 409 when it is over or cannot be opened."""
    patient = hold(work)
    row = repository.find(work.session, work.patient_id)
    if row is None:
        raise not_found()
    if row.version != version:
        raise stale(work, row)
    if not is_open(row):
        raise ServiceError(
            409,
            ProblemCode.STATE_FORBIDS,
            "This enrolment has ended.",
            current=_current(work, row),
        )
    content = open_content(work.cipher, work.patient_id, row.content)
    if content is None:
        raise unreadable()
    return Draft(patient, row, content)


def is_open(row: Enrolment) -> bool:
    """Whether somebody may go on with it."""
    return row.stop is None and row.finished_at is None


def move(work: Work, row: Enrolment, content: Content, **values: Any) -> Enrolment:
    """Writes the next version and returns it; raises 412 when somebody was faster."""
    sealed = seal_content(work.cipher, work.patient_id, content)
    by = {"changed_by": work.caller.person, "changed_at": work.now, "content": sealed}
    is_moved = repository.move(work.session, work.patient_id, row.version, by | values)
    now = repository.find(work.session, work.patient_id)
    if now is None:
        raise not_found()
    if not is_moved:
        raise stale(work, now)
    return now


def done(work: Work, row: Enrolment, status: int = 200, *beside: UUID) -> Done:
    """What a write of an enrolment answers."""
    return Done(
        shown(work, row),
        status,
        object_id=work.patient_id,
        object_version=row.version,
        patient_id=work.patient_id,
        beside=beside,
    )


def stale(work: Work, row: Enrolment) -> ServiceError:
    """Somebody else has changed it: who, when, and which version stands now."""
    return ServiceError(
        412,
        ProblemCode.VERSION_STALE,
        "This enrolment was changed meanwhile.",
        current=_current(work, row),
    )


def _current(work: Work, row: Enrolment) -> CurrentState:
    state = "open" if is_open(row) else "stopped" if row.finished_at is None else "finished"
    by = people(work.session, [row.changed_by]).get(row.changed_by)
    return CurrentState(version=row.version, state=state, by=by, at=row.changed_at)
