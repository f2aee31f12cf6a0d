"""When an answer was written, as far as it can be believed, and whether it came late."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from services.answers.corrections import Replaced
from services.clinical.reading import When
from services.contract.answer_content import AnswerContent

LATE_AFTER: Final = timedelta(hours=72)
"""From here on the missing answer itself is a reason to call (decision 33)."""


@dataclass(frozen=True)
class Timing:
    """The instant used for an answer: reception time where the claimed one cannot be believed.

    `is_plausible` is False when the claimed instant lies before the episode: a clock that is behind
    would take away what the answer is compared with, unseen. What was claimed stays in the sealed
    content. `not_after` is the latest instant that anything in the answer can have. `is_late` keeps
    the answer out of the answer rate and changes nothing else.
    """

    authored_at: datetime
    is_plausible: bool
    not_after: datetime
    received_at: datetime
    is_late: bool = False
    corrects_unknown: bool = False

    def when(self) -> When:
        """The same for the clinical core."""
        return When(
            self.authored_at,
            self.is_plausible,
            self.not_after,
            self.corrects_unknown,
            self.received_at,
        )


def timing_of(
    content: AnswerContent,
    received_at: datetime,
    episode_started_at: datetime,
    ahead_limit_s: int,
    replaced: Replaced | None = None,
) -> Timing:
    """The instant at which the patient wrote, or that of reception (decision 16).

    A correction stands where the answer stood that it replaces: compared with what came before
    that one, and as late as that one was.
    """
    timing = _own_timing(content, received_at, episode_started_at, ahead_limit_s)
    if replaced is not None:
        return replace(timing, authored_at=replaced.authored_at, is_late=replaced.is_late)
    return replace(timing, corrects_unknown=content.replaces is not None)


def _own_timing(
    content: AnswerContent, received_at: datetime, episode_started_at: datetime, ahead_limit_s: int
) -> Timing:
    claimed = content.authored
    not_after = received_at + timedelta(seconds=ahead_limit_s)
    of_reception = Timing(received_at, True, not_after, received_at)
    if claimed is not None and claimed < episode_started_at:
        return replace(of_reception, is_plausible=False)
    if claimed is None or claimed > not_after:
        return of_reception
    return replace(of_reception, authored_at=claimed, is_late=received_at - claimed > LATE_AFTER)
