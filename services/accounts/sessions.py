"""Opens, refreshes and ends sessions; a refresh token is used once, and reuse ends its session.

Every spent token is remembered for as long as a session can live, so that an old one that comes
back is known for what it is; the owner is told at the next sign-in.

A console whose answer was lost asks again: within `RETRY_S` the same device gets the same
successor (R-SES-03). Successors follow from the token that is spent and a key of the installation,
so that nothing that opens a session is stored, not even for seconds.
"""

import base64
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.accounts import repository, session_rows
from services.accounts.knocks import Knock
from services.accounts.repository import Choice
from services.audit.journal import Entry, entry_of, record
from services.contract.enums import Role
from services.contract.sessions import SessionGrant
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import SignInSession
from services.edge.context import Context
from services.edge.contracts import is_over
from services.errors import ServiceError
from services.ids import new_id
from services.security.caller import Caller
from services.security.session_life import (
    Ending,
    SessionLife,
    ending_of,
    session_over,
    sign_in_required,
)
from services.security.tokens import hash_of, new_token
from services.settings import Settings

RETRY_S: Final = 30


@dataclass(frozen=True)
class _Spent:
    """A refresh token that is handed in: by which device, when, and the pair that follows it."""

    refresh_hash: bytes
    device_hash: bytes | None
    now: datetime
    request_id: str
    access: str
    refresh: str


def open_session(
    context: Context,
    session: Session,
    account_id: UUID,
    choice: Choice,
    knock: Knock,
    *,
    action: str = "second_factor",
    proved_at: datetime | None = None,
) -> SessionGrant:
    """A session of one membership, with its first pair of tokens, journalled as `action`.

    `proved_at` is when its person proved who they are, where that was not just now.
    """
    now = context.clock.now()
    device_id = None
    if knock.device_hash is not None:
        device_id = repository.enrol_device(session, knock.device_hash, now)
    access, refresh = new_token(), new_token()
    opened = SignInSession(
        id=new_id(),
        account_id=account_id,
        membership_id=choice.id,
        centre_id=choice.centre_id,
        device_id=device_id,
        access_hash=hash_of(access),
        access_expires_at=_access_end(context.settings, now),
        refresh_hash=hash_of(refresh),
        started_at=now,
        authenticated_at=proved_at or now,
        last_act_at=now,
        ended_at=None,
        end_reason=None,
        network=knock.neighbourhood,
    )
    session.add(opened)
    record(session, _entry(action, opened, choice.role, now, "done", knock.request_id))
    return _grant(context.settings, session, opened, access, refresh, now)


def refresh_session(
    context: Context, refresh_token: str, device_hash: bytes | None, request_id: str
) -> SessionGrant:
    """The next pair of tokens; never an act, so that it prolongs nothing. Raises 401."""
    follow = context.keys.installation_hash("refresh successor")

    def _follow(which: bytes) -> str:
        made = follow.of(which + hash_of(refresh_token) + refresh_token.encode())
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    spent = _Spent(
        hash_of(refresh_token),
        device_hash,
        context.clock.now(),
        request_id,
        access=_follow(b"access"),
        refresh=_follow(b"refresh"),
    )
    with context.database.writing(NO_CENTRE) as session:
        outcome = _rotate(context, session, spent)
    if isinstance(outcome, ServiceError):
        raise outcome
    return outcome


def _rotate(context: Context, session: Session, spent: _Spent) -> SessionGrant | ServiceError:
    found = session_rows.session_by_refresh(session, spent.refresh_hash)
    if found is None:
        return _again(context, session, spent)
    known: SignInSession = found.SignInSession
    over = _over(context, session, found, spent)
    if over is not None:
        return over
    session_rows.spend_refresh(session, known.id, spent.refresh_hash, spent.now)
    longest = timedelta(seconds=context.settings.session_limit_s)
    session_rows.forget_spent_refresh(session, spent.now - longest)
    known.refresh_hash = hash_of(spent.refresh)
    known.access_hash = hash_of(spent.access)
    known.access_expires_at = _access_end(context.settings, spent.now)
    entry = _entry("refresh_session", known, found.role, spent.now, "done", spent.request_id)
    record(session, entry)
    return _grant(context.settings, session, known, spent.access, spent.refresh, spent.now)


