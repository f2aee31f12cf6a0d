"""The completed surveys that an answer is compared with: those written before it, newest first.

One that its sender took back is none of them: as a baseline it would hide what got worse.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from services.answers.content import unseal
from services.answers.released import released
from services.clinical.facts import CompletedSurvey
from services.clinical.measures import ecog_in, weight_in
from services.clinical.questionnaire import QuestionnaireKey
from services.contract.answer_content import OPT_OUT, Scalar
from services.contract.enums import Attribute
from services.contract.explanations import MissingReason, SymptomGrade
from services.db.tables.alerts import Alert, RuleHit
from services.db.tables.answers import Answer
from services.db.tables.answers import SymptomGrade as StoredGrade
from services.security.ciphers import Cipher

_USUAL: Final = 6
"""Surveys that are looked at: three in a row, and some without an answer between them."""
_MOST: Final = 64
_WEIGHED_WITHIN: Final = timedelta(days=31)
# A correction has the instant of what it corrects: the last version that was judged whole counts.
_BEFORE = (
    select(Answer.id, Answer.authored_at, Answer.content)
    .where(
        Answer.patient_id == bindparam("patient_id"),
        Answer.completed.is_(True),
        Answer.withdrawn_at.is_(None),
        Answer.authored_at < bindparam("authored_at"),
        Answer.authored_at >= bindparam("since"),
    )
    .order_by(Answer.authored_at.desc(), Answer.received_at.desc())
    .limit(bindparam("most"))
)
_GRADES = select(
    StoredGrade.answer_id,
    StoredGrade.item,
    StoredGrade.grade,
    StoredGrade.missing,
    StoredGrade.presence,
    StoredGrade.imputed,
).where(StoredGrade.answer_id.in_(bindparam("answer_ids", expanding=True)))
_FIRED = (
    select(Alert.answer_id, RuleHit.rule_id)
    .join(RuleHit, RuleHit.alert_id == Alert.id)
    .where(Alert.answer_id.in_(bindparam("answer_ids", expanding=True)))
)
_AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class StoredSurvey:
    """A completed survey as it lies in the database: grades in clear, answers sealed.

    `fired` are the rules that raised its alert.
    """

    answer_id: UUID
    authored_at: datetime
    content: bytes
    grades: Sequence[_AnyRow]
    fired: frozenset[str]


def find_earlier(
    session: Session, patient_id: UUID, authored_at: datetime, episode_started_at: datetime
) -> tuple[StoredSurvey, ...]:
    """The completed surveys of the episode written before an instant, however late they came.

    The last six, and all of the last month, within which weights are compared.
    """
    asked = {
        "patient_id": patient_id,
        "authored_at": authored_at,
        "since": episode_started_at,
        "most": _USUAL,
    }
    rows = session.execute(_BEFORE, asked).all()
    month = authored_at - _WEIGHED_WITHIN
    if len(rows) == _USUAL and rows[-1].authored_at > month:
        asked |= {"since": max(month, episode_started_at), "most": _MOST}
        rows = session.execute(_BEFORE, asked).all()
    if not rows:
        return ()
    answer_ids = {"answer_ids": [row.id for row in rows]}
    grades: dict[UUID, list[_AnyRow]] = {}
    for grade in session.execute(_GRADES, answer_ids):
        grades.setdefault(grade.answer_id, []).append(grade)
    fired: dict[UUID | None, set[str]] = {}
    for hit in session.execute(_FIRED, answer_ids):
        fired.setdefault(hit.answer_id, set()).add(hit.rule_id)
    return tuple(
        StoredSurvey(
            row.id,
            row.authored_at,
            row.content,
            grades.get(row.id, ()),
            frozenset(fired.get(row.id, ())),
        )
        for row in _last_versions(rows)
    )


def opened(survey: StoredSurvey, cipher: Cipher) -> CompletedSurvey:
    """The survey as the clinical core compares it; raises `SealBroken`.

    The grades are those given then, never computed again; the attributes come from the answer.
    """
    content = unseal(cipher, survey.answer_id, survey.content)
    form = released().questionnaires.get(QuestionnaireKey(content.questionnaire, content.version))
    return CompletedSurvey(
        survey.authored_at,
        tuple(_grade(row, content.items) for row in survey.grades),
        weight_in(content, form),
        ecog_in(content, form),
        survey.fired,
    )


def _last_versions(rows: Iterable[_AnyRow]) -> list[_AnyRow]:
    """One survey for each instant: the version that came last."""
    found: dict[datetime, _AnyRow] = {}
    for row in rows:
        found.setdefault(row.authored_at, row)
    return list(found.values())


def _grade(row: _AnyRow, items: Mapping[str, Mapping[str, Scalar]]) -> SymptomGrade:
    return SymptomGrade(
        item=row.item,
        grade=row.grade,
        missing=None if row.missing is None else MissingReason(row.missing),
        presence=row.presence,
        attributes=_attributes(items.get(row.item, {})),
        imputed=row.imputed,
    )


def _attributes(answered: Mapping[str, Scalar]) -> dict[Attribute, int | Literal["opt_out"]]:
    known: dict[Attribute, int | Literal["opt_out"]] = {}
    for name, value in answered.items():
        if name not in set(Attribute):
            continue
        if value == OPT_OUT:
            known[Attribute(name)] = "opt_out"
        elif isinstance(value, int | float):
            known[Attribute(name)] = int(value)
    return known
