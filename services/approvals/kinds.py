"""What a kind of request is: who decides it, who sees it, and what its approval does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from services.contract.approvals import ApprovalKind, VoidReason
from services.contract.base import Reply
from services.contract.enums import Role
from services.edge.context import Context
from services.security.caller import Caller


class Void(Exception):
    """What a request was about has changed: it can only be asked anew."""

    def __init__(self, because: VoidReason = VoidReason.CHANGED) -> None:
        super().__init__(because.value)
        self.because = because


@dataclass(frozen=True)
class Approved:
    """A request that is being approved: who asked it, who approves it, and when."""

    session: Session
    context: Context
    caller: Caller
    asked_by: UUID
    now: datetime


@dataclass(frozen=True)
class Kind:
    """`approvers` says who may decide this very payload, `readers` who sees requests of the kind.

    `carry_out` does what was asked, in the transaction of the approval, and tells which account or
    thing it changed; it raises `Void`.
    """

    payload: type[Reply]
    approvers: Callable[[Any], frozenset[Role]]
    readers: frozenset[Role]
    carry_out: Callable[[Approved, Any], UUID | None]


Kinds: TypeAlias = Mapping[ApprovalKind, Kind]
