"""Opens, refreshes and ends sessions; a refresh token is used once, and reuse ends its session."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.accounts import repository
from services.accounts.repository import Choice
from services.audit.journal import Entry, entry_of, record
from services.contract.sessions import SessionGrant
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import SignInSession
from services.edge.context import Context
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


def open_session(
    context: Context,
    session: Session,
    account_id: UUID,
    choice: Choice,
    device_hash: bytes | None,
    request_id: str,
) -> SessionGrant:
    """A session of one membership, with its first pair of tokens, journalled as signing in."""
    now = context.clock.now()
    device_id = None if device_hash is None else repository.enrol_device(session, device_hash, now)
    access, refresh = new_token(), new_token()
    opened = SignInSession(
        id=new_id(),
        account_id=account_id,
        membership_id=choice.id,
        centre_id=choice.centre_id,
        device_id=device_id,
        access_hash=hash_of(access),
        access_expires_at=_access_end(context.settings, now, now),
        refresh_hash=hash_of(refresh),
        previous_refresh_hash=None,
        started_at=now,
        authenticated_at=now,
        last_act_at=now,
        ended_at=None,
        end_reason=None,
    )
    session.add(opened)
    record(session, _entry("second_factor", opened, choice.role, now, "done", request_id))
    return _grant(context.settings, session, opened, access, refresh, now)


def refresh_session(context: Context, refresh_token: str, request_id: str) -> SessionGrant:
    """The next pair of tokens; never an act, so that it prolongs nothing. Raises 401."""
    now = context.clock.now()
    with context.database.writing(NO_CENTRE) as session:
        outcome = _rotate(context, session, hash_of(refresh_token), now, request_id)
    if isinstance(outcome, ServiceError):
        raise outcome
    return outcome


def _rotate(
    context: Context, session: Session, refresh_hash: bytes, now: datetime, request_id: str
) -> SessionGrant | ServiceError:
    found = repository.session_by_refresh(session, refresh_hash)
    if found is None:
        return _reused(session, refresh_hash, now, request_id)
    known: SignInSession = found.SignInSession
    life = SessionLife(
        known.started_at,
        known.last_act_at,
        known.ended_at,
        known.end_reason,
        found.disabled or found.ended,
    )
    ending = ending_of(life, now, context.settings)
    if ending is not None:
        repository.end_session(session, known.id, now, ending)
        over = session_over(ending)
        outcome = f"refused:{over.code}"
        record(session, _entry("refresh_session", known, found.role, now, outcome, request_id))
        return over
    access, refresh = new_token(), new_token()
    known.previous_refresh_hash = known.refresh_hash
    known.refresh_hash = hash_of(refresh)
    known.access_hash = hash_of(access)
    known.access_expires_at = _access_end(context.settings, known.started_at, now)
    record(session, _entry("refresh_session", known, found.role, now, "done", request_id))
    return _grant(context.settings, session, known, access, refresh, now)


def _reused(session: Session, refresh_hash: bytes, now: datetime, request_id: str) -> ServiceError:
    """A token that opens nothing; one that was used before may be stolen, so its session ends."""
    known = repository.session_by_spent_refresh(session, refresh_hash)
    if known is None:
        refused = sign_in_required()
        outcome = f"refused:{refused.code}"
        record(session, Entry("refresh_session", now, outcome, request_id))
        return refused
    repository.end_session(session, known.id, now, Ending.REFRESH_REUSED)
    outcome = f"refused:{Ending.REFRESH_REUSED}"
    record(session, _entry("refresh_session", known, None, now, outcome, request_id))
    return session_over(Ending.REFRESH_REUSED)


def sign_out(context: Context, caller: Caller) -> None:
    """Ends the caller's session at once."""
    now = context.clock.now()
    if caller.session_id is None:
        return
    with context.database.writing(NO_CENTRE) as session:
        repository.end_session(session, caller.session_id, now, Ending.SIGNED_OUT)
        record(session, entry_of(caller, "sign_out", now, object_id=caller.session_id))


def _access_end(settings: Settings, started_at: datetime, now: datetime) -> datetime:
    """When an access token expires: soon, and never after its session."""
    return min(
        now + timedelta(seconds=settings.access_token_s),
        started_at + timedelta(seconds=settings.session_limit_s),
    )


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
    return SessionGrant(
        session_id=known.id,
        access_token=access,
        access_expires_at=known.access_expires_at,
        refresh_token=refresh,
        session_expires_at=known.started_at + timedelta(seconds=settings.session_limit_s),
        idle_limit_s=settings.idle_limit_s,
        previous_sign_in_at=repository.previous_sign_in(session, known.account_id, known.id),
        server_time=now,
    )
