"""Exceptions and muted hits in the database; the reason and the name are sealed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, bindparam, func, insert, or_, select, update
from sqlalchemy.orm import Session

from services.contract.enums import ExceptionEnd
from services.db.plain import columns_of
from services.db.tables.exceptions import MutedHit, RuleException
from services.security.ciphers import Cipher, Place
from services.security.keystore import open_json, seal_json
from services.security.unreadable import opened

_LONGEST_LIST = 100
_OF_PATIENT = (
    select(RuleException)
    .where(RuleException.patient_id == bindparam("patient_id"))
    .order_by(RuleException.since.desc(), RuleException.id.desc())
    .limit(_LONGEST_LIST)
)
# Whatever was over by itself ended when it was `until`.
_RECENT = (
    select(*columns_of(RuleException))
    .where(
        RuleException.patient_id.in_(bindparam("patient_ids", expanding=True)),
        RuleException.until > bindparam("since"),
        or_(RuleException.ended_at.is_(None), RuleException.ended_at > bindparam("since")),
    )
    .order_by(RuleException.since.desc(), RuleException.id.desc())
)
_VERSIONS = (
    select(RuleException.patient_id, func.sum(RuleException.version))
    .where(RuleException.patient_id.in_(bindparam("patient_ids", expanding=True)))
    .group_by(RuleException.patient_id)
)
_RUNNING = select(RuleException).where(
    RuleException.patient_id == bindparam("patient_id"),
    RuleException.until > bindparam("at"),
    RuleException.ended_at.is_(None),
)
_MUTED = (
    select(MutedHit)
    .where(MutedHit.exception_id.in_(bindparam("exception_ids", expanding=True)))
    .order_by(MutedHit.authored_at.desc(), MutedHit.rule_id)
)
_FRESH = {"populate_existing": True}


def of_patient(session: Session, patient_id: UUID) -> Sequence[RuleException]:
    """The last hundred exceptions of a patient, newest first."""
    asked = {"patient_id": patient_id}
    return session.scalars(_OF_PATIENT, asked, execution_options=_FRESH).all()


def recent(session: Session, patient_ids: Collection[UUID], since: datetime) -> Sequence[Any]:
    """Those of several patients that were not over at an instant, newest first, as plain rows."""
    if not patient_ids:
        return []
    asked = {"patient_ids": list(patient_ids), "since": since}
    return session.execute(_RECENT, asked).all()


def versions(session: Session, patient_ids: Collection[UUID]) -> dict[UUID, int]:
    """A number for each patient that grows whenever an exception is made or ended."""
    if not patient_ids:
        return {}
    rows = session.execute(_VERSIONS, {"patient_ids": list(patient_ids)})
    return {patient_id: int(total) for patient_id, total in rows}


def running(session: Session, patient_id: UUID, at: datetime) -> Sequence[RuleException]:
    """Those that are neither over nor ended."""
    return session.scalars(
        _RUNNING, {"patient_id": patient_id, "at": at}, execution_options=_FRESH
    ).all()


def muted_by(session: Session, exception_ids: Collection[UUID]) -> Sequence[MutedHit]:
    """The hits that exceptions muted, newest first."""
    if not exception_ids:
        return []
    return session.scalars(_MUTED, {"exception_ids": list(exception_ids)}).all()


def add(session: Session, columns: dict[str, Any]) -> None:
    """Stores an exception."""
    session.execute(insert(RuleException), columns)


def add_muted(session: Session, rows: list[dict[str, Any]]) -> None:
    """Stores hits that were muted."""
    session.execute(insert(MutedHit), rows)


def end(
    session: Session, row: RuleException, how: ExceptionEnd, by: UUID | None, at: datetime
) -> bool:
    """Ends an exception, unless it changed since it was read."""
    result = session.execute(
        update(RuleException)
        .where(RuleException.id == row.id, RuleException.version == row.version)
        .values(ended_at=at, ended_by=by, ended=how, version=row.version + 1)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount == 1


def seal_detail(cipher: Cipher, exception_id: UUID, reason: str, by: str) -> bytes:
    """Seals the reason and the name of who decided it."""
    return seal_json(cipher, _place(exception_id), {"reason": reason, "by": by})


def open_detail(cipher: Cipher, row: RuleException) -> dict[str, str] | None:
    """Opens both, or None with a log entry."""
    read = partial(open_json, cipher, _place(row.id), row.detail)
    return opened(read, "rule exception", row.id)


def _place(exception_id: UUID) -> Place:
    return Place("rule_exception", "detail", exception_id)
