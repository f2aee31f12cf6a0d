"""Beginning to sign in at the provider: what the browser carries there, and what is kept of it."""

import base64
import hashlib
from datetime import timedelta
from functools import cache
from typing import Final

from sqlalchemy.orm import Session

from services.accounts import repository, throttling
from services.accounts.knocks import Knock
from services.accounts.throttling import Attempt
from services.audit.journal import Entry, record, refused_as
from services.contract.problems import ProblemCode
from services.contract.provider_sign_in import ProviderStart, ProviderStartAsk
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import ProviderSignIn
from services.edge.context import Context
from services.errors import ServiceError, not_found
from services.ids import new_id
from services.outgoing import Unanswered
from services.provider_settings import PscSettings
from services.psc import rows
from services.psc.provider import Provider, Request
from services.psc.trust import NotTrusted
from services.security.tokens import hash_of, new_token

START: Final = "start_provider_sign_in"
LIFE: Final = timedelta(minutes=5)


@cache
def _provider_of(settings: PscSettings) -> Provider:
    """The provider of these settings; made once, because it remembers keys."""
    return Provider(settings)


def provider_of(context: Context) -> Provider:
    """The provider; raises 404 where there is none."""
    if not context.settings.psc.is_set:
        raise not_found()
    return _provider_of(context.settings.psc)


def request_of(context: Context, state: str, return_to: str) -> Request:
    """What goes with a state; it follows from it and a key of the installation, so that nothing
    that redeems a code is stored.
    """

    def _follow(purpose: str) -> str:
        made = context.keys.installation_hash(f"provider {purpose}").of(state.encode())
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    verifier = _follow("verifier")
    return Request(state, _follow("nonce"), verifier, challenge_of(verifier), return_to)


def challenge_of(verifier: str) -> str:
    """What is told of a verifier before it is shown (RFC 7636, S256)."""
    hashed = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(hashed).decode().rstrip("=")


def attempt_at(context: Context, session: Session, knock: Knock) -> Attempt:
    """Where somebody is: nobody is named yet. A workstation that was signed in with is not slowed
    by what its network does (R-AUTH-03).
    """
    subject = context.keys.installation_hash("sign-in subject").of(b"\0provider")
    if knock.device_hash is not None:
        device_id = repository.device_of(session, knock.device_hash)
        if device_id is not None:
            return Attempt(subject, f"device {device_id}", place=knock.neighbourhood)
    return Attempt(subject, knock.network, place=knock.neighbourhood)


def start(context: Context, ask: ProviderStartAsk, knock: Knock) -> ProviderStart:
    """An address for the browser; raises 404, 429, or 502 when the provider cannot be asked."""
    provider = provider_of(context)
    now = context.clock.now()
    with context.database.reading(NO_CENTRE) as session:
        attempt = attempt_at(context, session, knock)
        throttling.require_patience(session, context.settings, attempt, now)
    try:
        with provider.talking() as talk:
            endpoints = provider.endpoints(talk)
    except (Unanswered, NotTrusted) as fault:
        # What discovery says that we do not believe is a fault of the settings or of the provider.
        why = fault.doubt if isinstance(fault, NotTrusted) else ProblemCode.PROVIDER_UNAVAILABLE
        context.journal.append(Entry(START, now, refused_as(why), knock.request_id))
        raise away() from None
    state = new_token()
    begun = ProviderSignIn(
        id=new_id(),
        state_hash=hash_of(state),
        challenge=ask.challenge,
        return_to=ask.return_to,
        device_hash=knock.device_hash,
        expires_at=now + LIFE,
        taken_at=None,
        code_hash=None,
        account_id=None,
        rpps=None,
        proved_at=None,
        used_at=None,
    )
    with context.database.writing(NO_CENTRE) as session:
        rows.purge(session, now)
        session.add(begun)
        record(session, Entry(START, now, "done", knock.request_id))
    address = provider.address_for(endpoints, request_of(context, state, ask.return_to))
    return ProviderStart(
        authorize_url=address, state=state, expires_at=begun.expires_at, server_time=now
    )


def away() -> ServiceError:
    """The provider gives no answer that can be used; the same may be tried again."""
    refusal = ServiceError(
        502, ProblemCode.PROVIDER_UNAVAILABLE, "The identity provider gave no answer; try again."
    )
    refusal.is_journalled = True
    return refusal
