"""What every page of a patient stands in: their centre, its hours, the telephone of their unit."""

from typing import Final

from fastapi import Request
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.centres.contacts import contacts_of, phone_of
from services.centres.times import time_of
from services.db.tables.centres import Centre
from services.db.tables.patients import Patient
from services.notifications.preferences import preference_of
from services.portal.asking import Visitor
from services.portal.rendering import Frame, language_asked
from services.security.keystore import KeyStore

_MARK_LETTERS: Final = 16
_AROUND: Final = (
    select(Centre.name, Patient.unit_id)
    .select_from(Patient)
    .join(Centre, Centre.id == Patient.centre_id)
    .where(Patient.id == bindparam("patient_id"))
)


def frame_of(session: Session, keys: KeyStore, request: Request, visitor: Visitor) -> Frame:
    """The frame of the pages of a visitor."""
    row = session.execute(_AROUND, {"patient_id": visitor.patient_id}).one()
    preferred = preference_of(session, visitor.patient_id)
    language = language_asked(request, preferred.language if preferred.version else None)
    hours = time_of(session, visitor.caller.centre_id).hours
    now = request.app.state.context.clock.now()
    contacts = contacts_of(session, visitor.caller.centre_id, now)
    marked = keys.keyed_hash(visitor.caller.centre_id, "browser of a patient")
    return Frame(
        mark=marked.of(visitor.patient_id.bytes).hex()[:_MARK_LETTERS],
        centre_name=contacts.public_name or row.name,
        phone=phone_of(contacts, row.unit_id),
        contacts=contacts,
        hours=hours,
        week=hours.on(now.astimezone(hours.zone).date()),
        language=language,
    )
