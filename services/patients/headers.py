"""What stands above everything that touches a patient: each part of it opened by itself."""

from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.centres.times import time_of
from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.contract.patients import HeaderPart, PatientHeader, PatientLabel
from services.db.tables.archiving import Archive
from services.db.tables.patients import Patient
from services.errors import not_found
from services.patients import treatments
from services.patients.identity import Contact, Identity, open_contact, open_identity
from services.security.keystore import KeyStore
from services.security.unreadable import ciphers, opened

_NO_DATE: Final = date(1, 1, 1)
_NO_CONTACT: Final = Contact()
_HEADER: Final = select(
    Patient.unit_id,
    Patient.sex,
    Patient.identity_status,
    Patient.monitoring,
    Patient.identity,
    Patient.contact,
    Patient.oncologist_id,
    Patient.version,
).where(Patient.id == bindparam("patient_id"))
_ENDED: Final = (
    select(Archive.centre_id, Archive.archived_at, Archive.died_on)
    .where(
        Archive.patient_id == bindparam("patient_id"),
        Archive.undone_at.is_(None),
        Archive.restored_at.is_(None),
    )
    .limit(1)
)


def header(session: Session, keys: KeyStore, patient_id: UUID, today: date) -> PatientHeader:
    """Identity and context of a patient on a day; raises 404 when there is no such patient.

    What cannot be opened is named in it, and takes nothing else with it: without a treatment there
    is still a telephone. `ins` is given only when the identity is qualified (decision 29).
    """
    row = session.execute(_HEADER, {"patient_id": patient_id}).first()
    if row is None:
        raise not_found()
    cipher = ciphers(keys, [patient_id])[patient_id]
    read = partial(open_identity, cipher, patient_id, row.identity)
    identity = opened(read, "identity", patient_id)
    contact = opened(partial(open_contact, cipher, patient_id, row.contact), "contact", patient_id)
    course = treatments.in_force(session, patient_id, today)
    treatment = (
        None if course is None else opened(partial(course.opened, cipher), "treatment", patient_id)
    )
    is_lost = {
        HeaderPart.IDENTITY: identity is None,
        HeaderPart.CONTACT: contact is None,
        HeaderPart.TREATMENT: treatment is None and course is not None,
    }
    is_qualified = row.identity_status is IdentityStatus.QUALIFIED
    reached = contact or _NO_CONTACT
    ended_on, died_on = _end_of(session, patient_id, row.monitoring)
    return PatientHeader(
        label=_label(patient_id, row.sex, identity),
        birth_name=None if identity is None else identity.birth_name,
        civility=None if identity is None else identity.civility,
        identity_status=row.identity_status,
        ins=identity.ins if identity is not None and is_qualified else None,
        monitoring=row.monitoring,
        unit_id=row.unit_id,
        disease=reached.disease,
        treatment=treatment,
        oncologist=reached.oncologist,
        oncologist_id=row.oncologist_id,
        phone=reached.phone,
        preferred_hours=reached.preferred_hours,
        carer=reached.carer,
        version=row.version,
        email=reached.email,
        address=reached.address,
        nurse=reached.nurse,
        general_practitioner=reached.general_practitioner,
        ended_on=ended_on,
        died_on=died_on,
        unreadable=tuple(part for part in HeaderPart if is_lost[part]),
    )


def _end_of(
    session: Session, patient_id: UUID, monitoring: Monitoring
) -> tuple[date | None, date | None]:
    """The day on which the follow-up ended where the centre stands, and that of a death."""
    if monitoring is not Monitoring.ENDED:
        return None, None
    found = session.execute(_ENDED, {"patient_id": patient_id}).first()
    if found is None:
        return None, None
    zone = time_of(session, found.centre_id).zone
    return found.archived_at.astimezone(zone).date(), found.died_on


def _label(patient_id: UUID, sex: str, identity: Identity | None) -> PatientLabel:
    if identity is None:
        return label_without_identity(patient_id)
    return label_of(patient_id, sex, identity)


def label_of(patient_id: UUID, sex: str, identity: Identity) -> PatientLabel:
    """An identity as a row shows it."""
    return PatientLabel(
        id=patient_id,
        family_name=identity.family_name,
        given_name=identity.given_name,
        birth_date=identity.birth_date,
        sex=Sex(sex),
        record_number=identity.record_number,
    )


def label_without_identity(patient_id: UUID) -> PatientLabel:
    """The id and nothing else; readers are told by a flag."""
    return PatientLabel(
        id=patient_id,
        family_name="",
        given_name="",
        birth_date=_NO_DATE,
        sex=Sex.UNKNOWN,
        record_number="",
    )
