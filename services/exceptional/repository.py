"""Accesses in the database, and whom an exact identity leads to; every query is of one centre."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.db.tables.accounts import Membership, SignInSession
from services.db.tables.patients import Patient, PatientSearchToken
from services.db.tables.record import ExceptionalAccess
from services.edge.exceptional import LIVE_ACCESSES, asked_by
from services.security.caller import Caller

_FOUND: Final = select(Patient.id, Patient.unit_id, Patient.identity).where(
    Patient.synthetic.is_(False)
)
_BY_INS: Final = _FOUND.where(Patient.ins_index == bindparam("index")).limit(2)
_BY_RECORD_NUMBER: Final = _FOUND.where(Patient.record_number_index == bindparam("index")).limit(2)
_BY_BIRTH_DATE: Final = (
    _FOUND.join(PatientSearchToken, PatientSearchToken.patient_id == Patient.id)
    .where(PatientSearchToken.token == bindparam("index"))
    .order_by(Patient.id)
)
_PAGE: Final = (
    select(ExceptionalAccess, Membership.role)
    .join(SignInSession, SignInSession.id == ExceptionalAccess.session_id)
    .join(Membership, Membership.id == SignInSession.membership_id)
    .order_by(ExceptionalAccess.id.desc())
    .limit(bindparam("limit"))
)
_Found = Row[*tuple[Any, ...]]


def by_ins(session: Session, index: bytes) -> Sequence[_Found]:
    """Patients with this INS, two at most: more than one is nobody."""
    return session.execute(_BY_INS, {"index": index}).all()


def by_record_number(session: Session, index: bytes) -> Sequence[_Found]:
    """Patients with this record number, two at most."""
    return session.execute(_BY_RECORD_NUMBER, {"index": index}).all()


def born_on(session: Session, token: bytes) -> Sequence[_Found]:
    """Patients who were born on a day."""
    return session.execute(_BY_BIRTH_DATE, {"index": token}).all()


def add(session: Session, columns: dict[str, Any]) -> None:
    """Writes an access down."""
    session.execute(insert(ExceptionalAccess), columns)


def live(session: Session, caller: Caller) -> Sequence[ExceptionalAccess]:
    """What the caller has open in this session, the oldest first."""
    return session.scalars(LIVE_ACCESSES, asked_by(caller)).all()


def end(session: Session, access_id: UUID, now: datetime) -> None:
    """Ends an access."""
    session.execute(
        update(ExceptionalAccess)
        .where(ExceptionalAccess.id == access_id, ExceptionalAccess.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )


def newest(
    session: Session, limit: int, after: UUID | None
) -> Sequence[Row[ExceptionalAccess, Role]]:
    """Accesses of the centre and the role they were opened in, newest first."""
    wanted = _PAGE if after is None else _PAGE.where(ExceptionalAccess.id < after)
    return session.execute(wanted, {"limit": limit}).all()
