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
_BEHIND: Final = " "
_LETTER = case(
    (SymptomGrade.grade.is_not(None), cast(SymptomGrade.grade, String)),
    (SymptomGrade.presence.is_(True), PRESENT),
    (SymptomGrade.presence.is_(False), ABSENT),
    (SymptomGrade.missing == MissingReason.NOT_ASKED.value, NOT_ASKED),
    else_=NOT_ANSWERED,
)


def graded_of(answer_id: SQLColumnExpression[UUID]) -> ScalarSelect[str]:
    """What an answer says of each symptom, as one text: all items, then a letter for each."""
    return (
        select(
            func.aggregate_strings(SymptomGrade.item, _BETWEEN)
            + _BEHIND
            + func.aggregate_strings(_LETTER, "")
        )
        .where(SymptomGrade.answer_id == answer_id)
        .scalar_subquery()
    )


def by_week(weeks: Sequence[str], surveys: Iterable[tuple[int, str | None]]) -> dict[str, str]:
    """The worst letters of all weeks for each symptom that a survey names.

    `weeks` has for each week what a symptom is of which no survey of that week says anything;
    `surveys` are the places of the weeks and what the surveys say.
    """
    # Most surveys name the same items, in the same order: their letters are taken together.
    forms: dict[str, list[str]] = {}
    for place, graded in surveys:
        if graded:
            items, _, letters = graded.partition(_BEHIND)
            rows = forms.get(items)
            if rows is None:
                rows = forms[items] = [week * len(letters) for week in weeks]
            is_first = rows[place] <= NOT_ASKED * len(letters)
            rows[place] = letters if is_first else _worse(rows[place], letters)
    found: dict[str, str] = {}
    for items, rows in forms.items():
        for item, column in zip(items.split(_BETWEEN), zip(*rows, strict=True), strict=True):
            letters = "".join(column)
            found[item] = _worse(found[item], letters) if item in found else letters
    return found


def _worse(one: str, other: str) -> str:
    return "".join(map(max, one, other))
