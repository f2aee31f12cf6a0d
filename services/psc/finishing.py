"""Ending a sign-in at the provider: its one code is spent, what it brings is judged, and only then
is there a session; whatever goes wrong before leaves nothing but a line in the journal.
"""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.accounts import before_session, choosing, joining, repository, throttling
from services.accounts.knocks import Knock
from services.accounts.sessions import open_session
from services.accounts.throttling import Attempt
from services.audit.journal import Entry, refused_as
from services.contract.problems import ProblemCode
from services.contract.provider_sign_in import ProviderFinishAsk
from services.contract.sessions import SessionGrant, SignInStep
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account, ProviderSignIn
from services.edge.context import Context
from services.errors import ServiceError
from services.outgoing import Unanswered
from services.psc import rows
from services.psc.people import number_of
from services.psc.provider import Provider, Request
from services.psc.starting import attempt_at, away, challenge_of, provider_of, request_of
from services.psc.trust import Doubt, NotTrusted
from services.security.tokens import hash_of

FINISH: Final = "finish_provider_sign_in"


@dataclass(frozen=True)
class _Person:
    """Whom the provider named: their number, and how long ago they proved it, if it says so."""

    rpps: str
    proved_s_ago: float | None


@dataclass(frozen=True)
class _Return:
    """Somebody whose browser came back."""

    ask: ProviderFinishAsk
    knock: Knock
    attempt: Attempt
    now: datetime


def finish(context: Context, ask: ProviderFinishAsk, knock: Knock) -> SessionGrant:
    """A session; raises 401, 403, 404, 409 to have a role chosen, 429, or 502."""
    provider = provider_of(context)
    now = context.clock.now()
    with context.database.reading(NO_CENTRE) as session:
        returned = _Return(ask, knock, attempt_at(context, session, knock), now)
    return_to = _take(context, returned)
    person = None
    if return_to is not None:
        request = request_of(context, ask.state, return_to)
        person = _identified(context, provider, returned, request)
    with context.database.writing(joining.scope_of(context, ask.membership_id)) as session:
        outcome = _settle(context, session, returned, person)
    if isinstance(outcome, ServiceError):
        raise outcome
    return outcome


def _take(context: Context, returned: _Return) -> str | None:
    """Spends the one code of a sign-in and says where the browser came back to; None when that was
    done and only a role is to be named.

    It is spent before the provider is asked: two requests with one code never both go on.
    """
    with context.database.writing(NO_CENTRE) as session:
        throttling.take_turns(session, returned.attempt)
        throttling.require_patience(session, context.settings, returned.attempt, returned.now)
        begun = _begun(session, returned)
        if begun is not None and begun.taken_at is None:
            begun.taken_at = returned.now
            begun.code_hash = hash_of(returned.ask.code)
            return begun.return_to
        if begun is not None and _waits_for_role(begun, returned.ask):
            return None
        refusal = _refused(context, session, returned, ProblemCode.SIGN_IN_REFUSED, status=401)
    raise refusal


def _begun(session: Session, returned: _Return) -> ProviderSignIn | None:
    """The sign-in that this console began on this device, while its time lasts."""
    found = rows.begun(session, hash_of(returned.ask.state))
    if found is None or found.used_at is not None or returned.now >= found.expires_at:
        return None
    is_theirs = hmac.compare_digest(found.challenge, challenge_of(returned.ask.verifier))
    return found if is_theirs and found.device_hash == returned.knock.device_hash else None


def _waits_for_role(begun: ProviderSignIn, ask: ProviderFinishAsk) -> bool:
    return (
        begun.account_id is not None
        and ask.membership_id is not None
        and begun.code_hash == hash_of(ask.code)
    )


