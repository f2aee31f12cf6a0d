"""The patient of a centre whom surveillance invented: like any other, but nobody's to see.

It lives in a unit of its own, in which nobody has rights, and has no search tokens: no list, count
or search of a person leads to it. Its rows are sealed under keys of its own like everybody's.
"""

from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.db.tables.centres import Unit
from services.db.tables.patients import Patient
from services.ids import new_id
from services.patients.identity import Contact, Identity, seal_contact, seal_identity
from services.security.keystore import KeyStore

_NAME: Final = "SURVEILLANCE"
_IDENTITY: Final = Identity(
    family_name=_NAME,
    birth_name=None,
    given_name="Patient synthétique",
    civility=None,
    birth_date=date(1900, 1, 1),
    ins=None,
    record_number="SYNTHETIQUE",
)
# So early that no clock that was set back makes an answer older than its episode.
_EPISODE: Final = datetime(2000, 1, 2, tzinfo=UTC)
_FIND: Final = select(Patient.id).where(Patient.synthetic)


def find(session: Session) -> UUID | None:
    """The invented patient of the session's centre."""
    return session.scalar(_FIND)


def add(session: Session, keys: KeyStore, centre_id: UUID, now: datetime) -> UUID:
    """Invents the patient of a centre; the database refuses a second one."""
    patient_id, unit_id = new_id(), new_id()
    keys.add_patients(centre_id, [patient_id])
    cipher = keys.patient(patient_id)
    session.execute(
        insert(Unit), {"id": unit_id, "centre_id": centre_id, "name": _NAME, "synthetic": True}
    )
    record_numbers = keys.keyed_hash(centre_id, "record_number")
    session.execute(
        insert(Patient),
        {
            "id": patient_id,
            "centre_id": centre_id,
            "unit_id": unit_id,
            "sex": Sex.UNKNOWN,
            "identity_status": IdentityStatus.PROVISIONAL,
            "monitoring": Monitoring.ACTIVE,
            "episode_started_at": _EPISODE,
            "identity": seal_identity(cipher, patient_id, _IDENTITY),
            "contact": seal_contact(cipher, patient_id, Contact()),
            "record_number_index": record_numbers.of(_IDENTITY.record_number.encode()),
            "version": 1,
            "created_at": now,
            "synthetic": True,
        },
    )
    return patient_id
