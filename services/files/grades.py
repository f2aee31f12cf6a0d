"""Grades by symptom and week: many rows, read as one text for each survey."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import String, bindparam, case, cast, func, select
from sqlalchemy.orm import Session

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
# Two thousand rows of two years would take longer to come than everything else together.
_SINCE = (
    select(
        SymptomGrade.answer_id,
        func.aggregate_strings(SymptomGrade.item.concat(_LETTER), _BETWEEN),
    )
    .where(
        SymptomGrade.patient_id == bindparam("patient_id"),
        SymptomGrade.authored_at >= bindparam("since"),
    )
    .group_by(SymptomGrade.answer_id)
)


def since(session: Session, patient_id: UUID, at: datetime) -> dict[UUID, str]:
    """What each answer written from an instant on says of each symptom: item and letter."""
    return {
        row[0]: row[1] for row in session.execute(_SINCE, {"patient_id": patient_id, "since": at})
    }


def by_week(
    weeks: Sequence[str], surveys: Iterable[tuple[int, UUID]], graded: Mapping[UUID, str]
) -> dict[str, list[str]]:
    """The worst letter of each week for each symptom that a survey names.

    `weeks` has for each week what a symptom is of which no survey of that week says anything;
    `surveys` are the places of the weeks and the answers.
    """
    found: dict[str, list[str]] = {}
    for place, answer_id in surveys:
        for word in graded.get(answer_id, "").split(_BETWEEN):
            item, letter = word[:-1], word[-1:]
            column = found.get(item)
            if column is None:
                if not item:
                    continue
                column = found[item] = list(weeks)
            if letter > column[place]:
                column[place] = letter
    return found
