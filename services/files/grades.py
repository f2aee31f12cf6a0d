"""Grades as letters, by symptom and week."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ScalarSelect, SQLColumnExpression, String, case, cast, func, select

from services.contract.explanations import MissingReason
from services.db.tables.answers import SymptomGrade

# One letter for each value, so that the worse of two is the greater one.
NO_SURVEY: Final = " "
NOT_ASKED: Final = "-"
NOT_ANSWERED: Final = "."
ABSENT: Final = "n"
PRESENT: Final = "y"
_BETWEEN: Final = ","
_LETTER = case(
    (SymptomGrade.grade.is_not(None), cast(SymptomGrade.grade, String)),
    (SymptomGrade.presence.is_(True), PRESENT),
    (SymptomGrade.presence.is_(False), ABSENT),
    (SymptomGrade.missing == MissingReason.NOT_ASKED.value, NOT_ASKED),
    else_=NOT_ANSWERED,
)


def graded_of(answer_id: SQLColumnExpression[UUID]) -> ScalarSelect[str]:
    """What an answer says of each symptom: item and letter, one after the other in one text."""
    return (
        select(func.aggregate_strings(SymptomGrade.item.concat(_LETTER), _BETWEEN))
        .where(SymptomGrade.answer_id == answer_id)
        .scalar_subquery()
    )


def by_week(weeks: Sequence[str], surveys: Iterable[tuple[int, str | None]]) -> dict[str, str]:
    """The worst letters of all weeks for each symptom that a survey names.

    `weeks` has for each week what a symptom is of which no survey of that week says anything;
    `surveys` are the places of the weeks and what the surveys say.
    """
    found: dict[str, list[str]] = {}
    for place, graded in surveys:
        for word in graded.split(_BETWEEN) if graded else ():
            item, letter = word[:-1], word[-1]
            column = found.get(item)
            if column is None:
                column = found[item] = list(weeks)
            if letter > column[place]:
                column[place] = letter
    return {item: "".join(column) for item, column in found.items()}
