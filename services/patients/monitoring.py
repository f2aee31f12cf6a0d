"""The port of this slice: what answers and alerts may know of a patient (decision 28)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.contract.alerts import CycleMark
from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.contract.patients import PatientHeader, PatientLabel
from services.db.tables.patients import Patient
from services.errors import not_found
from services.patients import treatments
from services.patients.identity import open_contact, open_identity
from services.security.caller import Caller
from services.security.ciphers import Cipher
from services.security.keystore import KeyStore

_MOST_IN_ONE_QUERY = 500
_MONITORED = select(
    Patient.id, Patient.centre_id, Patient.unit_id, Patient.monitoring, Patient.episode_started_at
).where(Patient.id == bindparam("patient_id"))
_LABELS = select(Patient.id, Patient.sex, Patient.identity).where(
    Patient.id.in_(bindparam("patient_ids", expanding=True))
)
_HEADER = select(
    Patient.unit_id,
    Patient.sex,
    Patient.identity_status,
    Patient.monitoring,
    Patient.identity,
    Patient.contact,
    Patient.oncologist_id,
    Patient.version,
).where(Patient.id == bindparam("patient_id"))


@dataclass(frozen=True)
class MonitoredPatient:
    """A patient as the intake of answers and the alerts need them: no identity."""

    id: UUID
    centre_id: UUID
    unit_id: UUID
    monitoring: Monitoring
    episode_started_at: datetime


def find(session: Session, caller: Caller, patient_id: UUID) -> MonitoredPatient:
    """A patient whom the caller may reach; raises 404 for any other, whether they exist or not.

    A person reaches the patients of their units, a machine credential those of its centre.
    """
    row = session.execute(_MONITORED, {"patient_id": patient_id}).first()
    if row is None:
        raise not_found()
    if caller.credential_scope is None and row.unit_id not in caller.unit_ids:
        raise not_found()
    return MonitoredPatient(
        row.id, row.centre_id, row.unit_id, row.monitoring, row.episode_started_at
    )


def labels(
    session: Session, keys: KeyStore, patient_ids: Iterable[UUID]
) -> dict[UUID, PatientLabel]:
    """The labels of patients whom the caller may already see; one who is missing is left out."""
    wanted = list(dict.fromkeys(patient_ids))
    found: dict[UUID, PatientLabel] = {}
    for start in range(0, len(wanted), _MOST_IN_ONE_QUERY):
        part = wanted[start : start + _MOST_IN_ONE_QUERY]
        rows = session.execute(_LABELS, {"patient_ids": part}).all()
        ciphers = keys.patients([row.id for row in rows])
        for row in rows:
            found[row.id] = _label(ciphers[row.id], row.id, row.sex, row.identity)
    return found


def header(session: Session, keys: KeyStore, patient_id: UUID, today: date) -> PatientHeader:
    """Identity and context of a patient on a day; raises 404 when there is no such patient.

    `ins` is given only when the identity is qualified (decision 29).
    """
    row = session.execute(_HEADER, {"patient_id": patient_id}).first()
    if row is None:
        raise not_found()
    cipher = keys.patient(patient_id)
    identity = open_identity(cipher, patient_id, row.identity)
    contact = open_contact(cipher, patient_id, row.contact)
    is_qualified = row.identity_status is IdentityStatus.QUALIFIED
    return PatientHeader(
        label=_label(cipher, patient_id, row.sex, row.identity),
        birth_name=identity.birth_name,
        civility=identity.civility,
        identity_status=row.identity_status,
        ins=identity.ins if is_qualified else None,
        monitoring=row.monitoring,
        unit_id=row.unit_id,
        disease=contact.disease,
        treatment=treatments.in_force(session, cipher, patient_id, today),
        oncologist=contact.oncologist,
        oncologist_id=row.oncologist_id,
        phone=contact.phone,
        preferred_hours=contact.preferred_hours,
        carer=contact.carer,
        version=row.version,
    )


def cycles(session: Session, keys: KeyStore, patient_id: UUID, since: date) -> list[CycleMark]:
    """The treatment cycles of a patient that started on a day or later, oldest first."""
    return treatments.cycles_since(session, keys.patient(patient_id), patient_id, since)


def _label(cipher: Cipher, patient_id: UUID, sex: str, sealed: bytes) -> PatientLabel:
    identity = open_identity(cipher, patient_id, sealed)
    return PatientLabel(
        id=patient_id,
        family_name=identity.family_name,
        given_name=identity.given_name,
        birth_date=identity.birth_date,
        sex=Sex(sex),
        record_number=identity.record_number,
    )
