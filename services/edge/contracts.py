"""A centre whose contract has ended: its records are read on, for care that goes on (S-09).

Nothing new is written there but what ends something, what an open alert asks for, and what belongs
to people themselves; the policy table says which.
"""

from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Request
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.contract.problems import ProblemCode
from services.db.tables.centres import Centre
from services.errors import ServiceError
from services.security.policy import POLICY

_READS: Final = frozenset({"GET", "HEAD"})
_CONTRACT: Final = select(Centre.contract_ended_on, Centre.zone).where(
    Centre.id == bindparam("centre_id")
)


def is_over(ended_on: date | None, zone: str, now: datetime) -> bool:
    """Whether the last day of a contract is behind us, where the centre stands."""
    return ended_on is not None and now.astimezone(ZoneInfo(zone)).date() > ended_on


def has_ended(session: Session, centre_id: UUID, now: datetime) -> bool:
    """Whether the contract of a centre is over."""
    row = session.execute(_CONTRACT, {"centre_id": centre_id}).one()
    return is_over(row.contract_ended_on, row.zone, now)


def forbids(request: Request, ended_on: date | None, zone: str, now: datetime) -> bool:
    """Whether a request comes too late: it writes, and is none of what goes on."""
    if request.method in _READS or not is_over(ended_on, zone, now):
        return False
    return not POLICY[request.scope["route"].operation_id].after_contract


def contract_ended() -> ServiceError:
    """What such a request answers."""
    return ServiceError(
        403,
        ProblemCode.CONTRACT_ENDED,
        "The contract of this centre has ended: its records are read, and nothing new is written.",
    )
