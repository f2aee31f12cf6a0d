"""Sessions and known phones in the database; of no scoped table, as nobody is known before."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from services.contract.week_enums import Answering
from services.db.tables.centres import Centre
from services.db.tables.portal import Invitation, PortalDevice, PortalSession

_SESSION: Final = (
    select(
        PortalSession.id,
        PortalSession.centre_id,
        PortalSession.patient_id,
        PortalSession.invitation_id,
        PortalSession.answering,
        PortalSession.started_at,
        PortalSession.last_act_at,
        PortalSession.ended_at,
        Invitation.ended_at.label("invitation_ended_at"),
        Centre.contract_ended_on,
        Centre.zone,
    )
    .join(Invitation, Invitation.id == PortalSession.invitation_id)
    .join(Centre, Centre.id == PortalSession.centre_id)
    .where(PortalSession.secret_hash == bindparam("secret_hash"))
)
_PHONE: Final = (
    select(
        PortalDevice.id,
        PortalDevice.failures,
        PortalDevice.expires_at,
        Invitation.id.label("invitation_id"),
        Invitation.centre_id,
        Invitation.patient_id,
        Invitation.expires_at.label("invitation_expires_at"),
        Invitation.activated_at,
        Invitation.locked_at,
        Invitation.ended_at,
    )
    .join(Invitation, Invitation.id == PortalDevice.invitation_id)
    .where(PortalDevice.secret_hash == bindparam("secret_hash"))
)
_AnyRow = Row[*tuple[Any, ...]]


def session_with(session: Session, secret_hash: bytes) -> _AnyRow | None:
    """The session of a secret, living or not."""
    return session.execute(_SESSION, {"secret_hash": secret_hash}).one_or_none()


def add_session(
    session: Session,
    session_id: UUID,
    owner: tuple[UUID, UUID, UUID],
    secret_hash: bytes,
    answering: Answering,
    now: datetime,
) -> None:
    """Writes a session down; `owner` is centre, patient and invitation."""
    centre_id, patient_id, invitation_id = owner
    session.execute(
        insert(PortalSession),
        {
            "id": session_id,
            "centre_id": centre_id,
            "patient_id": patient_id,
            "invitation_id": invitation_id,
            "secret_hash": secret_hash,
            "answering": answering,
            "started_at": now,
            "last_act_at": now,
            "ended_at": None,
        },
    )


def move_last_act(session: Session, session_id: UUID, now: datetime) -> None:
    """The reader has done something; time never runs backwards."""
    _change(session, session_id, PortalSession.last_act_at < now, {"last_act_at": now})


def end_session(session: Session, session_id: UUID, now: datetime) -> None:
    """Ends a session that has not ended."""
    _change(session, session_id, PortalSession.ended_at.is_(None), {"ended_at": now})


def _change(session: Session, session_id: UUID, where: Any, values: dict[str, Any]) -> None:
    session.execute(
        update(PortalSession)
        .where(PortalSession.id == session_id, where)
        .values(values)
        .execution_options(synchronize_session=False)
    )


def phone_with(session: Session, secret_hash: bytes) -> _AnyRow | None:
    """The phone of a secret with its invitation, known still or not."""
    return session.execute(_PHONE, {"secret_hash": secret_hash}).one_or_none()


def add_phone(session: Session, columns: dict[str, Any]) -> None:
    """Writes a phone down."""
    session.execute(insert(PortalDevice), columns)


def count_phone_failure(session: Session, phone_id: UUID, failures: int) -> None:
    """Writes how many wrong birth dates were typed on a phone."""
    session.execute(
        update(PortalDevice)
        .where(PortalDevice.id == phone_id)
        .values(failures=failures)
        .execution_options(synchronize_session=False)
    )


def forget_phone(session: Session, secret_hash: bytes) -> None:
    """Deletes a phone: there the code is asked for again."""
    session.execute(delete(PortalDevice).where(PortalDevice.secret_hash == secret_hash))
