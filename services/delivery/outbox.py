"""The outbox: a document for the record is written with what made it, and leaves later.

Its identifier is that of the document, so that one that was queued before is not queued again.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.contract.delivery_enums import DeliveryOrigin, DeliveryState, DeliveryStep
from services.contract.exports import ExportFormat
from services.contract.report_enums import ExportPurpose
from services.db.tables.delivery import Delivery
from services.delivery import rows
from services.delivery.setting_rows import Setting, current, hold
from services.patients.indexes import Indexes
from services.security.ciphers import Place
from services.security.keystore import KeyStore

LONGEST_SUBJECT: Final = 300


@dataclass(frozen=True)
class Parcel:
    """A document with what the outbox has to know of it; `subject` may name the patient, and `ins`
    is the INS that stands in the document.

    `requester_id` None: nobody asked, a follow-up has ended.
    """

    id: UUID
    centre_id: UUID
    patient_id: UUID
    origin: DeliveryOrigin
    format: ExportFormat
    purpose: ExportPurpose
    requester_id: UUID | None
    ins: str | None = field(repr=False)
    content: bytes
    subject: str


def offered(session: Session, keys: KeyStore, centre_id: UUID) -> ExportFormat | None:
    """The format that the record of a centre takes; None: delivery is off there."""
    setting = current(session, keys, centre_id)
    return setting.format if is_on(setting) else None


def takes(session: Session, keys: KeyStore, centre_id: UUID, wanted: ExportFormat) -> bool:
    """Whether the record of a centre takes this format, and goes on to until the end of the
    caller's transaction: nobody switches delivery off meanwhile.
    """
    hold(session, centre_id)
    return offered(session, keys, centre_id) is wanted


def is_on(setting: Setting) -> bool:
    """Whether documents are queued and leave."""
    return setting.is_on and setting.endpoint is not None


def put(session: Session, keys: KeyStore, parcel: Parcel, now: datetime) -> bool:
    """Queues a document in the caller's transaction; False: it was queued before.

    Whether delivery is on is the caller's to ask (`takes`). Raises `KeyMissing`.
    """
    if rows.is_known(session, parcel.id):
        return False
    cipher, indexes = keys.patient(parcel.patient_id), Indexes(keys, parcel.centre_id)
    owner = {"centre_id": parcel.centre_id, "patient_id": parcel.patient_id}
    columns = owner | {
        "id": parcel.id,
        "origin": parcel.origin,
        "format": parcel.format,
        "purpose": parcel.purpose,
        "requester_id": parcel.requester_id,
        "has_ins": parcel.ins is not None,
        "ins_index": None if parcel.ins is None else indexes.ins(parcel.ins),
        "size": len(parcel.content),
        "sha256": hashlib.sha256(parcel.content).hexdigest(),
        "state": DeliveryState.QUEUED,
        "attempts": 0,
        "queued_at": now,
        "next_try_at": now,
    }
    subject = parcel.subject[:LONGEST_SUBJECT].encode()
    file = owner | {
        "delivery_id": parcel.id,
        "content": cipher.seal(place_of("content", parcel.id), parcel.content),
        "subject": cipher.seal(place_of("subject", parcel.id), subject),
    }
    rows.add(session, columns, file)
    queued = Delivery(id=parcel.id, **owner)
    rows.note(session, queued, DeliveryStep.QUEUED, now, by=parcel.requester_id)
    return True


def place_of(column: str, delivery_id: UUID) -> Place:
    """Where the document of a delivery, or its subject, is sealed to."""
    return Place("delivery_file", column, delivery_id)
