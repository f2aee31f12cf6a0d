"""When an answer was written, as far as it can be believed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.contract.answer_content import AnswerContent


@dataclass(frozen=True)
class Timing:
    """The instant used for an answer.

    `is_replaced` says that reception time stands in for an instant that was unreadable or lay too
    far ahead (decision 16); what was claimed stays in the sealed content.
    """

    authored_at: datetime
    is_replaced: bool


def timing_of(content: AnswerContent, received_at: datetime, ahead_limit_s: int) -> Timing:
    """The instant at which the patient wrote, or that of reception."""
    claimed = content.authored
    if claimed is None or claimed > received_at + timedelta(seconds=ahead_limit_s):
        return Timing(received_at, is_replaced=True)
    return Timing(claimed, is_replaced=False)
