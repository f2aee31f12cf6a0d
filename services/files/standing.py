"""The surveys of a patient that stand: the newest version of each, and none that was taken back.

The grades of a survey are read as one text: two thousand rows of two years would take longer to
come than everything else together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from services.db.tables.alerts import AlertAct
from services.db.tables.answers import Answer
from services.db.tables.centres import Centre
from services.files.grades import graded_of

_Later = aliased(Answer, name="later")
STANDS: ColumnElement[bool] = and_(
    Answer.withdrawn_at.is_(None),
    ~exists(select(_Later.id).where(_Later.replaces_id == Answer.id)),
)
_COUNTS = select(
    select(Centre.zone).where(Centre.id == bindparam("centre_id")).scalar_subquery(),
    func.count(),
    func.min(Answer.authored_at),
    func.max(Answer.authored_at),
    select(func.count())
    .select_from(AlertAct)
    .where(AlertAct.patient_id == bindparam("patient_id"))
    .scalar_subquery(),
).where(Answer.patient_id == bindparam("patient_id"), STANDS)
_SINCE = (
    select(
        Answer.id,
        Answer.authored_at,
        Answer.questionnaire,
        Answer.content,
        graded_of(Answer.id).label("graded"),
    )
    .where(
        Answer.patient_id == bindparam("patient_id"),
        Answer.authored_at >= bindparam("since"),
        STANDS,
    )
    .order_by(Answer.authored_at.desc(), Answer.id.desc())
)


@dataclass(frozen=True)
class Counts:
    """How many surveys stand, when the first and the last were written, and how many acts there
    are; with the zone of the centre, so that all of it is one read.
    """

    zone: str
    surveys: int
    first_at: datetime | None
    last_at: datetime | None
    acts: int


def counts(session: Session, centre_id: UUID, patient_id: UUID) -> Counts:
    """All that a patient ever had."""
    asked = {"centre_id": centre_id, "patient_id": patient_id}
    return Counts(*session.execute(_COUNTS, asked).one())


def since(session: Session, patient_id: UUID, at: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """The surveys written from an instant on, the newest first, sealed, with their grades."""
    return session.execute(_SINCE, {"patient_id": patient_id, "since": at}).all()
