"""Reads weight, ECOG and falls of an answer: what can be used, and what is wrong with the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.clinical.facts import NOT_ASKED, CompletedSurvey, Measured
from services.clinical.problems import problem
from services.clinical.questionnaire import ChoiceQuestion, Questionnaire, WeightQuestion
from services.contract.answer_content import OPT_OUT, AnswerContent, Scalar, in_tenths
from services.contract.enums import Fall
from services.contract.explanations import (
    EvaluationProblem,
    EvaluationProblemCode,
    MissingReason,
    Quantity,
)

WEIGHT, ECOG, FALL = Quantity.WEIGHT.value, Quantity.ECOG.value, Quantity.FALL.value
CLOCKS_BACK: Final = timedelta(hours=1)
"""The same hour some days before is this much longer ago when the clocks went back in between."""
# Nobody gains or loses a fifth of their weight in a month without an error of unit, of typing, or
# something that a person must see.
IMPLAUSIBLE_PERCENT: Final = 20
IMPLAUSIBLE_WITHIN: Final = timedelta(days=30) + CLOCKS_BACK

_UNANSWERED: Final = Measured(None, MissingReason.NOT_ANSWERED)
_OPTED_OUT: Final = Measured(None, MissingReason.OPT_OUT)
_UNREADABLE: Final = Measured(None, MissingReason.NOT_COMPUTABLE)


@dataclass(frozen=True)
class ReadMeasures:
    """The measures by what they are, and the problems met."""

    measures: Mapping[Quantity, Measured]
    problems: tuple[EvaluationProblem, ...]


@dataclass(frozen=True)
class Weighed:
    """A weight of an earlier survey that can be compared with."""

    at: datetime
    kg: float


def read_measures(
    content: AnswerContent,
    questionnaire: Questionnaire | None,
    past: Sequence[CompletedSurvey],
    authored_at: datetime | None,
) -> ReadMeasures:
    """Read the three; of a form that is not known nothing is read, which is a problem already."""
    if questionnaire is None:
        return ReadMeasures({}, ())
    problems: list[EvaluationProblem] = []
    weight = _weight(content, questionnaire.weight, problems)
    if weight.value is not None and _is_implausible(
        weight.value, usable_weights(past), authored_at
    ):
        problems.append(problem(EvaluationProblemCode.WEIGHT_IMPLAUSIBLE, WEIGHT))
    fall = {Fall.NO.value: 0, Fall.YES.value: 1}.get(content.fall or "", content.fall)
    return ReadMeasures(
        {
            Quantity.WEIGHT: weight,
            Quantity.ECOG: _choice(ECOG, content.ecog, questionnaire.ecog, problems),
            Quantity.FALL: _choice(FALL, fall, questionnaire.fall, problems),
        },
        tuple(problems),
    )


def weight_in(content: AnswerContent, questionnaire: Questionnaire | None) -> float | None:
    """Return the weight of an earlier answer in kg where it could be read."""
    return _weight(content, questionnaire.weight if questionnaire else None, []).value


def ecog_in(content: AnswerContent, questionnaire: Questionnaire | None) -> int | None:
    """Return the ECOG grade of an earlier answer where it could be read."""
    read = _choice(ECOG, content.ecog, questionnaire.ecog if questionnaire else None, [])
    return None if read.value is None else int(read.value)


def usable_weights(past: Iterable[CompletedSurvey]) -> tuple[Weighed, ...]:
    """Return the weights of earlier surveys, oldest first, without those that were implausible."""
    usable: list[Weighed] = []
    for survey in sorted(past, key=lambda each: each.authored_at):
        kg = survey.weight_kg
        if kg is not None and not _is_implausible(kg, usable, survey.authored_at):
            usable.append(Weighed(survey.authored_at, kg))
    return tuple(usable)


def tenths(value: float) -> int:
    """Return a measure in tenths, so that thresholds are compared without rounding."""
    return round(value * 10)


def _is_implausible(kg: float, earlier: Sequence[Weighed], at: datetime | None) -> bool:
    """Whether a weight lies a fifth or more away from the last one of the month before."""
    if not earlier or at is None or at - earlier[-1].at > IMPLAUSIBLE_WITHIN:
        return False
    last = tenths(earlier[-1].kg)
    return abs(tenths(kg) - last) * 100 >= IMPLAUSIBLE_PERCENT * last


def _weight(
    content: AnswerContent, asked: WeightQuestion | None, problems: list[EvaluationProblem]
) -> Measured:
    reading = content.weight
    if asked is None:
        if reading is not None:
            problems.append(problem(EvaluationProblemCode.UNKNOWN_ITEM, WEIGHT))
        return NOT_ASKED
    if reading is None:
        return _UNANSWERED
    problems.extend(
        problem(EvaluationProblemCode.UNKNOWN_ATTRIBUTE, WEIGHT, name)
        for name in reading.unread_fields
    )
    if reading.unit != asked.unit:
        problems.append(problem(EvaluationProblemCode.UNIT_UNKNOWN, WEIGHT))
        return _UNREADABLE
    if reading.value is None:
        problems.append(problem(EvaluationProblemCode.MISSING_REQUIRED, WEIGHT, "value"))
        return _UNREADABLE
    if not asked.minimum <= reading.value <= asked.maximum:
        problems.append(problem(EvaluationProblemCode.WEIGHT_OUT_OF_RANGE, WEIGHT))
        return _UNREADABLE
    return Measured(in_tenths(reading.value), None)


def _choice(
    item: str, answered: Scalar, asked: ChoiceQuestion | None, problems: list[EvaluationProblem]
) -> Measured:
    if asked is None:
        if answered is not None:
            problems.append(problem(EvaluationProblemCode.UNKNOWN_ITEM, item))
        return NOT_ASKED
    if answered is None:
        return _UNANSWERED
    if answered == OPT_OUT and asked.offers_opt_out:
        return _OPTED_OUT
    if isinstance(answered, str):
        is_code = item == FALL or answered == OPT_OUT
        code = (
            EvaluationProblemCode.VALUE_OUT_OF_RANGE
            if is_code
            else EvaluationProblemCode.VALUE_TYPE
        )
        problems.append(problem(code, item))
        return _UNREADABLE
    if answered not in asked.values.values():
        problems.append(problem(EvaluationProblemCode.VALUE_OUT_OF_RANGE, item))
        return _UNREADABLE
    return Measured(int(answered), None)
