"""What waits for a second person (R-AZ-10): asked by one, seen exactly, decided by another.

Codes of refusals: `forbidden` (403) for whoever asked it, is concerned by it, or is not entitled;
`state_forbids` (409) once it was decided, withdrawn or has lapsed; `version_stale` (412).
"""

from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.cohorts import CohortPayload
from services.contract.people import PersonLabel
from services.contract.safeguards import ResponseTimesPayload
from services.contract.staff import FactorResetPayload, IdentityPayload, RoleGrantPayload
from services.contract.texts import something_said

LAPSES_AFTER_H: Final = 24
"""A request that nobody decided by then is over (R-AZ-10)."""


class ApprovalKind(StrEnum):
    """What is asked for."""

    GRANT_ROLE = "grant_role"
    CHANGE_IDENTITY = "change_identity"
    RESET_FACTOR = "reset_factor"
    CHANGE_RESPONSE_TIMES = "change_response_times"
    EXPORT_COHORT = "export_cohort"


class ApprovalState(StrEnum):
    """Where a request is."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Nobody decided it within 24 hours."""
    VOID = "void"
    """What it was about had changed when it was to be approved."""


class VoidReason(StrEnum):
    """Why what was approved could not be done."""

    CHANGED = "changed"
    """What it is about is not as it was when this was asked."""
    ASKER = "asker"
    """Whoever asked may not ask it any more."""
    ROLE = "role"
    """A unit has ended, or the last day is behind us."""
    TAKEN = "taken"
    """The name, the address or the number leads to somebody else."""
    ELSEWHERE = "elsewhere"
    """The person works in another centre as well."""
    NOTHING_TO_RESET = "nothing_to_reset"


Payload = Annotated[
    RoleGrantPayload | IdentityPayload | FactorResetPayload | ResponseTimesPayload | CohortPayload,
    Field(discriminator="kind"),
]


class Approval(Reply):
    """One request with exactly what was asked; `digest` is its SHA-256 and what is approved.
    `payload` None: it cannot be opened, and nobody decides it. `kind` is that of the payload.

    `may_decide` and `may_withdraw` are those of whoever reads it. `decided_words` None: nothing was
    written, or it cannot be opened. `void_because`: it was approved and could not be done.
    """

    id: UUID
    kind: ApprovalKind
    state: ApprovalState
    payload: Payload | None
    digest: str
    asked_by: PersonLabel
    asked_at: AwareDatetime
    lapses_at: AwareDatetime
    decided_by: PersonLabel | None
    decided_at: AwareDatetime | None
    decided_words: str | None
    void_because: VoidReason | None = None
    may_decide: bool
    may_withdraw: bool
    version: int


class ApprovalPage(Reply):
    """Requests, the newest first; `waiting` counts those that the reader may decide now."""

    items: list[Approval]
    waiting: int
    next_cursor: str | None


class ApproveAsk(Ask):
    """Approves exactly what was seen; `If-Match` is the version of the request."""

    digest: str = Field(min_length=64, max_length=64)


class DeclineAsk(Ask):
    """Why it is refused, or taken back."""

    words: Annotated[str, AfterValidator(something_said), Field(min_length=3, max_length=500)]
