"""What an act on an alert asks for: one shape each, refused when a field does not fit."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from services.contract.base import Ask
from services.contract.enums import (
    AlertLevel,
    ContactResult,
    DeferReason,
    MeasureCode,
    NotRelevantCause,
)
from services.contract.texts import something_said


class AlertRef(Ask):
    """Another alert of the same patient that an act also covers, at the version that was seen."""

    id: UUID
    version: int = Field(ge=1)


class AlertAsk(Ask):
    """An act without content: claim, release, take over."""


class AcknowledgeAsk(Ask):
    """Somebody answers for this alert, and for the patient's other open ones named here."""

    also: list[AlertRef] = Field(default=[], max_length=20)


class GradeAsk(Ask):
    """A grade confirmed on the telephone: CTCAE 0 to 4; 5 only by a death (decision 17)."""

    item: str = Field(min_length=1, max_length=64)
    grade: int = Field(ge=0, le=4)


class CallAsk(Ask):
    """A telephone call that took place."""

    result: ContactResult
    grades: list[GradeAsk] = Field(default=[], max_length=40)
    note: str | None = Field(default=None, max_length=2000)


CODES_THAT_LEAVE_OPEN: Final = frozenset(
    {MeasureCode.UNREACHABLE_MESSAGE_LEFT, MeasureCode.MEDICAL_ADVICE_ASKED}
)
"""They say that something is still awaited."""
CODES_OF_ONCOLOGISTS: Final = frozenset({MeasureCode.CANCER_TREATMENT_CHANGED})


class MeasureAsk(Ask):
    """Coded actions; 14 needs its cause, 99 its text."""

    codes: list[MeasureCode] = Field(min_length=1, max_length=15)
    cause: NotRelevantCause | None = None
    other: str | None = Field(default=None, max_length=500)
    note: str | None = Field(default=None, max_length=2000)


class NoteAsk(Ask):
    """A note in the history."""

    text: Annotated[str, AfterValidator(something_said)] = Field(min_length=1, max_length=2000)


class AssessmentAsk(Ask):
    """A hand assessment of an answer that the rules could not judge (decision 15).

    No level means nothing to report.
    """

    level: AlertLevel | None
    text: Annotated[str, AfterValidator(something_said)] = Field(min_length=3, max_length=2000)


class CloseAsk(Ask):
    """Closing: needs a coded action in the history.

    Critical and high also need a contact, technical an assessment.
    """

    assessment: AssessmentAsk | None = None
    also: list[AlertRef] = Field(default=[], max_length=20)


class DeferAsk(Ask):
    """Puts an alert off until a time; `other` needs its text.

    A critical or technical alert for half an hour at most, and not beyond its due time while nobody
    answers for it; any other for a week at most.
    """

    reason: DeferReason
    until: AwareDatetime
    note: str | None = Field(default=None, max_length=500)


class EscalateAsk(Ask):
    """A question to an oncologist of the patient's unit, who sees it 30 seconds later."""

    to: UUID
    question: Annotated[str, AfterValidator(something_said)] = Field(min_length=3, max_length=2000)


class AnswerEscalationAsk(MeasureAsk):
    """An oncologist's answer, in `note`, with the coded actions that were decided.

    The alert goes back to whoever asked, or is closed when its history allows it.
    """

    note: Annotated[str, AfterValidator(something_said)] = Field(min_length=3, max_length=2000)
    close: bool = False


class ReopenAsk(Ask):
    """Opens a closed alert again within seven days; the reason stays in its history."""

    reason: Annotated[str, AfterValidator(something_said)] = Field(min_length=3, max_length=500)


class UndoAsk(Ask):
    """Reverses one's own act within 10 seconds, an escalation within 30 (decision 18)."""

    action_id: UUID
