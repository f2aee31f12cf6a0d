"""The completed survey that an answer is compared with: the last one written before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from services.answers.content import unseal
from services.clinical.facts import CompletedSurvey
from services.contract.answer_content import OPT_OUT, Scalar
from services.contract.enums import Attribute
from services.contract.explanations import MissingReason, SymptomGrade
from services.db.tables.answers import Answer
from services.db.tables.answers import SymptomGrade as StoredGrade
from services.security.ciphers import Cipher

# A correction has the instant of what it corrects: the last version that was judged whole counts.
_PREDECESSOR = (
    select(Answer.id, Answer.authored_at, Answer.content)
    .where(
        Answer.patient_id == bindparam("patient_id"),
        Answer.completed.is_(True),
        Answer.authored_at < bindparam("authored_at"),
        Answer.authored_at >= bindparam("episode_started_at"),
    )
    .order_by(Answer.authored_at.desc(), Answer.received_at.desc())
    .limit(1)
)
_GRADES = select(
    StoredGrade.item,
    StoredGrade.grade,
    StoredGrade.missing,
    StoredGrade.presence,
    StoredGrade.imputed,
).where(StoredGrade.answer_id == bindparam("answer_id"))


@dataclass(frozen=True)
class StoredSurvey:
    """A completed survey as it lies in the database: grades in clear, answers sealed."""

    answer_id: UUID
    authored_at: datetime
    content: bytes
    grades: Sequence[Row[str, int | None, str | None, bool | None, bool]]


def find_predecessor(
    session: Session, patient_id: UUID, authored_at: datetime, episode_started_at: datetime
) -> StoredSurvey | None:
    """The last completed survey of the episode written before an instant, however late it came."""
    row = session.execute(
        _PREDECESSOR,
        {
            "patient_id": patient_id,
            "authored_at": authored_at,
            "episode_started_at": episode_started_at,
        },
    ).first()
    if row is None:
        return None
    grades = session.execute(_GRADES, {"answer_id": row.id}).all()
    return StoredSurvey(row.id, row.authored_at, row.content, grades)


def opened(survey: StoredSurvey, cipher: Cipher) -> CompletedSurvey:
    """The survey as the clinical core compares it; raises `SealBroken`.

    The grades are those given then, never computed again; the attributes come from the answer.
    """
    items = unseal(cipher, survey.answer_id, survey.content).items
    return CompletedSurvey(
        survey.authored_at,
        tuple(
            SymptomGrade(
                item=row.item,
                grade=row.grade,
                missing=None if row.missing is None else MissingReason(row.missing),
                presence=row.presence,
                attributes=_attributes(items.get(row.item, {})),
                imputed=row.imputed,
            )
            for row in survey.grades
        ),
    )


def _attributes(answered: dict[str, Scalar]) -> dict[Attribute, int | Literal["opt_out"]]:
    known: dict[Attribute, int | Literal["opt_out"]] = {}
    for name, value in answered.items():
        if name not in set(Attribute):
            continue
        if value == OPT_OUT:
            known[Attribute(name)] = "opt_out"
        elif isinstance(value, int | float):
            known[Attribute(name)] = int(value)
    return known
