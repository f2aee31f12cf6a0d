"""All statements on sign-ins that were begun at the provider."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.db.tables.accounts import Account, ProviderSignIn


def begun(session: Session, state_hash: bytes) -> ProviderSignIn | None:
    """A sign-in by the hash of its state, held until the transaction ends."""
    return session.scalars(
        select(ProviderSignIn).where(ProviderSignIn.state_hash == state_hash).with_for_update()
    ).one_or_none()


def purge(session: Session, now: datetime) -> None:
    """Removes those whose time is over."""
    session.execute(delete(ProviderSignIn).where(ProviderSignIn.expires_at < now))


def account_numbered(session: Session, rpps: str) -> Account | None:
    """The account of a number of the national directory, if it may sign in."""
    return session.scalars(
        select(Account).where(Account.rpps == rpps, Account.disabled_at.is_(None))
    ).one_or_none()
