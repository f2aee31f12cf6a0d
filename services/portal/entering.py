"""From a code, or a phone that is known, and a birth date to a session of the pages (S-13).

Whatever is wrong has the same answer; a network that fails too often waits, as at the sign-in.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.accounts import throttling
from services.accounts.throttling import Attempt
from services.audit.journal import Entry, record, refused_as
from services.consents.service import has_consent
from services.contract.enums import Role
from services.contract.notices import NoticeProfile, NoticeTool
from services.contract.problems import ProblemCode
from services.contract.week_enums import Answering
from services.db.scope import NO_CENTRE
from services.edge.context import Context
from services.ids import new_id
from services.invitations import entering
from services.invitations.codes import hash_of as code_hash
from services.invitations.entering import Entry as Judged
from services.invitations.entering import Found
from services.invitations.service import activate, mark_opened
from services.notices.acknowledging import waiting
from services.portal import repository
from services.security.tokens import hash_of, new_token

PHONE_KNOWN: Final = timedelta(days=180)
MOST_ON_PHONE: Final = entering.MOST_FAILURES


class Outcome(StrEnum):
    """What the door says; `refused` never tells what was wrong."""

    OPEN = "open"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Knock:
    """What somebody typed at the door, and where they are.

    `code` is None on a phone that is known, whose secret then stands for it.
    """

    code: str | None
    phone_hash: bytes | None
    born: date | None
    answering: Answering
    network: str
    request_id: str


@dataclass(frozen=True)
class Entered:
    """What came of it: the secrets for the cookies, where there are any."""

    outcome: Outcome
    session_secret: str = ""
    phone_secret: str = ""


def knows_phone(session: Session, phone_hash: bytes | None, now: datetime) -> bool:
    """Whether the birth date alone is asked on a phone."""
    return _invitation_of_phone(session, phone_hash, now) is not None


def enter(context: Context, knock: Knock) -> Entered:
    """Judges a code or a phone with a birth date; raises 429 while its network has to wait."""
    now = context.clock.now()
    with context.database.reading(NO_CENTRE) as session:
        found = _found(session, context, knock, now)
        attempt = _attempt(context, knock, is_known=knock.code is None and found is not None)
        throttling.require_patience(session, context.settings, attempt, now)
    with context.database.writing(entering.scope_of(found)) as session:
        throttling.take_turns(session, attempt)
        throttling.require_patience(session, context.settings, attempt, now)
        throttling.purge(session, context.settings, attempt, now)
        judged = entering.try_entry(session, context, found, knock.born or date.min, now)
        if found is None or judged is not Judged.OPEN:
            throttling.remember(session, attempt, now)
            _count_on_phone(session, knock)
            record(session, _entry(knock, found, now, refused_as(ProblemCode.SIGN_IN_REFUSED)))
            return Entered(Outcome.EXPIRED if judged is Judged.EXPIRED else Outcome.REFUSED)
        throttling.forgive(session, attempt, now)
        return _open(session, knock, found, now)


def _attempt(context: Context, knock: Knock, *, is_known: bool) -> Attempt:
    """A phone that is known is an origin of its own, which five wrong dates end: whoever guesses on
    its network, which may be a whole ward, does not keep it out (R-AUTH-03).
    """
    subject = knock.phone_hash or b"" if knock.code is None else code_hash(context, knock.code)
    named = context.keys.installation_hash("pages subject").of(subject)
    return Attempt(named, f"pages phone {named.hex()}" if is_known else f"pages {knock.network}")


def _found(session: Session, context: Context, knock: Knock, now: datetime) -> Found | None:
    if knock.code is not None:
        return entering.find(session, context, knock.code)
    return _invitation_of_phone(session, knock.phone_hash, now)


def _invitation_of_phone(session: Session, phone_hash: bytes | None, now: datetime) -> Found | None:
    row = None if phone_hash is None else repository.phone_with(session, phone_hash)
    if row is None or row.ended_at is not None or now >= row.expires_at:
        return None
    if row.failures >= MOST_ON_PHONE:
        return None
    return Found(
        row.invitation_id,
        row.centre_id,
        row.patient_id,
        row.invitation_expires_at,
        row.activated_at,
        row.locked_at is not None,
    )


def _count_on_phone(session: Session, knock: Knock) -> None:
    """A phone that failed too often is known no more."""
    row = None if knock.phone_hash is None else repository.phone_with(session, knock.phone_hash)
    if row is not None and knock.code is None:
        repository.count_phone_failure(session, row.id, row.failures + 1)


def _open(session: Session, knock: Knock, found: Found, now: datetime) -> Entered:
    session_id, secret = new_id(), new_token()
    owner = (found.centre_id, found.patient_id, found.id)
    repository.add_session(session, session_id, owner, hash_of(secret), knock.answering, now)
    mark_opened(session, found.id, now)
    if _has_nothing_before(session, found.patient_id):
        activate(session, found.id, now)
    phone = _phone_secret(session, knock, found, now)
    record(session, _entry(knock, found, now, "done", session_id))
    return Entered(Outcome.OPEN, secret, phone)


def _has_nothing_before(session: Session, patient_id: UUID) -> bool:
    """Whether the pages open at once: agreed at the bedside, and every text was shown there."""
    unread = waiting(session, patient_id, NoticeTool.APP, NoticeProfile.PATIENT)
    return has_consent(session, patient_id) and not unread


def _phone_secret(session: Session, knock: Knock, found: Found, now: datetime) -> str:
    """A new secret for this phone; the one before, of another patient perhaps, is forgotten."""
    if knock.phone_hash is not None:
        repository.forget_phone(session, knock.phone_hash)
    secret = new_token()
    repository.add_phone(
        session,
        {
            "id": new_id(),
            "invitation_id": found.id,
            "secret_hash": hash_of(secret),
            "made_at": now,
            "expires_at": now + PHONE_KNOWN,
            "failures": 0,
        },
    )
    return secret


def _entry(
    knock: Knock, found: Found | None, now: datetime, outcome: str, session_id: UUID | None = None
) -> Entry:
    return Entry(
        "page_identify",
        now,
        outcome,
        knock.request_id,
        centre_id=None if found is None else found.centre_id,
        actor_id=None if session_id is None or found is None else found.patient_id,
        role=Role.PATIENT,
        session_id=session_id,
        patient_id=None if found is None else found.patient_id,
    )


def leave(context: Context, session_hash: bytes | None, phone_hash: bytes | None) -> None:
    """Ends a session, and forgets a phone where its secret is given."""
    now = context.clock.now()
    with context.database.writing(NO_CENTRE) as session:
        if session_hash is not None:
            found = repository.session_with(session, session_hash)
            if found is not None:
                repository.end_session(session, found.id, now)
        if phone_hash is not None:
            repository.forget_phone(session, phone_hash)
