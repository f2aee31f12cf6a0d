"""Whose retention somebody may look at: care teams their patients, the privacy officer all."""

from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, select, true
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.db.tables.patients import Patient
from services.errors import not_found
from services.patients import monitoring
from services.security.caller import Caller

_IN_CENTRE: Final = select(Patient.id).where(
    Patient.id == bindparam("patient_id"), ~Patient.synthetic
)


def require_reach(session: Session, caller: Caller, patient_id: UUID) -> None:
    """Raises 404 for anybody else's patient, one who was erased, and one who never was."""
    if caller.role is not Role.PRIVACY_OFFICER:
        monitoring.find(session, caller, patient_id)
    elif session.scalar(_IN_CENTRE, {"patient_id": patient_id}) is None:
        raise not_found()


def sees_names(caller: Caller) -> bool:
    """Whether identities may be shown: to people who treat, and to nobody else."""
    return caller.role in (Role.NURSE, Role.ONCOLOGIST)


def within_reach(caller: Caller) -> ColumnElement[bool]:
    """The patients of a list: those of the caller's units, or for others of the centre."""
    return Patient.unit_id.in_(caller.unit_ids) if sees_names(caller) else true()
