"""The rule language as data: what a rule set may say. Nothing here is executed.

A condition is one of a closed set of tests, or `all`, `any`, `not` over conditions. `*` as an item
means any symptom. Every test is three-valued: true, false, or unknown when an answer is missing.
"""

from collections.abc import Iterator
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.clinical.questionnaire import QuestionnaireKey
from services.contract.enums import AlertLevel, Attribute, Urgency

ANY: Final = "*"
"""Stands for any symptom, or for any attribute of a rise."""

Comparison = Literal["at_least", "at_most", "equals"]
# Strictness would ask for the enumeration itself, which JSON does not have.
AttributeWord = Annotated[Attribute, Field(strict=False)]


class _Clause(BaseModel):
    """A part of a rule set: frozen, strict, and nothing beside what is named."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class CompositeTest(_Clause):
    """Compares the estimated grade of a symptom with a threshold."""

    test: Literal["composite"]
    item: str
    operator: Comparison
    value: Annotated[int, Field(ge=0, le=3)]


class ReachedTest(_Clause):
    """Estimated grade exactly at a threshold, and not known to have been there or above before.

    True at the first survey too, and after a survey that left the symptom out: nobody has seen it.
    """

    test: Literal["reached"]
    item: str
    value: Annotated[int, Field(ge=1, le=3)]


class RiseTest(_Clause):
    """Rise against the last completed survey: of the estimated grade, or of one attribute.

    Unknown at the first survey, so that it never fires there.
    """

    test: Literal["rise"]
    item: str
    attribute: AttributeWord | Literal["*"] | None = None
    by: Annotated[int, Field(ge=1, le=4)]


class AttributeTest(_Clause):
    """Compares one answered attribute with a threshold; presence is 0 or 1."""

    test: Literal["attribute"]
    item: str
    attribute: AttributeWord
    operator: Comparison
    value: Annotated[int, Field(ge=0, le=4)]


class TemperatureTest(_Clause):
    """At least one temperature from a threshold up to a bound that it stays below, in °C."""

    test: Literal["temperature"]
    at_least: float
    below: float | None = None


class TwoTemperaturesTest(_Clause):
    """Two temperatures at a threshold or above, measured at least so many minutes apart."""

    test: Literal["temperature_twice"]
    at_least: float
    apart_minutes: Annotated[int, Field(ge=1, le=24 * 60)]


class UrgencyTest(_Clause):
    """The patient's own word on whether the team may wait."""

    test: Literal["urgency"]
    equals: Annotated[Urgency, Field(strict=False)]


class WeightLossTest(_Clause):
    """Weight below the highest of the days before, by a percentage up to a bound not reached."""

    test: Literal["weight_loss"]
    at_least_percent: Annotated[float, Field(gt=0, le=100)]
    below_percent: Annotated[float, Field(gt=0, le=100)] | None = None
    within_days: Annotated[int, Field(ge=1, le=366)]


class EcogTest(_Clause):
    """Compares the performance status that the patient described with a threshold."""

    test: Literal["ecog"]
    operator: Comparison
    value: Annotated[int, Field(ge=0, le=4)]


class EcogRiseTest(_Clause):
    """Rise of the performance status against the last one that was answered."""

    test: Literal["ecog_rise"]
    by: Annotated[int, Field(ge=1, le=4)]


class FallTest(_Clause):
    """The patient fell since the last survey."""

    test: Literal["fall"]


class PersistenceTest(_Clause):
    """Estimated grade at a threshold or above in so many surveys in a row, then every so many.

    Names one symptom, so that one that stays does not hide another.
    """

    test: Literal["persistent"]
    item: Annotated[str, Field(pattern=r"^[a-z]")]
    at_least: Annotated[int, Field(ge=1, le=3)]
    surveys: Annotated[int, Field(ge=2, le=6)]


class TreatmentTest(_Clause):
    """The name of the treatment in force holds one of these words, whatever accents and case.

    Unknown when no treatment is known.
    """

    test: Literal["treatment"]
    any_of: Annotated[
        list[Annotated[str, Field(min_length=3, max_length=40)]], Field(min_length=1, max_length=50)
    ]


