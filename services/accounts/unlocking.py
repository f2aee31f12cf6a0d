"""Opening a locked console again: the password of whoever is signed in, slowed as at signing in.

It proves the person, not the session: nothing is prolonged and no token is given.
"""

from services.accounts import repository, throttling
from services.accounts.knocks import Knock
from services.accounts.signing_in import passwords_at
from services.audit.journal import entry_of, record, refused_as
from services.contract.problems import ProblemCode
from services.contract.sessions import SignInStep, UnlockAsk
from services.db.scope import NO_CENTRE
from services.edge.context import Context
from services.errors import ServiceError
from services.security.caller import Caller


def unlock(context: Context, caller: Caller, ask: UnlockAsk, knock: Knock) -> None:
    """Raises 403 when the password is not that of this session's person, 429 to wait."""
    now = context.clock.now()
    with context.database.reading(NO_CENTRE) as session:
        account = repository.open_account(session, caller.account_id)
        username = None if account is None else account.username
        attempt = throttling.attempt_at(context, session, knock, username)
        throttling.require_patience(session, context.settings, attempt, now)
    stored = None if account is None else account.password_hash
    is_right = passwords_at(context.settings.argon2).matches(stored, ask.password)
    with context.database.writing(NO_CENTRE) as session:
        throttling.take_turns(session, attempt)
        throttling.require_patience(session, context.settings, attempt, now)
        if is_right:
            throttling.forgive(session, attempt, now)
            record(session, entry_of(caller, "unlock", now, object_id=caller.session_id))
            return
        # Raised only after the transaction: the attempt must stay counted.
        throttling.remember(session, attempt, now, step=SignInStep.PASSWORD)
        record(session, entry_of(caller, "unlock", now, refused_as(ProblemCode.SIGN_IN_REFUSED)))
    refusal = ServiceError(403, ProblemCode.SIGN_IN_REFUSED, "This is not the password.")
    refusal.is_journalled = True
    raise refusal
