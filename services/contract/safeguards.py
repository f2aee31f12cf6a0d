"""What takes two people for a whole centre (decision 5): how soon alerts are to be answered.

Codes of refusals: `state_forbids` (409) while such a request waits, and where only another request
can do it; `version_stale` (412) names whoever was faster; `invalid_body` (422) with the field:
`not_in_order`, `nothing_changes`, `too_early`, `too_late`.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from services.contract.base import Ask, Reply
from services.contract.centre_settings import (
    ResponseTimesContent,
    SectionHistory,
    SectionState,
)
from services.contract.enums import Role
from services.contract.texts import something_said

Words = Annotated[str, AfterValidator(something_said), Field(min_length=3, max_length=500)]


class ResponseTimesPayload(Reply):
    """Other response times, from `effective_on` on; None: as soon as they are approved.

    `revision` is what the section had when it was asked: the request is void once it has another.
    `decided_by` is the role that decides: another oncologist, the privacy officer where there is
    none.
    """

    kind: Literal["change_response_times"] = "change_response_times"
    revision: int
    before: ResponseTimesContent
    after: ResponseTimesContent
    effective_on: date | None
    decided_by: Role
    words: str


class ResponseTimesPage(Reply):
    """What is in force and planned, and every version; `decided_by` would decide what the reader
    asks, and `is_waiting` says that somebody has asked and nobody has decided.
    """

    state: SectionState
    history: SectionHistory
    decided_by: Role
    is_waiting: bool


class ResponseTimesAsk(Ask):
    """Other response times and why; `If-Match` is the revision of the section."""

    content: ResponseTimesContent
    effective_on: date | None = None
    words: Words


class ResponseTimesUndoAsk(Ask):
    """Which planned version shall not begin."""

    version: int = Field(ge=1)


class ResponseTimesAsked(Reply):
    """What was asked waits under `approval_id` for the role that decides it."""

    approval_id: UUID
    decided_by: Role
