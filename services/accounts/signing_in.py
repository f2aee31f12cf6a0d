"""Signing in: a password, then a one-time code; neither step tells whether an account exists."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.accounts import (
    before_session,
    choosing,
    factors,
    joining,
    recovery_codes,
    repository,
    throttling,
)
from services.accounts.factors import Factor, step_of_code
from services.accounts.knocks import Knock
from services.accounts.names import username_key
from services.accounts.repository import Choice
from services.accounts.sessions import open_session
from services.accounts.throttling import Attempt
from services.audit.journal import Entry, refused_as
from services.contract.problems import ProblemCode
from services.contract.sessions import SecondFactorAsk, SessionGrant, SignInAsk, SignInStep
from services.contract.sessions import SignInChallenge as ChallengeReply
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account, SignInChallenge
from services.edge.context import Context
from services.errors import ServiceError
from services.ids import new_id
from services.security.passwords import Passwords
from services.security.tokens import hash_of, new_token
from services.settings import Argon2Settings

_FACTORS: Final = ("totp", "recovery_code")
_CHALLENGES_KEPT: Final = timedelta(days=1)


@dataclass(frozen=True)
class FirstStep:
    """What the first step answers, and the account whose hash is to be made anew."""

    reply: ChallengeReply
    outdated: UUID | None


@dataclass(frozen=True)
class _Trying:
    """Who tries to sign in, from where, and what the journal says of it."""

    account: Account | None
    attempt: Attempt
    entry: Entry


@cache
def passwords_at(cost: Argon2Settings) -> Passwords:
    """The check of passwords at a cost; made once, because making it costs a hash."""
    return Passwords(cost)


def first_step(context: Context, ask: SignInAsk, knock: Knock) -> FirstStep:
    """A challenge, whatever was typed; raises 429 when this account or origin has to wait."""
    now = context.clock.now()
    username = username_key(ask.username)
    with context.database.reading(NO_CENTRE) as session:
        account = repository.account_named(session, username)
        attempt = throttling.attempt_at(context, session, knock, username)
    trying = _Trying(account, attempt, Entry("sign_in", now, "done", knock.request_id))
    try:
        return _first_step(context, ask, trying, now)
    except ServiceError as refusal:
        account_id = attempt.account_id
        raise before_session.refused(context, trying.entry, account_id, refusal) from None


def _first_step(context: Context, ask: SignInAsk, trying: _Trying, now: datetime) -> FirstStep:
    account, attempt = trying.account, trying.attempt
    with context.database.reading(NO_CENTRE) as session:
        throttling.require_patience(session, context.settings, attempt, now)
    proven = _proven(context, account, ask.password)
    secret = new_token()
    challenge = SignInChallenge(
        id=new_id(),
        secret_hash=hash_of(secret),
        account_id=None if proven is None else proven.id,
        expires_at=now + timedelta(seconds=context.settings.challenge_s),
        attempts=0,
        used_at=None,
    )
    with context.database.writing(NO_CENTRE) as session:
        throttling.take_turns(session, attempt)
        throttling.require_patience(session, context.settings, attempt, now)
        throttling.purge(session, context.settings, attempt, now)
        repository.purge_challenges(session, now - _CHALLENGES_KEPT)
        step = SignInStep.PASSWORD if proven is None else SignInStep.UNFINISHED
        throttling.remember(session, attempt, now, challenge.id, step=step)
        session.add(challenge)
        outcome = "done" if proven is not None else refused_as(ProblemCode.SIGN_IN_REFUSED)
        entry = replace(trying.entry, outcome=outcome)
        before_session.note(session, entry, attempt.account_id)
    reply = ChallengeReply(
        challenge=secret,
        expires_at=challenge.expires_at,
        factors=list(_FACTORS),
        server_time=now,
    )
    return FirstStep(reply, _outdated(context, proven))


def _proven(context: Context, account: Account | None, password: str) -> Account | None:
    """The account when the password is right and it may sign in; the work is always the same."""
    stored = None if account is None else account.password_hash
    right = passwords_at(context.settings.argon2).matches(stored, password)
    return account if right and account is not None and account.disabled_at is None else None


def _outdated(context: Context, proven: Account | None) -> UUID | None:
    if proven is None:
        return None
    passwords = passwords_at(context.settings.argon2)
    return proven.id if passwords.is_outdated(proven.password_hash) else None


def strengthen(context: Context, account_id: UUID, password: str) -> None:
    """Hashes a password that was right again, at the cost that the settings name now."""
    passwords = passwords_at(context.settings.argon2)
    with context.database.reading(NO_CENTRE) as session:
        account = repository.open_account(session, account_id)
    if account is None or not passwords.matches(account.password_hash, password):
        return
    renewed = passwords.hash(password)
    with context.database.writing(NO_CENTRE) as session:
        repository.store_hash(session, account_id, account.password_hash, renewed)


def second_step(context: Context, ask: SecondFactorAsk, knock: Knock) -> SessionGrant:
    """A session for a challenge and its code; raises 401, 429, or 409 to have a role chosen."""
    now = context.clock.now()
    with context.database.writing(joining.scope_of(context, ask.membership_id)) as session:
        outcome = _answer_challenge(context, session, ask, knock, now)
        if isinstance(outcome, ServiceError):
            # Returned, not raised, until here: the attempt must stay counted.
            challenge = repository.challenge_of(session, hash_of(ask.challenge))
            tried = None if challenge is None else challenge.account_id
            refused = Entry("second_factor", now, refused_as(outcome.code), knock.request_id)
            before_session.note(session, refused, tried)
            outcome.is_journalled = True
    if isinstance(outcome, ServiceError):
        raise outcome
    return outcome


def _answer_challenge(
    context: Context, session: Session, ask: SecondFactorAsk, knock: Knock, now: datetime
) -> SessionGrant | ServiceError:
    challenge = repository.challenge_of(session, hash_of(ask.challenge))
    if (
        challenge is None
        or challenge.used_at is not None
        or now >= challenge.expires_at
        or challenge.attempts >= context.settings.challenge_attempts
    ):
        return _refused()
    attempt = throttling.attempt_of(session, challenge.id) or Attempt(
        challenge.secret_hash, knock.network
    )
    throttling.take_turns(session, attempt)
    try:
        throttling.require_patience(
            session, context.settings, attempt, now, apart_from=challenge.id
        )
    except ServiceError as impatient:
        return impatient
    challenge.attempts += 1
    account = repository.open_account(session, challenge.account_id)
    factor = factors.offered(context, session, account, ask.code, now)
    if factor is None:
        # A wrong password has been told of; a wrong code stands for its first step as well.
        step = None if challenge.account_id is None else step_of_code(ask.code)
        tried = replace(attempt, account_id=challenge.account_id)
        throttling.remember(session, tried, now, step=step)
        throttling.supersede(session, challenge.id)
        return _refused()
    choices = repository.choices_of(session, factor.account.id, now)
    chosen = choosing.chosen(choices, ask.membership_id)
    if chosen is None:
        return choosing.choice_required(choices) if choices else _refused()
    if not joining.hold(session, chosen, now) or not factors.spend(session, factor, now):
        return _refused()
    joining.begin(context, session, factor.account.id, chosen, now)
    challenge.used_at = now
    throttling.forgive(session, attempt, now, own=challenge.id)
    return _granted(context, session, factor, chosen, knock)


def _granted(
    context: Context, session: Session, factor: Factor, chosen: Choice, knock: Knock
) -> SessionGrant:
    """The session; whoever used a recovery code is told how many they have left."""
    account_id = factor.account.id
    grant = open_session(context, session, account_id, chosen, knock)
    if not factor.is_recovery:
        return grant
    used = Entry(
        "use_recovery_code",
        context.clock.now(),
        "done",
        knock.request_id,
        centre_id=chosen.centre_id,
        actor_id=account_id,
        role=chosen.role,
        session_id=grant.session_id,
    )
    left = recovery_codes.note_use(session, used)
    return grant.model_copy(update={"recovery_codes_left": left})


def _refused() -> ServiceError:
    return ServiceError(401, ProblemCode.SIGN_IN_REFUSED, "The sign-in was refused.")