class AllOf(_Clause):
    """True when all are true, false when one is false, otherwise unknown."""

    test: Literal["all"]
    of: Annotated[list["Condition"], Field(min_length=1, max_length=50)]


class AnyOf(_Clause):
    """True when one is true, false when all are false, otherwise unknown."""

    test: Literal["any"]
    of: Annotated[list["Condition"], Field(min_length=1, max_length=50)]


class Not(_Clause):
    """The opposite; the opposite of unknown is unknown."""

    test: Literal["not"]
    of: "Condition"


Condition = Annotated[
    CompositeTest
    | ReachedTest
    | RiseTest
    | AttributeTest
    | TemperatureTest
    | TwoTemperaturesTest
    | UrgencyTest
    | WeightLossTest
    | EcogTest
    | EcogRiseTest
    | FallTest
    | PersistenceTest
    | TreatmentTest
    | AllOf
    | AnyOf
    | Not,
    Field(discriminator="test"),
]


class Reason(_Clause):
    """Why the rule exists, in one line for clinicians."""

    fr: Annotated[str, Field(min_length=1, max_length=200)]
    en: Annotated[str, Field(min_length=1, max_length=200)]


class Rule(_Clause):
    """One immutable version of one rule."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{3}-\d{2}$")]
    version: Annotated[int, Field(ge=1)]
    level: Annotated[AlertLevel, Field(strict=False)]
    active: bool = True
    """A rule that is not active is kept for centres that choose it, and never fires."""
    reason: Reason
    when: Condition


class ResponseTimes(_Clause):
    """Minutes of opening hours until an alert is overdue (decision 19)."""

    critical: Annotated[int, Field(ge=1)]
    high: Annotated[int, Field(ge=1)]
    moderate: Annotated[int, Field(ge=1)]
    info: Annotated[int, Field(ge=1)]
    technical: Annotated[int, Field(ge=1)]

    def minutes(self, level: AlertLevel, *, technical: bool = False) -> int:
        """Return the response time of a level, or that of an answer that was not evaluated."""
        if technical:
            return self.technical
        match level:
            case AlertLevel.CRITICAL:
                return self.critical
            case AlertLevel.HIGH:
                return self.high
            case AlertLevel.MODERATE:
                return self.moderate
            case AlertLevel.INFO:
                return self.info


DEFAULT_RESPONSE_TIMES: Final = ResponseTimes(
    critical=2 * 60, high=6 * 60, moderate=8 * 60, info=24 * 60, technical=60
)
"""For the case that no rule set could be read at all."""


class QuestionnaireReference(_Clause):
    """A version of a questionnaire that the rule set was checked against."""

    name: str
    version: str

    @property
    def key(self) -> QuestionnaireKey:
        """The same as the key of the questionnaire."""
        return QuestionnaireKey(self.name, self.version)


class RuleSet(_Clause):
    """One immutable version of a set of rules, made for named versions of questionnaires."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    version: Annotated[int, Field(ge=1)]
    questionnaires: Annotated[list[QuestionnaireReference], Field(min_length=1, max_length=50)]
    response_minutes: ResponseTimes
    rules: Annotated[list[Rule], Field(min_length=1, max_length=500)]

    @model_validator(mode="after")
    def _refuse_same_id(self) -> Self:
        if len({rule.id for rule in self.rules}) < len(self.rules):
            raise ValueError("two rules have the same id")
        return self

    @property
    def label(self) -> str:
        """Name and version, as an explanation shows them."""
        return f"{self.name}-{self.version}"

    def is_for(self, key: QuestionnaireKey) -> bool:
        """Whether the rules were checked against this version of this questionnaire."""
        return any(reference.key == key for reference in self.questionnaires)


def walk(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and everything inside it."""
    yield condition
    match condition:
        case AllOf() | AnyOf():
            for part in condition.of:
                yield from walk(part)
        case Not():
            yield from walk(condition.of)
        case _:
            return
