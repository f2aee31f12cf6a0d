"""Whether whoever asked for an export may still have it: session, role, units (R-SES-05).

Asked of what is stored each time that something is made, shown or handed out: no end of a session
has to know of exports.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from services.db.tables.accounts import Account, Membership, MembershipUnit, SignInSession
from services.db.tables.centres import Centre
from services.db.tables.exports import Export
from services.edge.contracts import is_over
from services.security.caller import Caller
from services.security.policy import may
from services.security.session_life import SessionLife, ending_of
from services.settings import Settings

_ASKS: Final = "ask_export"
_SESSIONS: Final = (
    select(
        SignInSession.id,
        SignInSession.device_id,
        SignInSession.started_at,
        SignInSession.last_act_at,
        SignInSession.ended_at,
        SignInSession.end_reason,
        Membership.role,
        Membership.ended_at.label("role_ended_at"),
        Membership.ends_on,
        Account.disabled_at,
        Centre.zone,
        MembershipUnit.unit_id,
    )
    .join(Membership, Membership.id == SignInSession.membership_id)
    .join(Account, Account.id == SignInSession.account_id)
    .join(Centre, Centre.id == SignInSession.centre_id)
    .outerjoin(MembershipUnit, MembershipUnit.membership_id == Membership.id)
    .where(SignInSession.id.in_(bindparam("session_ids", expanding=True)))
)
_AnyRow = Row[*tuple[Any, ...]]


def callers(
    session: Session, exports: Iterable[Export], settings: Settings, now: datetime
) -> dict[UUID, Caller]:
    """Who asked, by export, as they stand now; one who may not ask any more is left out."""
    wanted = list(exports)
    if not wanted:
        return {}
    found: dict[UUID, list[_AnyRow]] = {}
    asked = {"session_ids": list({each.session_id for each in wanted})}
    for row in session.execute(_SESSIONS, asked):
        found.setdefault(row.id, []).append(row)
    return {
        each.id: _caller(each, found[each.session_id])
        for each in wanted
        if each.session_id in found and _lives(found[each.session_id][0], settings, now)
    }


def _lives(row: _AnyRow, settings: Settings, now: datetime) -> bool:
    is_withdrawn = (
        row.role_ended_at is not None
        or row.disabled_at is not None
        or is_over(row.ends_on, row.zone, now)
    )
    life = SessionLife(row.started_at, row.last_act_at, row.ended_at, row.end_reason, is_withdrawn)
    return ending_of(life, now, settings) is None and may(_ASKS, row.role, None)


def _caller(export: Export, rows: list[_AnyRow]) -> Caller:
    return Caller(
        principal_id=export.requester_id,
        account_id=export.requester_id,
        role=rows[0].role,
        credential_scope=None,
        centre_id=export.centre_id,
        unit_ids=frozenset(row.unit_id for row in rows if row.unit_id is not None),
        session_id=export.session_id,
        device_id=rows[0].device_id,
        request_id=f"export {export.id}",
    )
