"""A questionnaire as the clinical core sees it: items, questions, scales, branching and wording."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from services.clinical.composite import Rank
from services.contract.answer_content import OPT_OUT
from services.contract.enums import Attribute, Urgency

Value = int | Literal["opt_out"]
"""An answer that could be read: a value of the scale, or the choice not to answer."""


class QuestionnaireError(ValueError):
    """A questionnaire cannot be read; the message names the place, never an answer."""


class QuestionnaireKey(NamedTuple):
    """What an answer names: a questionnaire and one of its versions."""

    name: str
    version: str


@dataclass(frozen=True)
class Wording:
    """A text in the languages that the questionnaire carries."""

    language: str
    texts: Mapping[str, str]

    def text(self, language: str) -> str:
        """Return the text in a language, or in the questionnaire's own where that is missing."""
        return self.texts.get(language, self.texts[self.language])


@dataclass(frozen=True)
class Option:
    """One choice of a question."""

    value: Value
    wording: Wording


class QuestionKey(NamedTuple):
    """A question, by the symptom and the attribute that it asks about."""

    item: str
    attribute: Attribute


@dataclass(frozen=True)
class AskedWhen:
    """A condition on an earlier question of the symptom: `values` None means any answer at all."""

    question: QuestionKey
    values: frozenset[Value] | None
    negated: bool

    def holds(self, answer: Value | None) -> bool:
        """Tell whether the condition holds for the answer to the earlier question."""
        if self.values is None:
            return (answer is not None) is not self.negated
        # An unanswered question enables nothing, not even by being different.
        return answer is not None and (answer in self.values) is not self.negated


@dataclass(frozen=True)
class Question:
    """One attribute of one symptom as it is asked."""

    link_id: str
    key: QuestionKey
    required: bool
    wording: Wording
    options: tuple[Option, ...]
    asked_when: tuple[AskedWhen, ...]
    needs_all: bool

    @property
    def values(self) -> frozenset[int]:
        """The values of the scale."""
        return frozenset(option.value for option in self.options if isinstance(option.value, int))

    @property
    def offers_opt_out(self) -> bool:
        """Whether the patient may choose not to answer."""
        return any(option.value == OPT_OUT for option in self.options)


@dataclass(frozen=True)
class Item:
    """One symptom: its questions in the order asked, and how they make a grade."""

    code: str
    meddra_code: str | None
    wording: Wording
    rank: Rank | None
    """None for an item that asks for presence alone, which has no grade."""
    questions: Mapping[Attribute, Question]


@dataclass(frozen=True)
class TemperatureQuestion:
    """How temperatures are asked for: what is plausible, in which unit, how many."""

    minimum: float
    maximum: float
    unit: str
    maximum_occurrences: int
    wording: Wording


@dataclass(frozen=True)
class UrgencyQuestion:
    """The patient's own word on whether the team may wait."""

    required: bool
    wording: Wording
    options: Mapping[Urgency, Wording]


@dataclass(frozen=True)
class WeightQuestion:
    """How the body weight is asked for: what is plausible, and in which unit."""

    minimum: float
    maximum: float
    unit: str
    wording: Wording


@dataclass(frozen=True)
class ChoiceQuestion:
    """A question about the patient as a whole: values by the code of each choice, in order."""

    values: Mapping[str, Value]
    wording: Wording
    options: tuple[Option, ...]

    @property
    def offers_opt_out(self) -> bool:
        """Whether the patient may choose not to answer."""
        return OPT_OUT in self.values.values()


@dataclass(frozen=True)
class Questionnaire:
    """One immutable version of a questionnaire; symptoms stand in the order of the form."""

    key: QuestionnaireKey
    url: str
    items: Mapping[str, Item]
    temperature: TemperatureQuestion | None
    urgency: UrgencyQuestion | None
    comment: Wording | None
    weight: WeightQuestion | None = None
    ecog: ChoiceQuestion | None = None
    fall: ChoiceQuestion | None = None

    def question(self, key: QuestionKey) -> Question:
        """Return a question that the questionnaire is known to hold."""
        return self.items[key.item].questions[key.attribute]

    def is_asked(self, key: QuestionKey, answers: Mapping[QuestionKey, Value]) -> bool:
        """Tell whether branching asks a question, given what was answered.

        An answer counts only where its own question is asked. Conditions name earlier questions of
        the same symptom only (checked when the questionnaire is read), so this ends soon.
        """
        question = self.question(key)
        if not question.asked_when:
            return True
        outcomes = (
            condition.holds(
                answers.get(condition.question)
                if self.is_asked(condition.question, answers)
                else None
            )
            for condition in question.asked_when
        )
        return all(outcomes) if question.needs_all else any(outcomes)


Questionnaires = Mapping[QuestionnaireKey, Questionnaire]


def by_key(questionnaires: Iterable[Questionnaire]) -> Questionnaires:
    """Index questionnaires for evaluation; two of the same name and version are an error."""
    indexed: dict[QuestionnaireKey, Questionnaire] = {}
    for questionnaire in questionnaires:
        if questionnaire.key in indexed:
            raise QuestionnaireError(f"{questionnaire.key} is given twice")
        indexed[questionnaire.key] = questionnaire
    return indexed
