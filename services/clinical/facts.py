"""What the conditions of rules look at: this survey, the one before it, and a budget of steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.clinical.questionnaire import Item
from services.clinical.temperatures import Temperature
from services.contract.enums import Urgency
from services.contract.explanations import MissingReason, Quantity, SymptomGrade

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
    """An earlier survey of the same episode: when it was written, its grades and measures.

    `fired` are the rules that raised something for it.
    """

    authored_at: datetime
    grades: tuple[SymptomGrade, ...]
    weight_kg: float | None = None
    ecog: int | None = None
    fired: frozenset[str] = frozenset()

    def grade_of(self, item: str) -> int | None:
        """The estimated grade of a symptom, None where there is none."""
        return next((grade.grade for grade in self.grades if grade.item == item), None)


@dataclass(frozen=True)
class Measured:
    """A measure or a single choice of the survey: its value, or why there is none."""

    value: float | None
    missing: MissingReason | None


NOT_ASKED: Final = Measured(None, MissingReason.NOT_ASKED)


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
    authored_at: datetime | None
    past: tuple[CompletedSurvey, ...]
    """The completed surveys of the episode written before, the last one first."""
    measures: Mapping[Quantity, Measured]
    """Weight in kg, ECOG 0 to 4, fall 0 or 1."""
    treatment: str | None
    """Name of the treatment in force, None when none is known."""

    @property
    def has_before(self) -> bool:
        """Whether there is a survey to compare with."""
        return self.before_at is not None


def before(
    history: Sequence[CompletedSurvey], authored_at: datetime | None
) -> tuple[CompletedSurvey, ...]:
    """Return the surveys written before an instant, the last one first, however they arrived.

    Of two of the same instant, which is an answer and its correction, the one given last counts.
    """
    if authored_at is None:
        return ()
    earlier = {each.authored_at: each for each in history if each.authored_at < authored_at}
    return tuple(earlier[instant] for instant in sorted(earlier, reverse=True))
