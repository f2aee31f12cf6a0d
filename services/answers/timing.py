"""When an answer was written, as far as it can be believed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.clinical.reading import When
from services.contract.answer_content import AnswerContent


@dataclass(frozen=True)
class Timing:
    """The instant used for an answer: reception time where the claimed one cannot be believed.

    `is_plausible` is False when the claimed instant lies before the episode: a clock that is behind
    would take away what the answer is compared with, unseen. What was claimed stays in the sealed
    content. `not_after` is the latest instant that anything in the answer can have.
    """

    authored_at: datetime
    is_plausible: bool
    not_after: datetime

    def when(self) -> When:
        """The same for the clinical core."""
        return When(self.authored_at, self.is_plausible, self.not_after)


def timing_of(
    content: AnswerContent, received_at: datetime, episode_started_at: datetime, ahead_limit_s: int
) -> Timing:
    """The instant at which the patient wrote, or that of reception (decision 16)."""
    claimed = content.authored
    not_after = received_at + timedelta(seconds=ahead_limit_s)
    if claimed is not None and claimed < episode_started_at:
        return Timing(received_at, is_plausible=False, not_after=not_after)
    if claimed is None or claimed > not_after:
        return Timing(received_at, is_plausible=True, not_after=not_after)
    return Timing(claimed, is_plausible=True, not_after=not_after)
