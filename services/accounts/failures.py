"""Failures to sign in to an account, as its owner and its administrators are shown them."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, not_, select
from sqlalchemy.orm import Session

from services.accounts.throttling import MOST_KEPT, is_of_device
from services.contract.sessions import FailureLabel, SignInStep
from services.db.tables.accounts import SignInFailure
from services.settings import Settings


def last_of(
    session: Session, account_id: UUID, now: datetime, settings: Settings
) -> list[FailureLabel]:
    """The last failures, the newest first; a sign-in that goes on just now is none."""
    goes_on = and_(
        SignInFailure.step == SignInStep.UNFINISHED,
        SignInFailure.at > now - timedelta(seconds=settings.challenge_s),
    )
    found = session.execute(
        select(SignInFailure.at, SignInFailure.step, SignInFailure.place, SignInFailure.network)
        .where(
            SignInFailure.account_id == account_id,
            SignInFailure.step.is_not(None),
            SignInFailure.at <= now,
            not_(goes_on),
        )
        .order_by(SignInFailure.at.desc(), SignInFailure.id.desc())
        .limit(MOST_KEPT)
    )
    return [
        FailureLabel(
            at=row.at,
            step=row.step,
            network=row.place,
            is_known_device=is_of_device(row.network),
        )
        for row in found
    ]
