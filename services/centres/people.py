"""The names of the professionals beside what they did."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.db.tables.accounts import Account, Membership

_LABELS = select(Account.id, Account.name, Account.initials, Account.title).where(
    Account.id.in_(bindparam("account_ids", expanding=True))
)

_ROLES = select(Membership.account_id, Membership.role).where(
    Membership.centre_id == bindparam("centre_id"),
    Membership.account_id.in_(bindparam("account_ids", expanding=True)),
)


def people(session: Session, account_ids: Iterable[UUID | None]) -> dict[UUID, PersonLabel]:
    """The labels of accounts; no query when there is nobody to name."""
    wanted = {account_id for account_id in account_ids if account_id is not None}
    if not wanted:
        return {}
    rows = session.execute(_LABELS, {"account_ids": list(wanted)})
    return {
        row.id: PersonLabel(id=row.id, name=row.name, initials=row.initials, title=row.title)
        for row in rows
    }


def roles(session: Session, centre_id: UUID, account_ids: Iterable[UUID]) -> dict[UUID, Role]:
    """The role that accounts have, or had, in a centre; whoever has had several is left out."""
    wanted = list(account_ids)
    if not wanted:
        return {}
    held: dict[UUID, set[Role]] = {}
    for row in session.execute(_ROLES, {"centre_id": centre_id, "account_ids": wanted}):
        held.setdefault(row.account_id, set()).add(row.role)
    return {account_id: next(iter(only)) for account_id, only in held.items() if len(only) == 1}
