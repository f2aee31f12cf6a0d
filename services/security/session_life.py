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


def session_over(ending: str) -> ServiceError:
    """What a request on a session that is over answers."""
    if ending == Ending.IDLE:
        return ServiceError(401, ProblemCode.SESSION_IDLE, "Nobody used this session for too long.")
    return ServiceError(401, ProblemCode.SESSION_ENDED, "The session has ended.")


def sign_in_required() -> ServiceError:
    """No token, or one that opens nothing (any more)."""
    return ServiceError(401, ProblemCode.SIGN_IN_REQUIRED, "This needs a session; sign in.")