def _identified(
    context: Context, provider: Provider, returned: _Return, request: Request
) -> _Person:
    """Asks the provider; raises 403 for what is not believed, 502 when there is no answer."""
    try:
        with provider.talking() as talk:
            redeemed = talk.redeem(returned.ask.code, request)
            identified = talk.judge(redeemed, request.nonce)
            rpps = number_of(talk.people(redeemed), identified.subject)
    except Unanswered:
        # Nobody's fault here: it is not counted against who tries.
        outcome = refused_as(ProblemCode.PROVIDER_UNAVAILABLE)
        context.journal.append(Entry(FINISH, returned.now, outcome, returned.knock.request_id))
        raise away() from None
    except NotTrusted as fault:
        is_low = fault.doubt is Doubt.LEVEL
        code = ProblemCode.ASSURANCE_TOO_LOW if is_low else ProblemCode.PROVIDER_NOT_TRUSTED
        with context.database.writing(NO_CENTRE) as session:
            refusal = _refused(context, session, returned, code, why=fault.doubt)
        raise refusal from None
    return _Person(rpps, identified.proved_s_ago)


def _settle(
    context: Context, session: Session, returned: _Return, person: _Person | None
) -> SessionGrant | ServiceError:
    """A session for who was named, or for who names a role now; a refusal is to be raised after
    the transaction, which keeps what it changed.
    """
    begun = _begun(session, returned)
    if begun is None:
        return _refused(context, session, returned, ProblemCode.SIGN_IN_REFUSED, status=401)
    account = _account(session, begun, person)
    choices = [] if account is None else repository.choices_of(session, account.id, returned.now)
    if account is None or not choices:
        return _refused(context, session, returned, ProblemCode.NOT_KNOWN_HERE, account=account)
    if person is not None:
        begun.account_id, begun.rpps = account.id, account.rpps
        begun.proved_at = _proved_at(context, person, returned.now)
    choice = choosing.chosen(choices, returned.ask.membership_id)
    if choice is None:
        refusal = choosing.choice_required(choices)
        _note(session, returned, refused_as(refusal.code), account.id)
        refusal.is_journalled = True
        return refusal
    if not joining.hold(session, choice, returned.now):
        return _refused(context, session, returned, ProblemCode.NOT_KNOWN_HERE)
    joining.begin(context, session, account.id, choice, returned.now)
    begun.used_at = returned.now
    throttling.forgive(session, returned.attempt, returned.now)
    return open_session(
        context,
        session,
        account.id,
        choice,
        returned.knock,
        action=FINISH,
        proved_at=begun.proved_at,
    )


def _account(session: Session, begun: ProviderSignIn, person: _Person | None) -> Account | None:
    if person is not None:
        return rows.account_numbered(session, person.rpps)
    account = repository.open_account(session, begun.account_id)
    # Under another number it is not who the provider named.
    return account if account is not None and account.rpps == begun.rpps else None


def _proved_at(context: Context, person: _Person, now: datetime) -> datetime:
    """When somebody proved who they are: a browser that was signed in already proves nothing new,
    so without the provider's word the proof is not fresh (R-AUTH-08).
    """
    stale_s = context.settings.fresh_s + 1.0
    ago_s = stale_s if person.proved_s_ago is None else person.proved_s_ago
    return now - timedelta(seconds=min(ago_s, stale_s))


def _refused(
    context: Context,
    session: Session,
    returned: _Return,
    code: ProblemCode,
    *,
    status: int = 403,
    why: str | None = None,
    account: Account | None = None,
) -> ServiceError:
    """Counts a failure and notes why, of an account where the provider named its owner; to be
    raised after the transaction.
    """
    account_id = None if account is None else account.id
    attempt = replace(returned.attempt, account_id=account_id)
    throttling.purge(session, context.settings, attempt, returned.now)
    throttling.remember(session, attempt, returned.now, step=SignInStep.PROVIDER)
    _note(session, returned, refused_as(why or code), account_id)
    refusal = ServiceError(status, code, "The sign-in with the identity provider was refused.")
    refusal.is_journalled = True
    return refusal


def _note(session: Session, returned: _Return, outcome: str, actor_id: UUID | None) -> None:
    entry = Entry(FINISH, returned.now, outcome, returned.knock.request_id)
    before_session.note(session, entry, actor_id)
