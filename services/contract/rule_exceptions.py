"""What an oncologist expects of one patient for a time, so that it raises no alert."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.enums import AlertLevel, ExceptionEnd, ExceptionKind, MutingObstacle
from services.contract.people import PersonLabel
from services.contract.texts import something_said

LONGEST_DAYS: Final = 14


class RuleExceptionAsk(Ask):
    """A symptom that is expected up to an estimated grade, for at most fourteen days.

    `rule_id` belongs to a snooze, which mutes that one rule, in the version in force.
    """

    kind: ExceptionKind
    item: str = Field(min_length=1, max_length=64)
    level: int = Field(ge=1, le=2)
    rule_id: str | None = Field(default=None, max_length=10)
    days: int = Field(ge=1, le=LONGEST_DAYS)
    reason: Annotated[str, AfterValidator(something_said)] = Field(min_length=3, max_length=500)


class RuleExceptionEndAsk(Ask):
    """Ends it before its time; there is nothing to say."""


class MutedAnswer(Reply):
    """A hit that raised nothing: of which answer, and at which level it would have."""

    answer_id: UUID
    authored_at: AwareDatetime
    rule_id: str
    rule_version: int
    level: AlertLevel


class RuleException(Reply):
    """What is expected, by whom, why and until when; what it muted, newest first.

    `in_force` is False too when the rules changed since: it was made for those of
    `rule_set_version`. `reason_unreadable`: what is sealed could not be opened, nothing is muted.
    """

    id: UUID
    version: int
    patient_id: UUID
    kind: ExceptionKind
    item: str
    level: int
    rule_id: str | None
    rule_version: int | None
    rule_set_version: str
    reason: str | None
    by: PersonLabel | None
    since: AwareDatetime
    until: AwareDatetime
    ended_at: AwareDatetime | None
    ended_by: PersonLabel | None
    ended: ExceptionEnd | None
    in_force: bool
    muted: list[MutedAnswer]
    reason_unreadable: bool = False


class Expectable(Reply):
    """A rule that fired for an alert, and whether it can be muted in the patient.

    Where it can, its symptom may also be expected; `grade` is that of the symptom in the answer.
    """

    rule_id: str
    rule_version: int
    item: str | None
    grade: int | None
    obstacle: MutingObstacle | None


class RuleExceptionList(Reply):
    """The exceptions of one patient, those in force first, then the newest."""

    items: list[RuleException]
    as_of: AwareDatetime
