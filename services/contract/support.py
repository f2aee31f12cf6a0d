"""Requests for help, complaints and reports about the product itself (S-17): nothing of a patient.

Codes of refusals: `invalid_body` (422) with the reason `names_patient` for words or a log that hold
what looks like a patient's number, `not_a_log` for a log that no console wrote; `state_forbids`
(409) for what a closed request does not take; `version_stale` (412).
"""

from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.people import PersonLabel
from services.contract.texts import something_said

NAMES_PATIENT: Final = "names_patient"
NOT_A_LOG: Final = "not_a_log"
LONGEST_WORDS: Final = 2000
LONGEST_LOG: Final = 16_000
_Words = Annotated[str, AfterValidator(something_said)]


class SupportKind(StrEnum):
    """What is asked for."""

    TECHNICAL = "technical"
    COMPLAINT = "complaint"
    INCIDENT = "incident"
    """The product did, or could have done, what harms: reported as such, without the patient."""


DUE_DAYS: Final = {SupportKind.INCIDENT: 2, SupportKind.TECHNICAL: 5, SupportKind.COMPLAINT: 10}
"""Civil days until somebody should have answered; an incident first, for laws count days too."""


class SupportState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class SupportStepKind(StrEnum):
    """What happened to a request."""

    MADE = "made"
    ANSWERED = "answered"
    CLOSED = "closed"


class SupportRow(Reply):
    """One request in a list. `begins` is how its words begin, None where they cannot be opened;
    `is_late`: open, and its due time has passed. `version` goes into `If-Match`.
    """

    id: UUID
    kind: SupportKind
    state: SupportState
    requester: PersonLabel | None
    begins: str | None
    made_at: AwareDatetime
    due_at: AwareDatetime
    is_late: bool
    has_log: bool
    version: int


class SupportPage(Reply):
    """Requests by when an answer is due, closed ones last; `counts` are of all states."""

    items: list[SupportRow]
    counts: dict[SupportState, int]
    next_cursor: str | None


class SupportStep(Reply):
    """What somebody did and wrote; `words` None: nothing, or it could not be opened."""

    id: UUID
    kind: SupportStepKind
    words: str | None
    by: PersonLabel | None
    at: AwareDatetime


class SupportRequest(Reply):
    """One request, its history from the beginning, and the lines of a log that came with it."""

    request: SupportRow
    steps: list[SupportStep]
    log: str | None


class SupportAsk(Ask):
    """Asks for help in words that name no patient; `log` holds lines that the person has read."""

    kind: SupportKind
    words: _Words = Field(min_length=3, max_length=LONGEST_WORDS)
    log: str | None = Field(default=None, max_length=LONGEST_LOG)


class SupportAnswerAsk(Ask):
    """What is answered, or said on closing; `If-Match` is the version of the request."""

    words: _Words = Field(min_length=3, max_length=LONGEST_WORDS)
