"""All statements on sessions and the tokens that refresh them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.db.tables.accounts import Account, Device, Membership, SignInSession, SpentRefresh
from services.db.tables.centres import Centre
from services.security.session_life import Ending


def session_by_refresh(
    session: Session, refresh_hash: bytes
) -> Row[SignInSession, bool, bool, Role, date | None, str] | None:
    """A session by the token that refreshes it, with what it lives on, held until the end."""
    return _session_where(session, SignInSession.refresh_hash == refresh_hash)


def session_by_spent_refresh(
    session: Session, refresh_hash: bytes
) -> Row[SignInSession, bool, bool, Role, date | None, str] | None:
    """The session that once had this refresh token, with what it lives on, held."""
    spent = select(SpentRefresh.session_id).where(SpentRefresh.token_hash == refresh_hash)
    return _session_where(session, SignInSession.id == spent.scalar_subquery())


def spend_refresh(session: Session, session_id: UUID, refresh_hash: bytes, now: datetime) -> None:
    """Remembers that a refresh token was exchanged."""
    session.add(SpentRefresh(token_hash=refresh_hash, session_id=session_id, spent_at=now))


def spent_at(session: Session, refresh_hash: bytes) -> datetime | None:
    """When a refresh token was exchanged."""
    return session.scalar(
        select(SpentRefresh.spent_at).where(SpentRefresh.token_hash == refresh_hash)
    )


def forget_spent_refresh(session: Session, before: datetime) -> None:
    """Removes tokens that were spent before an instant: no session lives so long."""
    session.execute(delete(SpentRefresh).where(SpentRefresh.spent_at < before))


def _session_where(
    session: Session, which: ColumnElement[bool]
) -> Row[SignInSession, bool, bool, Role, date | None, str] | None:
    return session.execute(
        select(
            SignInSession,
            Account.disabled_at.is_not(None).label("disabled"),
            Membership.ended_at.is_not(None).label("ended"),
            Membership.role,
            Membership.ends_on,
            Centre.zone,
        )
        .join(Account, Account.id == SignInSession.account_id)
        .join(Membership, Membership.id == SignInSession.membership_id)
        .join(Centre, Centre.id == SignInSession.centre_id)
        .where(which)
        .with_for_update(of=SignInSession)
    ).one_or_none()


def end_session(session: Session, session_id: UUID, now: datetime, reason: str) -> None:
    """Ends a session that has not ended."""
    session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.ended_at.is_(None))
        .values(ended_at=now, end_reason=reason)
    )


def previous_sign_in(session: Session, account_id: UUID, before: UUID) -> datetime | None:
    """When this account last opened a session before one; identifiers follow time."""
    return session.scalar(
        select(func.max(SignInSession.started_at)).where(
            SignInSession.account_id == account_id, SignInSession.id < before
        )
    )


def reuse_since(session: Session, account_id: UUID, since: datetime) -> datetime | None:
    """When a session of this account was last ended because a spent token came back."""
    return session.scalar(
        select(func.max(SignInSession.ended_at)).where(
            SignInSession.account_id == account_id,
            SignInSession.end_reason == Ending.REFRESH_REUSED,
            SignInSession.ended_at > since,
        )
    )


@dataclass(frozen=True)
class Whose:
    """Whose sessions are meant: of one account; an admin sees those in their own centre only."""

    account_id: UUID
    centre_id: UUID | None = None


def living(
    session: Session, whose: Whose, alive: ColumnElement[bool], limit: int, after: UUID | None
) -> Sequence[Row[SignInSession, datetime, Role, str]]:
    """Sessions that live, newest first, with their device, role and centre."""
    wanted = (
        select(
            SignInSession, Device.first_seen_at, Membership.role, Centre.name.label("centre_name")
        )
        .join(Account, Account.id == SignInSession.account_id)
        .join(Membership, Membership.id == SignInSession.membership_id)
        .join(Centre, Centre.id == SignInSession.centre_id)
        .outerjoin(Device, Device.id == SignInSession.device_id)
        .where(*_of(whose), alive, Membership.ended_at.is_(None), Account.disabled_at.is_(None))
    )
    if after is not None:
        wanted = wanted.where(SignInSession.id < after)
    return session.execute(wanted.order_by(SignInSession.id.desc()).limit(limit)).all()


def end_of(session: Session, whose: Whose, which: ColumnElement[bool], now: datetime) -> list[UUID]:
    """Ends sessions that have not ended; gives those that it ended."""
    ended = session.execute(
        update(SignInSession)
        .where(*_of(whose), which, SignInSession.ended_at.is_(None))
        .values(ended_at=now, end_reason=Ending.ENDED_BY_HAND)
        .returning(SignInSession.id),
        execution_options={"synchronize_session": False},
    )
    return list(ended.scalars())


def is_known(session: Session, whose: Whose, session_id: UUID) -> bool:
    """Whether there is such a session of theirs, ended or not."""
    found = select(SignInSession.id).where(*_of(whose), SignInSession.id == session_id)
    return session.scalar(found) is not None


def works_in(session: Session, account_id: UUID, centre_id: UUID) -> bool:
    """Whether this account has, or had, a role in a centre."""
    found = select(Membership.id).where(
        Membership.account_id == account_id, Membership.centre_id == centre_id
    )
    return session.scalars(found.limit(1)).one_or_none() is not None


def _of(whose: Whose) -> list[ColumnElement[bool]]:
    where = [SignInSession.account_id == whose.account_id]
    return (
        where if whose.centre_id is None else [*where, SignInSession.centre_id == whose.centre_id]
    )


def note_proof(session: Session, session_id: UUID, now: datetime) -> None:
    """Somebody has proved again who they are."""
    session.execute(
        update(SignInSession).where(SignInSession.id == session_id).values(authenticated_at=now)
    )
