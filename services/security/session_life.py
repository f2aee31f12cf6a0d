"""When a session is over: decided here alone, from what is stored and the clock (R-SES-02)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.contract.problems import ProblemCode
from services.errors import ServiceError
from services.settings import Settings


class Ending(StrEnum):
    """Why a session is over; stored with it."""

    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    LIMIT = "limit"
    WITHDRAWN = "withdrawn"
    REFRESH_REUSED = "refresh_reused"
    ENDED_BY_HAND = "ended_by_hand"


@dataclass(frozen=True)
class SessionLife:
    """What a session lives on; `withdrawn` means a disabled account or an ended membership."""

    started_at: datetime
    last_act_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    withdrawn: bool


def ending_of(life: SessionLife, now: datetime, settings: Settings) -> str | None:
    """Why this session is over, or None while it lives; an ended one never lives again."""
    if life.ended_at is not None:
        return life.end_reason or Ending.WITHDRAWN
    if life.withdrawn:
        return Ending.WITHDRAWN
    if now >= life.started_at + timedelta(seconds=settings.session_limit_s):
        return Ending.LIMIT
    if now >= life.last_act_at + timedelta(seconds=settings.idle_limit_s):
        return Ending.IDLE
    return None


def is_fresh(authenticated_at: datetime, now: datetime, settings: Settings) -> bool:
    """Whether somebody proved who they are so lately that they may do what weighs most.

    A proof that lies in the future is of a wrong clock, and counts for nothing (R-AUTH-08).
    """
    return timedelta(0) <= now - authenticated_at < timedelta(seconds=settings.fresh_s)


def session_over(ending: str) -> ServiceError:
    """What a request on a session that is over answers."""
    if ending == Ending.IDLE:
        return ServiceError(401, ProblemCode.SESSION_IDLE, "Nobody used this session for too long.")
    return ServiceError(401, ProblemCode.SESSION_ENDED, "The session has ended.")


def step_up_needed() -> ServiceError:
    """The session lives, but this act asks for a proof of who one is that is minutes old."""
    return ServiceError(403, ProblemCode.STEP_UP_NEEDED, "Confirm who you are, then try again.")


def sign_in_required() -> ServiceError:
    """No token, or one that opens nothing (any more)."""
    return ServiceError(401, ProblemCode.SIGN_IN_REQUIRED, "This needs a session; sign in.")
