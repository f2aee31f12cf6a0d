"""The weekly grades of symptoms for sparklines and charts, read for many alerts at once.

What a sender took back is in none of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.alerts.weeks import SPAN, Graded, Week, weeks_back
from services.db.tables.answers import Answer, SymptomGrade
from services.db.types import Instant

_GRADES = (
    select(SymptomGrade.patient_id, SymptomGrade.item, SymptomGrade.authored_at, SymptomGrade.grade)
    .join(Answer, Answer.id == SymptomGrade.answer_id)
    .where(
        Answer.withdrawn_at.is_(None),
        SymptomGrade.patient_id.in_(bindparam("patient_ids", expanding=True)),
        SymptomGrade.item.in_(bindparam("items", expanding=True)),
        SymptomGrade.authored_at >= bindparam("since", type_=Instant()),
        SymptomGrade.authored_at <= bindparam("until", type_=Instant()),
    )
    .order_by(SymptomGrade.authored_at, SymptomGrade.answer_id)
)
_AUTHORED = select(Answer.id, Answer.authored_at).where(
    Answer.id.in_(bindparam("answer_ids", expanding=True))
)


@dataclass(frozen=True)
class Course:
    """Which weeks are wanted: those of one symptom of one patient up to a survey."""

    patient_id: UUID
    item: str
    until: datetime


def authored_at(session: Session, answer_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When answers were written."""
    if not answer_ids:
        return {}
    rows = session.execute(_AUTHORED, {"answer_ids": list(answer_ids)})
    return {row.id: row.authored_at for row in rows}


def weeks_of(
    session: Session, zone: ZoneInfo, courses: Sequence[Course]
) -> dict[Course, list[Week]]:
    """Eight weeks for each course, with one query for all of them."""
    if not courses:
        return {}
    rows = session.execute(
        _GRADES,
        {
            "patient_ids": list({course.patient_id for course in courses}),
            "items": list({course.item for course in courses}),
            "since": min(course.until for course in courses) - SPAN,
            "until": max(course.until for course in courses),
        },
    )
    graded: dict[tuple[UUID, str], list[Graded]] = {}
    for row in rows:
        graded.setdefault((row.patient_id, row.item), []).append(Graded(row.authored_at, row.grade))
    return {
        course: weeks_back(graded.get((course.patient_id, course.item), ()), course.until, zone)
        for course in courses
    }
