"""Whether whoever asked for a cohort may still have it: account, role, unit (R-SES-05).

It hangs on no session: a second person may decide hours later, and the making goes on while nobody
is there. A session that somebody ended from elsewhere, or whose tokens were copied, takes what was
asked in it along.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.db.tables.accounts import Account, Membership, MembershipUnit, SignInSession
from services.db.tables.centres import Centre
from services.db.tables.cohorts import CohortExport
from services.edge.contracts import is_over
from services.security.caller import Caller
from services.security.session_life import Ending, SessionLife, ending_of
from services.settings import Settings

_SUSPECT: Final = frozenset({Ending.ENDED_BY_HAND, Ending.REFRESH_REUSED})
_HOLDING: Final = (
    select(Membership.account_id, MembershipUnit.unit_id, Membership.ends_on, Centre.zone)
    .join(Account, Account.id == Membership.account_id)
    .join(Centre, Centre.id == Membership.centre_id)
    .join(MembershipUnit, MembershipUnit.membership_id == Membership.id)
    .where(
        Membership.centre_id == bindparam("centre_id"),
        Membership.account_id.in_(bindparam("account_ids", expanding=True)),
        Membership.role == Role.ONCOLOGIST,
        Membership.ended_at.is_(None),
        Account.disabled_at.is_(None),
    )
)
_ENDED_BADLY: Final = select(SignInSession.id).where(
    SignInSession.id.in_(bindparam("session_ids", expanding=True)),
    SignInSession.end_reason.in_([each.value for each in _SUSPECT]),
)
_SIGNED_IN: Final = (
    select(
        SignInSession.started_at,
        SignInSession.last_act_at,
        SignInSession.ended_at,
        SignInSession.end_reason,
    )
    .join(Membership, Membership.id == SignInSession.membership_id)
    .where(
        SignInSession.account_id == bindparam("account_id"),
        SignInSession.centre_id == bindparam("centre_id"),
        SignInSession.ended_at.is_(None),
        Membership.role == Role.ONCOLOGIST,
        Membership.ended_at.is_(None),
    )
)


def entitled(session: Session, exports: Collection[CohortExport], now: datetime) -> set[UUID]:
    """Those of some exports of one centre whose askers may still have them."""
    if not exports:
        return set()
    centre_id = next(iter(exports)).centre_id
    accounts = {"centre_id": centre_id, "account_ids": list({e.requester_id for e in exports})}
    held = {
        (row.account_id, row.unit_id)
        for row in session.execute(_HOLDING, accounts)
        if not is_over(row.ends_on, row.zone, now)
    }
    asked = {"session_ids": list({each.session_id for each in exports})}
    suspect = set(session.scalars(_ENDED_BADLY, asked))
    return {
        each.id
        for each in exports
        if (each.requester_id, each.unit_id) in held and each.session_id not in suspect
    }


def is_there(session: Session, export: CohortExport, settings: Settings, now: datetime) -> bool:
    """Whether whoever asked is signed in: there is somebody to take the file."""
    asked = {"account_id": export.requester_id, "centre_id": export.centre_id}
    return any(_lives(row, settings, now) for row in session.execute(_SIGNED_IN, asked))


def caller_of(export: CohortExport) -> Caller:
    """Who asked, as far as this export goes: in its unit and nowhere else."""
    return Caller(
        principal_id=export.requester_id,
        account_id=export.requester_id,
        role=Role.ONCOLOGIST,
        credential_scope=None,
        centre_id=export.centre_id,
        unit_ids=frozenset({export.unit_id}),
        session_id=export.session_id,
        device_id=None,
        request_id=f"cohort {export.id}",
    )


def _lives(row: Row[*tuple[Any, ...]], settings: Settings, now: datetime) -> bool:
    life = SessionLife(row.started_at, row.last_act_at, row.ended_at, row.end_reason, False)
    return ending_of(life, now, settings) is None
