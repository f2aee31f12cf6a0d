"""From what was answered to estimated grades, with every reason why an answer cannot be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from services.clinical.composite import BranchedGrade, composite, composite_branched
from services.clinical.problems import problem
from services.clinical.questionnaire import (
    Item,
    Question,
    QuestionKey,
    Questionnaire,
    Value,
)
from services.contract.answer_content import OPT_OUT, Scalar
from services.contract.enums import Attribute
from services.contract.explanations import (
    EvaluationProblem,
    EvaluationProblemCode,
    MissingReason,
    SymptomGrade,
)

# From here on an answer says "severe": it must never disappear behind a grade that is not there.
_SEVERE_ANSWER: Final = 3


@dataclass(frozen=True)
class GradedItems:
    """The grades of one survey in the order of the form, and what kept it from being read whole."""

    grades: tuple[SymptomGrade, ...]
    problems: tuple[EvaluationProblem, ...]


def grade_items(
    questionnaire: Questionnaire, items: Mapping[str, Mapping[str, Scalar]]
) -> GradedItems:
    """Grade every symptom of the questionnaire from the items of an answer."""
    reading = _Reading(questionnaire, items)
    problems = list(reading.problems)
    grades = []
    for item in questionnaire.items.values():
        problems.extend(reading.missing_required(item))
        grade = reading.grade(item)
        problems.extend(_hidden_severe_answer(item, grade))
        grades.append(grade)
    return GradedItems(tuple(grades), tuple(problems))


class _Reading:
    """The answers that could be read, and the questions whose answer could not."""

    def __init__(
        self, questionnaire: Questionnaire, items: Mapping[str, Mapping[str, Scalar]]
    ) -> None:
        self._questionnaire = questionnaire
        self._answers: dict[QuestionKey, Value] = {}
        self._unreadable: set[QuestionKey] = set()
        self.problems: list[EvaluationProblem] = []
        for code, attributes in items.items():
            item = questionnaire.items.get(code)
            if item is None:
                self.problems.append(problem(EvaluationProblemCode.UNKNOWN_ITEM, code))
                continue
            for name, value in attributes.items():
                self._read_attribute(item, name, value)

    def missing_required(self, item: Item) -> Iterator[EvaluationProblem]:
        """Yield a problem for each required question that was asked and got no answer."""
        for question in item.questions.values():
            key = question.key
            unanswered = key not in self._answers and key not in self._unreadable
            if question.required and unanswered and self._is_asked(key):
                yield problem(EvaluationProblemCode.MISSING_REQUIRED, item.code, key.attribute)

    def grade(self, item: Item) -> SymptomGrade:
        """Grade one symptom, or say why there is no grade."""
        given = {
            key.attribute: self._answers[key]
            for key in (question.key for question in item.questions.values())
            if key in self._answers
        }
        branched = self._composite(item, given)
        presence = given.get(Attribute.PRESENCE)
        return SymptomGrade(
            item=item.code,
            grade=branched.grade,
            missing=None if branched.grade is not None else self._why_missing(item, given),
            presence=bool(presence) if isinstance(presence, int) else None,
            attributes=given,
            imputed=branched.imputed,
        )

    def _read_attribute(self, item: Item, name: str, value: Scalar) -> None:
        question = item.questions.get(Attribute(name)) if name in set(Attribute) else None
        if question is None:
            self.problems.append(problem(EvaluationProblemCode.UNKNOWN_ATTRIBUTE, item.code, name))
            return
        if value is None:
            return
        read = read_value(question, value)
        if isinstance(read, EvaluationProblemCode):
            self._unreadable.add(question.key)
            self.problems.append(problem(read, item.code, name))
        else:
            self._answers[question.key] = read

    def _is_asked(self, key: QuestionKey) -> bool:
        return self._questionnaire.is_asked(key, self._answers)

    def _composite(self, item: Item, given: Mapping[Attribute, Value]) -> BranchedGrade:
        if item.rank is None:
            return BranchedGrade(None, imputed=False)
        numbers = {name: value if isinstance(value, int) else None for name, value in given.items()}
        interference = item.questions.get(Attribute.INTERFERENCE)
        # The published branching: the form itself does not ask interference at this point.
        if interference is not None and not self._is_asked(interference.key):
            return composite_branched(item.rank, numbers)
        return BranchedGrade(composite(item.rank, numbers), imputed=False)

    def _why_missing(self, item: Item, given: Mapping[Attribute, Value]) -> MissingReason:
        keys = [question.key for question in item.questions.values()]
        if any(key in self._unreadable for key in keys):
            return MissingReason.NOT_COMPUTABLE
        if OPT_OUT in given.values():
            return MissingReason.OPT_OUT
        if not given:
            asked = any(self._is_asked(key) for key in keys)
            return MissingReason.NOT_ANSWERED if asked else MissingReason.NOT_ASKED
        if item.rank is None:
            return MissingReason.PRESENCE_ONLY
        return MissingReason.NOT_COMPUTABLE


def read_value(question: Question, value: int | float | str) -> Value | EvaluationProblemCode:
    """Return the answer to a question, or why what came is none."""
    if isinstance(value, str):
        if value != OPT_OUT:
            return EvaluationProblemCode.VALUE_TYPE
        return OPT_OUT if question.offers_opt_out else EvaluationProblemCode.VALUE_OUT_OF_RANGE
    # JSON has one kind of number: 2.0 is the answer 2, and 2.5 is none.
    if value not in question.values:
        return EvaluationProblemCode.VALUE_OUT_OF_RANGE
    return int(value)


def _hidden_severe_answer(item: Item, grade: SymptomGrade) -> Iterator[EvaluationProblem]:
    """Yield a problem when a severe answer stands behind no grade, or behind a grade of 0."""
    severe = any(
        isinstance(value, int) and value >= _SEVERE_ANSWER for value in grade.attributes.values()
    )
    if item.rank is None or not severe:
        return
    if grade.grade is None:
        yield problem(EvaluationProblemCode.GRADE_NOT_COMPUTABLE, item.code)
    elif grade.grade == 0:
        yield problem(EvaluationProblemCode.CONTRADICTION, item.code)
