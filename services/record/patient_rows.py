"""Identity and contact of a patient as they stand, and their next version."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select

from services.contract.enums import IdentityStatus, Sex
from services.contract.record import RecordVersions
from services.db.tables.patients import Patient
from services.edge.writes import Done
from services.patients import monitoring
from services.patients.identity import Contact, Identity, open_contact, open_identity
from services.patients.monitoring import MonitoredPatient
from services.record import versions
from services.record.moving import next_version
from services.record.versions import Snapshot
from services.record.work import (
    Standing,
    Work,
    hold,
    require_current,
    require_writable,
    stale,
)
from services.security.unreadable import opened

_ROW: Final = select(
    Patient.version,
    Patient.sex,
    Patient.identity_status,
    Patient.oncologist_id,
    Patient.identity,
    Patient.contact,
).where(Patient.id == bindparam("patient_id"))


@dataclass(frozen=True)
class Person:
    """A patient in clear, in one version; None is what cannot be opened."""

    version: int
    sex: Sex
    status: IdentityStatus
    oncologist_id: UUID | None
    identity: Identity | None
    contact: Contact | None


def person_of(work: Work) -> Person:
    """The patient as they stand, as far as that can be opened."""
    row = work.session.execute(_ROW, {"patient_id": work.patient_id}).one()
    identity = partial(open_identity, work.cipher, work.patient_id, row.identity)
    contact = partial(open_contact, work.cipher, work.patient_id, row.contact)
    return Person(
        row.version,
        Sex(row.sex),
        IdentityStatus(row.identity_status),
        row.oncologist_id,
        opened(identity, "identity", work.patient_id),
        opened(contact, "contact", work.patient_id),
    )


def held(work: Work, version: int) -> tuple[MonitoredPatient, Person]:
    """A patient who may be corrected; raises 404, 412, 409 for somebody followed no more."""
    patient = hold(work)
    person = person_of(work)
    require_current(work, _standing(work, person), version)
    require_writable(work, patient)
    return patient, person


def moved(work: Work, before: Person, values: Mapping[str, Any], reason: str | None) -> None:
    """Makes and keeps the next version; raises 412 when somebody was faster."""
    versions.keep_first(work, _snapshot(work, before))
    if not next_version(work.session, Patient, work.patient_id, before.version, values):
        raise stale(work, _standing(work, person_of(work)))
    versions.keep(work, _snapshot(work, person_of(work)), reason)


def shown(work: Work) -> Done:
    """The header as it reads now."""
    header = monitoring.header(work.session, work.context.keys, work.patient_id, work.today)
    return Done(
        header,
        object_id=work.patient_id,
        object_version=header.version,
        patient_id=work.patient_id,
    )


def versions_of(work: Work) -> RecordVersions:
    """Every version of identity and contact; raises 404.

    An INS is shown of the versions alone in which it was qualified (decision 29).
    """
    monitoring.find(work.session, work.caller, work.patient_id)
    found = versions.listed(work, _snapshot(work, person_of(work)))
    for each in found.items:
        if each.fields.get("identity_status") != IdentityStatus.QUALIFIED:
            each.fields.pop("ins", None)
    return found


def _snapshot(work: Work, person: Person) -> Snapshot:
    identity, contact = person.identity, person.contact
    fields: dict[str, Any] = {
        "sex": person.sex.value,
        "identity_status": person.status.value,
        "oncologist_id": None if person.oncologist_id is None else str(person.oncologist_id),
    }
    if identity is not None:
        fields |= asdict(identity) | {"birth_date": identity.birth_date.isoformat()}
    if contact is not None:
        fields |= asdict(contact)
    is_whole = identity is not None and contact is not None
    return Snapshot(work.patient_id, person.version, fields, is_whole=is_whole)


def _standing(work: Work, person: Person) -> Standing:
    kept = versions.latest(work.session, work.patient_id, work.patient_id)
    is_known = kept is not None and kept.version == person.version
    by, at = (kept.by, kept.at) if kept is not None and is_known else (None, None)
    return Standing(person.version, False, by, at)
