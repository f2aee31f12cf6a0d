"""Adds patients: first their keys, then rows, indexes and search tokens (decisions 21, 23)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.db.tables.patients import (
    Patient,
    PatientSearchToken,
    TreatmentCycle,
    TreatmentLine,
)
from services.ids import new_id
from services.patients import monitoring, normal
from services.patients.identity import Contact, Identity, seal_contact, seal_identity
from services.patients.indexes import Indexes
from services.patients.monitoring import MonitoredPatient
from services.patients.treatments import index_of, seal_name, seal_note
from services.security.ciphers import Cipher
from services.security.keystore import KeyStore

Raises = Callable[[Sequence[MonitoredPatient]], object]


class InsRefused(ValueError):
    """An INS number whose form or key is wrong; the message does not repeat it."""


@dataclass(frozen=True)
class NewCycle:
    """The start of a cycle; `note` is a change of dose in words."""

    number: int
    started_on: date
    note: str | None = None


@dataclass(frozen=True)
class NewLine:
    """A line of treatment with its cycles."""

    name: str
    started_on: date
    ended_on: date | None = None
    cycles: tuple[NewCycle, ...] = ()


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is about to be followed."""

    unit_id: UUID
    sex: Sex
    identity: Identity
    contact: Contact
    identity_status: IdentityStatus
    monitoring: Monitoring
    episode_started_at: datetime
    oncologist_id: UUID | None = None
    lines: tuple[NewLine, ...] = field(default=())


def enrol(
    session: Session,
    keys: KeyStore,
    centre_id: UUID,
    newcomers: Sequence[Newcomer],
    now: datetime,
    raises: Raises,
) -> list[UUID]:
    """Adds patients in the given order; raises `InsRefused` before anything is written.

    `raises` is told who has no qualified identity, in the same transaction: nobody enrols without
    saying what becomes of them.
    The keys are committed at once: those of a transaction that fails stay behind, and open nothing.
    """
    for newcomer in newcomers:
        number = newcomer.identity.ins
        if number is not None and not normal.is_ins(normal.ins(number)):
            raise InsRefused("the form or the key of an INS number is wrong")
    patient_ids = [new_id() for _ in newcomers]
    keys.add_patients(centre_id, patient_ids)
    indexes, hashed = Indexes(keys, centre_id), index_of(keys, centre_id)
    ciphers = keys.patients(patient_ids)
    rows: dict[type, list[dict[str, Any]]] = {
        Patient: [],
        PatientSearchToken: [],
        TreatmentLine: [],
        TreatmentCycle: [],
    }
    for patient_id, newcomer in zip(patient_ids, newcomers, strict=True):
        owner = {"centre_id": centre_id, "patient_id": patient_id}
        cipher = ciphers[patient_id]
        patient = _patient_row(patient_id, newcomer, cipher, now)
        found_by = indexes.of(newcomer.identity, newcomer.contact)
        rows[Patient].append(patient | found_by | {"centre_id": centre_id})
        tokens = sorted(indexes.tokens(newcomer.identity))
        rows[PatientSearchToken].extend(owner | {"token": token} for token in tokens)
        for line in newcomer.lines:
            line_id = new_id()
            rows[TreatmentLine].append(owner | _line_row(line_id, line, cipher, hashed))
            rows[TreatmentCycle].extend(owner | row for row in _cycle_rows(line_id, line, cipher))
    for table, added in rows.items():
        if added:
            session.execute(insert(table), added)
    raises(monitoring.unqualified(session, patient_ids))
    return patient_ids


def handled_long_ago(_patients: Sequence[MonitoredPatient]) -> None:
    """For a history that is loaded: what these identities raised when they were new was handled."""


def _patient_row(
    patient_id: UUID, newcomer: Newcomer, cipher: Cipher, now: datetime
) -> dict[str, Any]:
    return {
        "id": patient_id,
        "unit_id": newcomer.unit_id,
        "sex": newcomer.sex,
        "identity_status": newcomer.identity_status,
        "monitoring": newcomer.monitoring,
        "episode_started_at": newcomer.episode_started_at,
        "oncologist_id": newcomer.oncologist_id,
        "identity": seal_identity(cipher, patient_id, newcomer.identity),
        "contact": seal_contact(cipher, patient_id, newcomer.contact),
        "version": 1,
        "created_at": now,
    }


def _line_row(
    line_id: UUID, line: NewLine, cipher: Cipher, hashed: Callable[[str], bytes]
) -> dict[str, Any]:
    return {
        "id": line_id,
        "name": seal_name(cipher, line_id, line.name),
        "name_index": hashed(line.name),
        "started_on": line.started_on,
        "ended_on": line.ended_on,
    }


def _cycle_rows(line_id: UUID, line: NewLine, cipher: Cipher) -> Iterator[dict[str, Any]]:
    for cycle in line.cycles:
        cycle_id = new_id()
        yield {
            "id": cycle_id,
            "line_id": line_id,
            "number": cycle.number,
            "started_on": cycle.started_on,
            "note": None if cycle.note is None else seal_note(cipher, cycle_id, cycle.note),
        }
