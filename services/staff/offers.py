"""All statements on roles that wait for whoever they are offered to."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.accounts.repository import is_offered
from services.db.tables.accounts import Account, Membership
from services.staff import rights


def invite_again(
    session: Session, membership_ids: Iterable[UUID], until: datetime, *, given_at: datetime | None
) -> None:
    """Lets an invitation stand until later; `given_at` None: as it was given."""
    again = {} if given_at is None else {"ended_at": given_at}
    session.execute(
        update(Membership)
        .where(Membership.id.in_(list(membership_ids)))
        .values(invited_until=until, version=Membership.version + 1, **again),
        execution_options={"synchronize_session": False},
    )


def invitations_of(session: Session, account_id: UUID, now: datetime) -> list[Membership]:
    """The roles that a first sign-in would give now, whatever the centre, held."""
    wanted = (
        select(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.account_id == account_id, is_offered(now))
        .order_by(Membership.id)
        .with_for_update(of=Membership, key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(wanted))


def first_invitation(session: Session, account_id: UUID, now: datetime) -> UUID | None:
    """The centre that invited an account first, of those whose invitation stands."""
    wanted = (
        select(Membership.centre_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.account_id == account_id, is_offered(now))
        .order_by(Membership.id)
        .limit(1)
    )
    return session.scalars(wanted).one_or_none()


def is_anothers(session: Session, account: Account, centre_id: UUID, now: datetime) -> bool:
    """Whether another centre has a say in who an account belongs to: one in which they work or
    worked, or, before anybody has set it up, the one that invited it first.

    Whoever invites as well would lead to themselves what another centre gives.
    """
    if rights.works_elsewhere(session, account.id, centre_id):
        return True
    if account.totp_secret is not None:
        return False
    return first_invitation(session, account.id, now) not in (None, centre_id)


def begin(session: Session, memberships: Iterable[Membership], now: datetime) -> None:
    """These roles stand from now on."""
    session.execute(
        update(Membership)
        .where(Membership.id.in_([each.id for each in memberships]))
        .values(ended_at=None, invited_until=None, begun_at=now, version=Membership.version + 1),
        execution_options={"synchronize_session": False},
    )
