"""Living sessions, of oneself or as an admin sees them in their centre, and ending them."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_
from sqlalchemy.orm import Session

from services.accounts import failures, session_rows
from services.accounts.session_rows import Whose
from services.contract.enums import Role
from services.contract.sessions import DeviceLabel, SessionLabel, SessionPage, SessionsEnded
from services.db.tables.accounts import SignInSession
from services.edge.writes import Done
from services.errors import not_found
from services.pagination import encode_cursor
from services.security.caller import Caller
from services.settings import Settings


def own(caller: Caller) -> Whose:
    """Every session of the caller, whatever the role and the centre."""
    return Whose(caller.person)


def of_account(session: Session, caller: Caller, account_id: UUID) -> Whose:
    """The sessions of an account in the caller's centre; raises 404 when it never worked there."""
    if not session_rows.works_in(session, account_id, caller.centre_id):
        raise not_found()
    return Whose(account_id, caller.centre_id)


def page(
    session: Session,
    caller: Caller,
    whose: Whose,
    alive: ColumnElement[bool],
    limit: int,
    after: UUID | None,
) -> SessionPage:
    """Sessions that live, newest first."""
    found = session_rows.living(session, whose, alive, limit + 1, after)
    shown = found[:limit]
    return SessionPage(
        items=[_label(row, caller) for row in shown],
        next_cursor=encode_cursor([str(shown[-1].SignInSession.id)])
        if len(found) > limit
        else None,
    )


def with_failures(
    session: Session, caller: Caller, page: SessionPage, now: datetime, settings: Settings
) -> SessionPage:
    """The same with the failures to sign in to this account, and how many are new to its owner:
    those since the sign-in before this one.
    """
    last = failures.last_of(session, caller.person, now, settings)
    since = None
    if caller.session_id is not None:
        since = session_rows.previous_sign_in(session, caller.person, caller.session_id)
    count = sum(since is None or each.at > since for each in last)
    return page.model_copy(update={"failures": last, "failures_since": count})


def alive_at(now: datetime, settings: Settings) -> ColumnElement[bool]:
    """What makes a session live, as `ending_of` decides for the one at hand."""
    return and_(
        SignInSession.ended_at.is_(None),
        SignInSession.started_at > now - timedelta(seconds=settings.session_limit_s),
        SignInSession.last_act_at > now - timedelta(seconds=settings.idle_limit_s),
    )


def end_one(session: Session, whose: Whose, session_id: UUID, now: datetime) -> Done:
    """Ends a session from the next request on; raises 404 when it is not one of theirs."""
    if not session_rows.is_known(session, whose, session_id):
        raise not_found()
    ended = session_rows.end_of(session, whose, SignInSession.id == session_id, now)
    return Done(SessionsEnded(count=len(ended)), object_id=session_id)


def end_others(session: Session, caller: Caller, now: datetime) -> Done:
    """Ends every session of the caller but this one."""
    ended = session_rows.end_of(session, own(caller), SignInSession.id != caller.session_id, now)
    return Done(SessionsEnded(count=len(ended)), object_id=caller.session_id, beside=tuple(ended))


def _label(row: Row[SignInSession, datetime, Role, str], caller: Caller) -> SessionLabel:
    found: SignInSession = row.SignInSession
    device = None
    if found.device_id is not None:
        device = DeviceLabel(id=found.device_id, first_seen_at=row.first_seen_at)
    return SessionLabel(
        id=found.id,
        device=device,
        role=row.role,
        centre_name=row.centre_name,
        network=found.network,
        started_at=found.started_at,
        last_act_at=found.last_act_at,
        is_current=found.id == caller.session_id,
    )
