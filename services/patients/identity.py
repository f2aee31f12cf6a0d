"""What is sealed of a patient, as typed values: identity, contact, names of treatments."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.security.ciphers import Cipher, Place
from services.security.keystore import open_json, seal_json


@dataclass(frozen=True)
class Identity:
    """Names in their display case (family names upper), birth date, INS, record number."""

    family_name: str
    birth_name: str | None
    given_name: str
    civility: str | None
    birth_date: date
    ins: str | None
    record_number: str


@dataclass(frozen=True)
class Contact:
    """How the patient is reached, and what the team says of the disease in words."""

    phone: str | None = None
    email: str | None = None
    preferred_hours: str | None = None
    carer: str | None = None
    disease: str | None = None
    oncologist: str | None = None


def seal_identity(cipher: Cipher, patient_id: UUID, identity: Identity) -> bytes:
    """The sealed identity of a patient's row."""
    words = asdict(identity) | {"birth_date": identity.birth_date.isoformat()}
    return seal_json(cipher, _place("identity", patient_id), words)


def open_identity(cipher: Cipher, patient_id: UUID, sealed: bytes) -> Identity:
    """The identity of a patient's row; raises `SealBroken`."""
    return cipher.read(_place("identity", patient_id), sealed, _identity)


def _identity(plain: bytes) -> Identity:
    words: dict[str, Any] = json.loads(plain)
    return Identity(**words | {"birth_date": date.fromisoformat(words["birth_date"])})


def seal_contact(cipher: Cipher, patient_id: UUID, contact: Contact) -> bytes:
    """The sealed contact of a patient's row."""
    return seal_json(cipher, _place("contact", patient_id), asdict(contact))


def open_contact(cipher: Cipher, patient_id: UUID, sealed: bytes) -> Contact:
    """The contact of a patient's row; raises `SealBroken`."""
    return Contact(**open_json(cipher, _place("contact", patient_id), sealed))


def _place(column: str, patient_id: UUID) -> Place:
    return Place("patient", column, patient_id)
