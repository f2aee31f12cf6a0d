"""Why an answer became what it became, as data that the console turns into a sentence.

No sentence and no free text of the patient is in here: only codes, numbers, instants and versions.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from services.contract.enums import AlertLevel, Attribute, ExceptionKind


class Quantity(StrEnum):
    """What a condition looks at: a graded or answered quantity, or one of the extra questions."""

    COMPOSITE = "composite"
    FREQUENCY = "frequency"
    SEVERITY = "severity"
    INTERFERENCE = "interference"
    AMOUNT = "amount"
    PRESENCE = "presence"
    TEMPERATURE = "temperature"
    URGENCY = "urgency"
    WEIGHT = "weight"
    ECOG = "ecog"
    FALL = "fall"
    TREATMENT = "treatment"


class Operator(StrEnum):
    """How a condition compares what was answered with its threshold."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUALS = "equals"
    REACHED = "reached"
    """Exactly at the threshold now, and not known to have been there or above before."""
    ROSE_BY = "rose_by"
    AT_LEAST_TWICE = "at_least_twice"
    """Two readings at the threshold or above, far enough apart: `before` is the earlier one."""
    FELL_BY_PERCENT = "fell_by_percent"
    """At least so many percent below `before`, which is the highest of the last days."""
    PERSISTED = "persisted"
    """There for as many surveys as the threshold says; `before` is of the first of them."""


class HitKind(StrEnum):
    """What sort of condition made a rule fire."""

    LEVEL = "level"
    TREND = "trend"
    TEMPERATURE = "temperature"
    URGENCY = "urgency"
    COMBINATION = "combination"


class MissingReason(StrEnum):
    """Why there is no grade, or why a condition could not be told."""

    NOT_ANSWERED = "not_answered"
    OPT_OUT = "opt_out"
    NOT_ASKED = "not_asked"
    PRESENCE_ONLY = "presence_only"
    NOT_COMPUTABLE = "not_computable"


class EvaluationProblemCode(StrEnum):
    """What kept an answer from being evaluated whole; each makes the alert technical."""

    UNKNOWN_QUESTIONNAIRE = "unknown_questionnaire"
    UNKNOWN_VERSION = "unknown_version"
    RULE_SET_MISMATCH = "rule_set_mismatch"
    UNKNOWN_ITEM = "unknown_item"
    UNKNOWN_ATTRIBUTE = "unknown_attribute"
    VALUE_OUT_OF_RANGE = "value_out_of_range"
    VALUE_TYPE = "value_type"
    MISSING_REQUIRED = "missing_required"
    GRADE_NOT_COMPUTABLE = "grade_not_computable"
    CONTRADICTION = "contradiction"
    UNKNOWN_URGENCY = "unknown_urgency"
    UNREADABLE_TIME = "unreadable_time"
    UNKNOWN_CORRECTION = "unknown_correction"
    NOT_UNDERSTOOD = "not_understood"
    UNIT_UNKNOWN = "unit_unknown"
    TEMPERATURE_OUT_OF_RANGE = "temperature_out_of_range"
    WEIGHT_OUT_OF_RANGE = "weight_out_of_range"
    WEIGHT_IMPLAUSIBLE = "weight_implausible"
    TOO_MANY_TEMPERATURES = "too_many_temperatures"
    RULE_ERROR = "rule_error"
    STEP_LIMIT = "step_limit"
    EVALUATION_FAILED = "evaluation_failed"
    MORE_PROBLEMS = "more_problems"
    ALERT_LOST = "alert_lost"
    EVALUATION_LOST = "evaluation_lost"
    QUEUE_ROW_LOST = "queue_row_lost"
    UNIT_LOST = "unit_lost"


FOUND_MISSING: Final = frozenset(
    {
        EvaluationProblemCode.ALERT_LOST,
        EvaluationProblemCode.EVALUATION_LOST,
        EvaluationProblemCode.QUEUE_ROW_LOST,
        EvaluationProblemCode.UNIT_LOST,
    }
)
"""What surveillance found afterwards; nothing was wrong with the answer itself."""


class _Fact(BaseModel):
    """Immutable, whole when made; a field that this version does not know is ignored on reading."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Evidence(_Fact):
    """One comparison that helped a rule to fire, with the values of now and of the survey before.

    A composite is 0 to 3, an attribute and an ECOG grade 0 to 4, presence and a fall 0 or 1, a
    temperature in degrees Celsius, a weight in kg, an urgency or a treatment a word. `change` is
    now minus before, None when there is no value before.
    """

    quantity: Quantity
    item: str | None
    operator: Operator
    threshold: int | float | str
    now: int | float | str
    now_at: datetime | None
    before: int | float | None
    before_at: datetime | None
    change: int | float | None


class RuleHit(_Fact):
    """One version of one rule that fired."""

    rule_id: str
    rule_version: int
    level: AlertLevel
    kind: HitKind
    item: str | None
    """The symptom that the hit is about; None where it is about something else."""
    evidence: tuple[Evidence, ...]


class MutedHit(_Fact):
    """A hit that raised nothing, because somebody expects the symptom in this patient for now."""

    hit: RuleHit
    exception_id: str
    kind: ExceptionKind
    level: int
    """The estimated grade up to which the symptom is expected."""
    by: str
    """Name of who decided it."""
    until: datetime


class NotAnswered(_Fact):
    """A condition that could not be told, so that its rule did not fire."""

    rule_id: str
    rule_version: int
    quantity: Quantity
    item: str | None
    reason: MissingReason
    survey: Literal["now", "before"]
    """Which of the two surveys lacks the value."""


class EvaluationProblem(_Fact):
    """One reason why the answer needs a person; codes only, never what was written."""

    code: EvaluationProblemCode
    item: str | None
    """Code of the item, when what was sent has the form of a code."""
    attribute: str | None
    cause: str | None
    """Class name of the fault, for `rule_error` and `evaluation_failed`."""


class SymptomGrade(_Fact):
    """The estimated grade of one symptom in one survey, with the answers it was made from."""

    item: str
    grade: int | None
    """0 to 3, or None for the reason in `missing`."""
    missing: MissingReason | None
    presence: bool | None
    """Answer to an item that only asks whether the symptom is there."""
    attributes: dict[Attribute, int | Literal["opt_out"]]
    """What was answered and could be read."""
    imputed: bool
    """Whether a question that the form does not ask was counted as zero."""


class RowSymptom(_Fact):
    """What the row of an alert shows of one symptom, a temperature or the patient's urgency."""

    quantity: Quantity
    item: str
    """Code of the symptom, or the word of the quantity: all have a name in the resources."""
    now: int | float | str
    change: int | float | None
    level: AlertLevel | None
    """Level of the highest hit on it; None when no rule fired on it."""

    @property
    def change_percent(self) -> float | None:
        """A weight's change in percent of the weight before; None where there is nothing before."""
        if self.change is None or isinstance(self.now, str) or self.now == self.change:
            return None
        return round(self.change / (self.now - self.change) * 100, 1)


class Explanation(_Fact):
    """The whole reason of one evaluation, in the order in which it is shown."""

    rule_set_version: str | None
    """For example `default-1`; None when no rule set was applied."""
    compared_with: datetime | None
    """When the completed survey compared with was written; None at the first survey."""
    hits: tuple[RuleHit, ...]
    not_answered: tuple[NotAnswered, ...]
    problems: tuple[EvaluationProblem, ...]
    lead: RowSymptom | None
    next_symptoms: tuple[RowSymptom, ...]
    muted: tuple[MutedHit, ...] = ()
