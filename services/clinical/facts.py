"""What the conditions of rules look at: this survey, the one before it, and a budget of steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.clinical.questionnaire import Item
from services.clinical.temperatures import Temperature
from services.contract.enums import Urgency
from services.contract.explanations import SymptomGrade

DEFAULT_STEP_LIMIT: Final = 20_000


class StepLimitReached(Exception):
    """The rules asked for more steps than one answer may cost."""


class StepBudget:
    """Counts the steps of one evaluation."""

    def __init__(self, limit: int) -> None:
        self._left = limit

    def spend(self) -> None:
        """Take one step; raises StepLimitReached when none is left."""
        if self._left <= 0:
            raise StepLimitReached
        self._left -= 1


@dataclass(frozen=True)
class CompletedSurvey:
    """An earlier survey of the same episode: when it was written and its grades."""

    authored_at: datetime
    grades: tuple[SymptomGrade, ...]


@dataclass(frozen=True)
class Facts:
    """Everything that the rules may know of one answer."""

    form: Mapping[str, Item]
    """The symptoms that the form asks about, in its order; empty when the form is not known."""
    grades: Mapping[str, SymptomGrade]
    before_at: datetime | None
    before: Mapping[str, SymptomGrade]
    """Of the last completed survey; empty at the first."""
    temperatures: tuple[Temperature, ...]
    temperature_unreadable: bool
    """Whether a temperature was given that could not be read."""
    urgency: Urgency | None
    urgency_unreadable: bool

    @property
    def has_before(self) -> bool:
        """Whether there is a survey to compare with."""
        return self.before_at is not None


def last_before(
    history: Sequence[CompletedSurvey], authored_at: datetime | None
) -> CompletedSurvey | None:
    """Return the survey written last before an instant, in whatever order they arrived."""
    if authored_at is None:
        return None
    earlier = [survey for survey in history if survey.authored_at < authored_at]
    return max(earlier, key=lambda survey: survey.authored_at, default=None)
