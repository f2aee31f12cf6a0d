"""The port of this slice: what answers and alerts may know of a patient (decision 28)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from services.contract.alerts import CycleMark
from services.contract.enums import CredentialScope, IdentityStatus, Monitoring
from services.contract.patients import PatientLabel
from services.db.tables.patients import Patient
from services.edge import exceptional
from services.errors import not_found
from services.patients import normal, synthetic, treatments
from services.patients.headers import header as header
from services.patients.headers import label_of
from services.patients.headers import label_without_identity as label_without_identity
from services.patients.identity import open_identity
from services.patients.treatments import LineInForce as LineInForce
from services.patients.treatments import SealedTreatment as SealedTreatment
from services.security.caller import Caller
from services.security.keystore import KeyStore

_MOST_IN_ONE_QUERY = 500
_MONITORED = select(
    Patient.id,
    Patient.centre_id,
    Patient.unit_id,
    Patient.monitoring,
    Patient.episode_started_at,
    Patient.synthetic,
).where(Patient.id == bindparam("patient_id"))
_INS = select(Patient.ins_index).where(Patient.id == bindparam("patient_id"))
_UNQUALIFIED = (
    select(
        Patient.id,
        Patient.centre_id,
        Patient.unit_id,
        Patient.monitoring,
        Patient.episode_started_at,
    )
    .where(
        Patient.id.in_(bindparam("patient_ids", expanding=True)),
        Patient.identity_status != IdentityStatus.QUALIFIED,
    )
    .order_by(Patient.id)
)
_WITHOUT_UNIT = select(Patient.id).where(
    Patient.unit_id.not_in(bindparam("unit_ids", expanding=True))
)
_LABELS = select(Patient.id, Patient.sex, Patient.identity).where(
    Patient.id.in_(bindparam("patient_ids", expanding=True))
)


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

    A person reaches the patients of their units, and one whom they opened where the policy accepts
    that; a machine credential those of its centre; a patient themself. The patient whom
    surveillance invented is there for the canary, which reaches nobody else.
    """
    row = session.execute(_MONITORED, {"patient_id": patient_id}).first()
    if row is None or row.synthetic is not (caller.credential_scope is CredentialScope.CANARY):
        raise not_found()
    is_within = (
        caller.credential_scope is not None
        or row.unit_id in caller.unit_ids
        or caller.own_patient_id == patient_id
    )
    if not is_within and not exceptional.opens(session, caller, patient_id):
        raise not_found()
    return MonitoredPatient(
        row.id, row.centre_id, row.unit_id, row.monitoring, row.episode_started_at
    )


def is_other_ins(
    session: Session, keys: KeyStore, centre_id: UUID, patient_id: UUID, number: str
) -> bool:
    """Whether an INS is not that of a patient; False where theirs is not known."""
    known = session.scalar(_INS, {"patient_id": patient_id})
    return known is not None and known != keys.keyed_hash(centre_id, "ins").of(
        normal.ins(number).encode()
    )


def find_for_system(session: Session, patient_id: UUID) -> MonitoredPatient | None:
    """A patient of the session's centre, for work that nobody asked for."""
    row = session.execute(_MONITORED, {"patient_id": patient_id}).first()
    if row is None:
        return None
    return MonitoredPatient(
        row.id, row.centre_id, row.unit_id, row.monitoring, row.episode_started_at
    )


def unqualified(session: Session, patient_ids: Iterable[UUID]) -> list[MonitoredPatient]:
    """Those of some patients whose identity is not qualified, in a steady order."""
    rows = session.execute(_UNQUALIFIED, {"patient_ids": list(patient_ids)})
    return [MonitoredPatient(*row) for row in rows]


def without_unit(session: Session, unit_ids: Iterable[UUID], limit: int) -> list[UUID]:
    """Patients whose unit is none of these, at most `limit`."""
    return list(session.scalars(_WITHOUT_UNIT.limit(limit), {"unit_ids": list(unit_ids)}))


def move_to_unit(session: Session, patient_id: UUID, unit_id: UUID) -> None:
    """Makes a unit the one of a patient; their version is that of identity and contact, and stays:
    of each of its numbers there is somebody who wrote it.
    """
    session.execute(
        update(Patient)
        .where(Patient.id == patient_id)
        .values(unit_id=unit_id)
        .execution_options(synchronize_session=False)
    )


def find_synthetic(session: Session) -> UUID | None:
    """The patient whom surveillance invented in the session's centre."""
    return synthetic.find(session)


def add_synthetic(session: Session, keys: KeyStore, centre_id: UUID, now: datetime) -> UUID:
    """Invents that patient; the database refuses a second one in a centre."""
    return synthetic.add(session, keys, centre_id, now)


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
            identity = open_identity(ciphers[row.id], row.id, row.identity)
            found[row.id] = label_of(row.id, row.sex, identity)
    return found


def treatment(session: Session, patient_id: UUID, today: date) -> SealedTreatment | None:
    """The treatment of a day, to be opened by whoever can say what a broken seal means."""
    course = treatments.in_force(session, patient_id, today)
    return None if course is None else course.sealed


def treatments_in_force(session: Session, caller: Caller, today: date) -> list[LineInForce]:
    """The treatments of a day of the patients of the caller's units, unopened."""
    return treatments.all_in_force(session, caller.centre_id, caller.unit_ids, today)


def cycles(session: Session, keys: KeyStore, patient_id: UUID, since: date) -> list[CycleMark]:
    """The treatment cycles of a patient that started on a day or later, oldest first."""
    return treatments.cycles_since(session, keys.patient(patient_id), patient_id, since)
