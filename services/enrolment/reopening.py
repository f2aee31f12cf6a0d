"""The enrolment of somebody begun again: after a withdrawal, a stop, or where there never was one.

Nothing of the earlier consent counts: all is asked anew, and until it is finished nobody is asked.
"""

from services.archiving import rows as archives
from services.archiving.leaving import leave
from services.contract.archive_enums import ArchiveReason
from services.contract.enums import Monitoring
from services.contract.problems import ProblemCode
from services.edge.writes import Done
from services.enrolment import repository
from services.enrolment.beginning import first_version
from services.enrolment.content import Content, open_content
from services.enrolment.drafts import done, move
from services.errors import ServiceError, forbidden, not_found
from services.patients import following
from services.record.work import Work, hold


def reopen(work: Work) -> Done:
    """Makes a patient pending with an empty draft; raises 404, 409 for who is followed now."""
    patient = hold(work)
    if patient.unit_id not in work.caller.unit_ids:
        raise forbidden()
    row = repository.find(work.session, work.patient_id)
    is_waiting = patient.monitoring is Monitoring.PENDING and row is None
    if not (is_waiting or patient.monitoring is Monitoring.ENDED):
        raise ServiceError(
            409, ProblemCode.STATE_FORBIDS, "This patient is followed, or being enrolled."
        )
    archived = archives.standing_of(work.session, work.patient_id)
    if archived is not None and archived.reason is ArchiveReason.DEATH:
        # Only somebody who says that the death was a mistake brings them back.
        raise ServiceError(
            409, ProblemCode.STATE_FORBIDS, "This patient is archived as deceased: restore them."
        )
    if archived is not None:
        leave(work, archived, None)
    following.await_enrolment(work.session, work.patient_id)
    if row is None:
        repository.add(work.session, first_version(work, patient.unit_id, Content()))
        row = repository.find(work.session, work.patient_id)
        if row is None:
            raise not_found()
        return done(work, row, 201)
    content = open_content(work.cipher, work.patient_id, row.content) or Content()
    row = move(
        work,
        row,
        content.only_identity(),
        unit_id=patient.unit_id,
        step=1,
        stop=None,
        finished_at=None,
        started_by=work.caller.person,
        started_at=work.now,
    )
    return done(work, row, 201)
