"""Proving again who one is, within a session, before an act that weighs most (R-AUTH-08).

Both factors are asked for, and tries are slowed down as at signing in: a session that was left open
or stolen does not suffice.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from services.accounts import factors, recovery_codes, repository, session_rows, throttling
from services.accounts.knocks import Knock
from services.accounts.signing_in import passwords_at
from services.accounts.throttling import Attempt
from services.audit.journal import entry_of, record, refused_as
from services.contract.problems import ProblemCode
from services.contract.sessions import SignInStep, StepUpAsk, StepUpGrant
from services.db.scope import NO_CENTRE
from services.edge.context import Context
from services.errors import ServiceError
from services.security.caller import Caller


def step_up(context: Context, caller: Caller, ask: StepUpAsk, knock: Knock) -> StepUpGrant:
    """Makes the proof of this session fresh; raises 403 when it is none, 429 to wait."""
    now = context.clock.now()
    with context.database.reading(NO_CENTRE) as session:
        account = repository.open_account(session, caller.account_id)
        username = None if account is None else account.username
        attempt = throttling.attempt_at(context, session, knock, username)
        throttling.require_patience(session, context.settings, attempt, now)
    stored = None if account is None else account.password_hash
    is_right = passwords_at(context.settings.argon2).matches(stored, ask.password)
    with context.database.writing(NO_CENTRE) as session:
        refusal = _try(context, session, caller, attempt, ask.code if is_right else None, now)
        if refusal is None:
            record(session, entry_of(caller, "step_up", now, object_id=caller.session_id))
        else:
            # Returned, not raised, until here: the attempt must stay counted.
            record(session, entry_of(caller, "step_up", now, refused_as(refusal.code)))
    if refusal is not None:
        refusal.is_journalled = True
        raise refusal
    fresh_until = now + timedelta(seconds=context.settings.fresh_s)
    return StepUpGrant(fresh_until=fresh_until, server_time=now)


def _try(
    context: Context,
    session: Session,
    caller: Caller,
    attempt: Attempt,
    code: str | None,
    now: datetime,
) -> ServiceError | None:
    """Uses the code up and notes the proof, or counts a failure; without a code it is one."""
    throttling.take_turns(session, attempt)
    try:
        throttling.require_patience(session, context.settings, attempt, now)
    except ServiceError as impatient:
        return impatient
    account = repository.open_account(session, caller.account_id)
    factor = factors.offered(context, session, account, code or "", now)
    if factor is None or caller.session_id is None or not factors.spend(session, factor, now):
        step = SignInStep.PASSWORD if code is None else factors.step_of_code(code)
        throttling.remember(session, attempt, now, step=step)
        return ServiceError(403, ProblemCode.STEP_UP_REFUSED, "This does not prove who you are.")
    throttling.forgive(session, attempt, now)
    session_rows.note_proof(session, caller.session_id, now)
    if factor.is_recovery:
        recovery_codes.note_use(session, entry_of(caller, "use_recovery_code", now))
    return None
