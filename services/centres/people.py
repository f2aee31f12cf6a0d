"""The names of the professionals beside what they did."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.contract.people import PersonLabel
from services.db.tables.accounts import Account

_LABELS = select(Account.id, Account.name, Account.initials, Account.title).where(
    Account.id.in_(bindparam("account_ids", expanding=True))
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
