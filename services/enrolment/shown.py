"""An enrolment as its readers see it, and the list of open ones."""

from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.alerts.unreadable import label_without_identity, labels
from services.centres.people import people
from services.contract.enrolment import Enrolment as Shown
from services.contract.enrolment import EnrolmentRow, Enrolments
from services.db.tables.enrolment import Enrolment
from services.db.tables.patients import Patient
from services.edge.context import Context
from services.edge.reads import Seen
from services.enrolment import repository
from services.enrolment.content import Content, open_content
from services.enrolment.missing import missing
from services.enrolment.of_age import is_of_age
from services.errors import not_found
from services.patients import monitoring
from services.patients.headers import label_of
from services.patients.identity import open_identity
from services.record.work import Work
from services.security.caller import Caller
from services.security.unreadable import opened

_ROW: Final = select(Patient.sex, Patient.identity_status, Patient.identity).where(
    Patient.id == bindparam("patient_id")
)


def read(work: Work) -> Shown:
    """The enrolment of a patient; raises 404."""
    monitoring.find(work.session, work.caller, work.patient_id)
    row = repository.find(work.session, work.patient_id)
    if row is None:
        raise not_found()
    return shown(work, row)


def shown(work: Work, row: Enrolment) -> Shown:
    """An enrolment with what it still lacks."""
    person = work.session.execute(_ROW, {"patient_id": work.patient_id}).one()
    identity = opened(
        partial(open_identity, work.cipher, work.patient_id, person.identity),
        "identity",
        work.patient_id,
    )
    found = open_content(work.cipher, work.patient_id, row.content)
    content = found or Content()
    named = people(work.session, [row.started_by, row.changed_by, content.consent_by])
    is_going_on = row.stop is None and row.finished_at is None and found is not None
    return Shown(
        patient=label_without_identity(work.patient_id)
        if identity is None
        else label_of(work.patient_id, person.sex, identity),
        unit_id=row.unit_id,
        identity_status=person.identity_status,
        document=content.document,
        birthplace=content.birthplace,
        is_of_age=None if identity is None else is_of_age(identity.birth_date, work.today),
        step=row.step,
        eligibility=content.eligibility,
        pathway=content.pathway,
        consent=content.consent,
        consent_collected_by=None if content.consent_by is None else named.get(content.consent_by),
        consent_collected_at=content.consent_at,
        missing=missing(work, row.unit_id, content) if is_going_on else [],
        stop=row.stop,
        started_by=named.get(row.started_by),
        started_at=row.started_at,
        changed_by=named.get(row.changed_by),
        changed_at=row.changed_at,
        finished_at=row.finished_at,
        version=row.version,
        unreadable=found is None,
    )


def open_ones(session: Session, context: Context, caller: Caller) -> Seen[Enrolments]:
    """The open enrolments of the caller's units."""
    rows = repository.open_in(session, caller.unit_ids)
    known = labels(session, context.keys, [row.patient_id for row in rows])
    named = people(session, [each for row in rows for each in (row.started_by, row.changed_by)])
    items = [
        EnrolmentRow(
            patient=known[row.patient_id] or label_without_identity(row.patient_id),
            unit_id=row.unit_id,
            step=row.step,
            started_by=named.get(row.started_by),
            started_at=row.started_at,
            changed_by=named.get(row.changed_by),
            changed_at=row.changed_at,
            version=row.version,
            identity_unreadable=known[row.patient_id] is None,
        )
        for row in rows
    ]
    shown_ids: tuple[UUID, ...] = tuple(row.patient_id for row in rows)
    return Seen(
        Enrolments(items=items),
        shown=shown_ids,
        is_whole=all(known[each] is not None for each in shown_ids),
    )
