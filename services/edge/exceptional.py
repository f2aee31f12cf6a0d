"""Whom a person reaches beyond their units: the records they opened in this session (R-AZ-09).

Every place that decides about reach asks here, and only after the units of the caller said no. It
is read in the transaction of the act itself: what has run out or was ended is closed at once.
"""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from services.db.tables.patients import Patient
from services.db.tables.record import ExceptionalAccess
from services.db.types import Instant
from services.security.caller import Caller

_LIVE: Final = (
    ExceptionalAccess.account_id == bindparam("account_id"),
    ExceptionalAccess.session_id == bindparam("session_id"),
    ExceptionalAccess.ended_at.is_(None),
    # A clock that was set back opens nothing.
    ExceptionalAccess.since <= bindparam("at", type_=Instant()),
    ExceptionalAccess.until > bindparam("at", type_=Instant()),
)
_OPENED: Final = select(ExceptionalAccess.patient_id).where(
    *_LIVE, ExceptionalAccess.patient_id.in_(bindparam("patient_ids", expanding=True))
)
_IN_UNIT: Final = (
    select(ExceptionalAccess.patient_id)
    .join(Patient, Patient.id == ExceptionalAccess.patient_id)
    .where(*_LIVE, Patient.unit_id == bindparam("unit_id"))
)
LIVE_ACCESSES: Final = (
    select(ExceptionalAccess).where(*_LIVE).order_by(ExceptionalAccess.since, ExceptionalAccess.id)
)
"""The accesses of a session that are open, with the values of `asked_by`."""


def opened(session: Session, caller: Caller, patient_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of some patients whom the caller opened and may reach by this operation.

    Without a person, or where the policy accepts no exceptional access: nobody.
    """
    return _reached(session, caller, _OPENED, {"patient_ids": list(patient_ids)})


def opens(session: Session, caller: Caller, patient_id: UUID) -> bool:
    """Whether the caller opened this patient and may reach them by this operation."""
    return patient_id in opened(session, caller, [patient_id])


def opens_unit(session: Session, caller: Caller, unit_id: UUID) -> bool:
    """Whether somebody whom the caller opened is of a unit, whose people may then be asked."""
    return bool(_reached(session, caller, _IN_UNIT, {"unit_id": unit_id}))


def asked_by(caller: Caller) -> dict[str, object]:
    """Whose accesses count, and when."""
    at = None if caller.exceptional is None else caller.exceptional.at
    return {"account_id": caller.account_id, "session_id": caller.session_id, "at": at}


def _reached(
    session: Session, caller: Caller, statement: Select[UUID], what: dict[str, object]
) -> frozenset[UUID]:
    if caller.exceptional is None or caller.session_id is None:
        return frozenset()
    found = frozenset(session.scalars(statement, asked_by(caller) | what))
    caller.exceptional.note(found)
    return found