def _over(
    context: Context,
    session: Session,
    found: Row[SignInSession, bool, bool, Role, date | None, str],
    spent: _Spent,
) -> ServiceError | None:
    """Ends a session whose time has come, and says so."""
    known: SignInSession = found.SignInSession
    life = SessionLife(
        known.started_at,
        known.last_act_at,
        known.ended_at,
        known.end_reason,
        found.disabled or found.ended or is_over(found.ends_on, found.zone, spent.now),
    )
    ending = ending_of(life, spent.now, context.settings)
    if ending is None:
        return None
    session_rows.end_session(session, known.id, spent.now, ending)
    over = session_over(ending)
    outcome = f"refused:{over.code}"
    entry = _entry("refresh_session", known, found.role, spent.now, outcome, spent.request_id)
    record(session, entry)
    return over


def _again(context: Context, session: Session, spent: _Spent) -> SessionGrant | ServiceError:
    """A token that was used, or none: the same successor to a console that lost the answer.

    Anything else that was used before may be stolen, so its session ends.
    """
    found = session_rows.session_by_spent_refresh(session, spent.refresh_hash)
    if found is None:
        refused = sign_in_required()
        outcome = f"refused:{refused.code}"
        record(session, Entry("refresh_session", spent.now, outcome, spent.request_id))
        return refused
    known: SignInSession = found.SignInSession
    if _is_retry(session, known, spent):
        over = _over(context, session, found, spent)
        if over is not None:
            return over
        entry = _entry("refresh_session", known, found.role, spent.now, "again", spent.request_id)
        record(session, entry)
        return _grant(context.settings, session, known, spent.access, spent.refresh, spent.now)
    session_rows.end_session(session, known.id, spent.now, Ending.REFRESH_REUSED)
    outcome = f"refused:{Ending.REFRESH_REUSED}"
    entry = _entry("refresh_session", known, found.role, spent.now, outcome, spent.request_id)
    record(session, entry)
    return session_over(Ending.REFRESH_REUSED)


def _is_retry(session: Session, known: SignInSession, spent: _Spent) -> bool:
    """Whether a used token comes from the device of its session, soon, with its pair in force."""
    used_at = session_rows.spent_at(session, spent.refresh_hash)
    if known.device_id is None or spent.device_hash is None or used_at is None:
        return False
    return (
        timedelta(0) <= spent.now - used_at <= timedelta(seconds=RETRY_S)
        and known.device_id == repository.device_of(session, spent.device_hash)
        and known.refresh_hash == hash_of(spent.refresh)
        and known.access_hash == hash_of(spent.access)
    )


def sign_out(context: Context, caller: Caller) -> None:
    """Ends the caller's session at once."""
    now = context.clock.now()
    if caller.session_id is None:
        return
    with context.database.writing(NO_CENTRE) as session:
        session_rows.end_session(session, caller.session_id, now, Ending.SIGNED_OUT)
        record(session, entry_of(caller, "sign_out", now, object_id=caller.session_id))


def _access_end(settings: Settings, now: datetime) -> datetime:
    """When an access token expires; its session may be over before (`ending_of`)."""
    return now + timedelta(seconds=settings.access_token_s)


def _entry(
    action: str,
    known: SignInSession,
    role: str | None,
    now: datetime,
    outcome: str,
    request_id: str,
) -> Entry:
    return Entry(
        action,
        now,
        outcome,
        request_id,
        centre_id=known.centre_id,
        actor_id=known.account_id,
        role=role,
        session_id=known.id,
        device_id=known.device_id,
        object_id=known.id,
    )


def _grant(
    settings: Settings,
    session: Session,
    known: SignInSession,
    access: str,
    refresh: str,
    now: datetime,
) -> SessionGrant:
    session_end = known.started_at + timedelta(seconds=settings.session_limit_s)
    before = session_rows.previous_sign_in(session, known.account_id, known.id)
    reused_at = None
    if before is not None:
        reused_at = session_rows.reuse_since(session, known.account_id, before)
    return SessionGrant(
        session_id=known.id,
        access_token=access,
        access_expires_at=min(known.access_expires_at, session_end),
        refresh_token=refresh,
        session_expires_at=session_end,
        idle_limit_s=settings.idle_limit_s,
        previous_sign_in_at=before,
        refresh_reused_at=reused_at,
        server_time=now,
    )
