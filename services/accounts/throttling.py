"""Slows guessing down per (account, origin) and per origin, and locks nobody out (R-AUTH-03).

Every first step counts as a failure until its second factor succeeds: how soon the delay comes says
nothing about whether the password was right. The origin is the network, or the device when this
account has signed in with it before, so that failures from elsewhere never slow its owner.

Failures of an account are kept to be shown: the last few, for a while, also when they count no
more. Nothing that was typed is kept.
"""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, insert, not_, select, text, update
from sqlalchemy.orm import Session

from services.accounts import repository
from services.accounts.knocks import Knock
from services.contract.problems import ProblemCode
from services.contract.sessions import SignInStep
from services.db.tables.accounts import Account, SignInFailure
from services.edge.context import Context
from services.errors import ServiceError
from services.ids import new_id
from services.settings import Settings

MOST_KEPT: Final = 20
"""Failures of one account that outlive their window."""
_KEPT: Final = timedelta(days=90)
_DEVICE: Final = "device "
_NOBODY: Final = UUID(int=0)
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:origin, 1))")


@dataclass(frozen=True)
class Attempt:
    """Somebody tries to sign in: the keyed hash of the name they typed, and where they are.

    `account_id` where the name is that of an account, `place` roughly where they are.
    """

    subject: bytes
    origin: str
    account_id: UUID | None = None
    place: str | None = None


def attempt_at(context: Context, session: Session, knock: Knock, username: str | None) -> Attempt:
    """Who is tried, and from where: the device when it is known for this account."""
    subject = context.keys.installation_hash("sign-in subject").of((username or "").encode())
    account_id = session.scalar(select(Account.id).where(Account.username == username))
    attempt = Attempt(subject, knock.network, account_id, knock.neighbourhood)
    if knock.device_hash is not None:
        device_id = repository.known_device(session, knock.device_hash, username)
        if device_id is not None:
            return replace(attempt, origin=f"{_DEVICE}{device_id}")
    return attempt


def is_of_device(origin: str) -> bool:
    """Whether an attempt came from a workstation that the account has signed in with."""
    return origin.startswith(_DEVICE)


def require_patience(
    session: Session,
    settings: Settings,
    attempt: Attempt,
    now: datetime,
    *,
    apart_from: UUID | None = None,
) -> None:
    """Raises 429 while too many failures are too recent; `apart_from` is the first step at hand."""
    for where in (
        (SignInFailure.subject_hash == attempt.subject, SignInFailure.network == attempt.origin),
        (SignInFailure.network == attempt.origin,),
    ):
        count, latest = _failures(session, settings, now, *where, SignInFailure.id != apart_from)
        over_at = now if latest is None else latest + timedelta(seconds=settings.sign_in_delay_s)
        if count >= settings.sign_in_failures_before_delay and now < over_at:
            raise ServiceError(
                429,
                ProblemCode.TOO_MANY_REQUESTS,
                "Too many attempts to sign in; wait before the next.",
                retry_after_s=math.ceil((over_at - now).total_seconds()),
            )


def _failures(
    session: Session, settings: Settings, now: datetime, *where: ColumnElement[bool]
) -> tuple[int, datetime | None]:
    """How many failures count now, and the latest; those after `now` are of a wrong clock."""
    since = now - timedelta(seconds=settings.sign_in_failure_window_s)
    row = session.execute(
        select(func.count(), func.max(SignInFailure.at)).where(
            *where,
            SignInFailure.forgiven_at.is_(None),
            SignInFailure.at > since,
            SignInFailure.at <= now,
        )
    ).one()
    return row[0], row[1]


def take_turns(session: Session, attempt: Attempt) -> None:
    """Makes attempts from one origin count one after the other; SQLite's writers already do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ONE_AT_A_TIME, {"origin": attempt.origin})


def remember(
    session: Session,
    attempt: Attempt,
    now: datetime,
    row_id: UUID | None = None,
    *,
    step: SignInStep | None = None,
) -> None:
    """Counts a failure; one of a `step` is shown to the owner of the account, others to nobody."""
    session.execute(
        insert(SignInFailure),
        {
            "id": row_id or new_id(),
            "subject_hash": attempt.subject,
            "network": attempt.origin,
            "at": now,
            "account_id": None if step is None else attempt.account_id,
            "step": step,
            "place": attempt.place,
            "forgiven_at": None,
        },
    )


def supersede(session: Session, row_id: UUID) -> None:
    """A first step that was right counts on, and is not shown beside the failure of the second."""
    session.execute(
        update(SignInFailure)
        .where(SignInFailure.id == row_id, SignInFailure.step == SignInStep.UNFINISHED)
        .values(step=None, account_id=None),
        execution_options={"synchronize_session": False},
    )


def attempt_of(session: Session, row_id: UUID) -> Attempt | None:
    """The attempt that a first step remembered under its own identifier."""
    row = session.execute(
        select(
            SignInFailure.subject_hash,
            SignInFailure.network,
            SignInFailure.account_id,
            SignInFailure.place,
        ).where(SignInFailure.id == row_id)
    ).one_or_none()
    if row is None:
        return None
    return Attempt(row.subject_hash, row.network, row.account_id, row.place)


def forgive(session: Session, attempt: Attempt, now: datetime, own: UUID | None = None) -> None:
    """The failures of somebody who has signed in count no more; `own` is the first step of that."""
    theirs = (
        SignInFailure.subject_hash == attempt.subject,
        SignInFailure.network == attempt.origin,
    )
    is_shown = and_(SignInFailure.account_id.is_not(None), SignInFailure.id != (own or _NOBODY))
    session.execute(
        delete(SignInFailure).where(*theirs, not_(is_shown)),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        update(SignInFailure)
        .where(*theirs, SignInFailure.forgiven_at.is_(None))
        .values(forgiven_at=now),
        execution_options={"synchronize_session": False},
    )


def purge(session: Session, settings: Settings, attempt: Attempt, now: datetime) -> None:
    """Removes failures that neither count nor are shown: of an account the last few stay."""
    since = now - timedelta(seconds=settings.sign_in_failure_window_s)
    theirs = SignInFailure.account_id == (attempt.account_id or _NOBODY)
    last = (
        select(SignInFailure.id)
        .where(theirs)
        .order_by(SignInFailure.at.desc(), SignInFailure.id.desc())
        .limit(MOST_KEPT)
    )
    for old in (
        (SignInFailure.account_id.is_(None), SignInFailure.at < since),
        (SignInFailure.at < now - _KEPT,),
        (theirs, SignInFailure.at < since, SignInFailure.id.not_in(last)),
    ):
        session.execute(
            delete(SignInFailure).where(*old), execution_options={"synchronize_session": False}
        )
