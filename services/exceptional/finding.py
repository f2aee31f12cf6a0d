"""Whom an exact identity opens: one patient of the centre, or nobody (R-AZ-02)."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.contract.exceptional_access import ExceptionalAccessAsk
from services.errors import not_found
from services.patients.exact import Directory, Found
from services.security.keystore import KeyStore


def find(session: Session, keys: KeyStore, centre_id: UUID, ask: ExceptionalAccessAsk) -> Found:
    """The one patient of the centre with this identity.

    Raises the same 404 for nobody, for two of them, and for a patient of another centre.
    """
    patients = Directory(session, keys, centre_id)
    if ask.ins is not None:
        found = patients.by_ins(ask.ins)
    elif ask.record_number is not None:
        found = patients.by_record_number(ask.record_number)
    elif ask.family_name and ask.given_name and ask.birth_date:
        found = patients.named([ask.family_name], ask.given_name, ask.birth_date)
    else:
        found = []
    if len(found) != 1:
        raise not_found()
    return found[0]
