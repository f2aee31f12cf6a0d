"""Slows guessing down per (account, origin) and per origin, and locks nobody out (R-AUTH-03).

Every first step counts as a failure until its second factor succeeds: how soon the delay comes says
nothing about whether the password was right. The origin is the network, or the device when this
account has signed in with it before, so that failures from elsewhere never slow its owner.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, select, text
from sqlalchemy.orm import Session

from services.accounts import repository
from services.accounts.knocks import Knock
from services.contract.problems import ProblemCode
from services.db.tables.accounts import SignInFailure
from services.edge.context import Context
from services.errors import ServiceError
from services.ids import new_id
from services.settings import Settings

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:origin, 1))")


@dataclass(frozen=True)
class Attempt:
    """Somebody tries to sign in: the keyed hash of the name they typed, and where they are."""

    subject: bytes
    origin: str


def attempt_at(context: Context, session: Session, knock: Knock, username: str | None) -> Attempt:
    """Who is tried, and from where: the device when it is known for this account."""
    subject = context.keys.installation_hash("sign-in subject").of((username or "").encode())
    if knock.device_hash is not None:
        device_id = repository.known_device(session, knock.device_hash, username)
        if device_id is not None:
            return Attempt(subject, f"device {device_id}")
    return Attempt(subject, knock.network)


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
            *where, SignInFailure.at > since, SignInFailure.at <= now
        )
    ).one()
    return row[0], row[1]


def take_turns(session: Session, attempt: Attempt) -> None:
    """Makes attempts from one origin count one after the other; SQLite's writers already do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ONE_AT_A_TIME, {"origin": attempt.origin})


def remember(session: Session, attempt: Attempt, now: datetime, row_id: UUID | None = None) -> None:
    """Counts a failure."""
    session.execute(
        insert(SignInFailure),
        {
            "id": row_id or new_id(),
            "subject_hash": attempt.subject,
            "network": attempt.origin,
            "at": now,
        },
    )


def attempt_of(session: Session, row_id: UUID) -> Attempt | None:
    """The attempt that a first step remembered under its own identifier."""
    row = session.execute(
        select(SignInFailure.subject_hash, SignInFailure.network).where(SignInFailure.id == row_id)
    ).one_or_none()
    return None if row is None else Attempt(row.subject_hash, row.network)


def forgive(session: Session, attempt: Attempt) -> None:
    """Forgets the failures of somebody who has signed in."""
    session.execute(
        delete(SignInFailure).where(
            SignInFailure.subject_hash == attempt.subject, SignInFailure.network == attempt.origin
        )
    )


def purge(session: Session, settings: Settings, now: datetime) -> None:
    """Removes failures that no longer count."""
    since = now - timedelta(seconds=settings.sign_in_failure_window_s)
    session.execute(delete(SignInFailure).where(SignInFailure.at < since))
