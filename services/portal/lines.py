"""Answers as their patient reads them again: one line for each page of the questionnaire."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from services.answers.content import unseal
from services.answers.released import released
from services.clinical.questionnaire import Questionnaire, QuestionnaireKey
from services.contract.answer_content import AnswerContent
from services.contract.enums import Channel
from services.contract.explanations import MissingReason
from services.db.tables.answers import Answer
from services.edge.context import Context
from services.errors import not_found
from services.files.questions import answered
from services.portal.steps import steps_of
from services.portal.weeks import Week
from services.security.unreadable import ciphers, opened

_MOST: Final = 100
_LATER = aliased(Answer)
_LINES: Final = (
    select(Answer.id, Answer.authored_at, Answer.channel, Answer.content)
    .where(
        Answer.patient_id == bindparam("patient_id"),
        Answer.withdrawn_at.is_(None),
        ~exists().where(_LATER.replaces_id == Answer.id),
    )
    .order_by(Answer.authored_at.desc(), Answer.id.desc())
    .limit(_MOST)
)
_AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class Line:
    """An answer among the others."""

    id: UUID
    authored_at: datetime
    is_by_phone: bool


@dataclass(frozen=True)
class Said:
    """One answer, and its question where the page asks several."""

    question: str
    answer: str


@dataclass(frozen=True)
class Told:
    """What was answered on one page, in the words of the form."""

    place: int
    title: str
    answers: list[Said]
    is_done: bool = True


def lines_of(session: Session, patient_id: UUID) -> list[Line]:
    """The answers of a patient, newest first; of one that was corrected the last version."""
    return [_line(row) for row in session.execute(_LINES, {"patient_id": patient_id})]


def answer_of(
    session: Session, context: Context, patient_id: UUID, answer_id: UUID, language: str
) -> tuple[Line, list[Told] | None]:
    """One answer and what it says, None where it cannot be opened; raises 404."""
    rows = session.execute(_LINES, {"patient_id": patient_id}).all()
    row = next((each for each in rows if each.id == answer_id), None)
    if row is None:
        raise not_found()
    cipher = ciphers(context.keys, [patient_id])[patient_id]
    content = opened(lambda: unseal(cipher, row.id, row.content), "answer", row.id)
    if content is None:
        return _line(row), None
    form = released().questionnaires.get(QuestionnaireKey(content.questionnaire, content.version))
    return _line(row), None if form is None else told_of(form, content, language)


def rows_of_draft(week: Week, language: str, now: datetime) -> Sequence[Told]:
    """What would be sent, and which pages were not saved yet."""
    draft = week.kept.draft
    content = draft.content(week.key, language, now)
    names = {step.place: step.name for step in week.steps}
    return [
        Told(each.place, each.title, each.answers, is_done=names[each.place] in draft.pages)
        for each in told_of(week.form, content, language)
    ]


def told_of(form: Questionnaire, content: AnswerContent, language: str) -> list[Told]:
    """Every page of a form with the answers to its questions."""
    asked = answered(form, content, None, language)
    found = []
    for step in steps_of(form.key):
        of_step = [each for each in asked if each.item == step.name]
        shown = [each for each in of_step if each.missing is not MissingReason.NOT_ASKED]
        is_single = step.item is None or len(step.item.questions) == 1
        title = of_step[0].wording if is_single else _title(step.item, language)
        answers = [
            Said("" if is_single else _question(each.wording), each.answer)
            for each in shown
            if each.answer is not None
        ]
        found.append(Told(step.place, title, answers))
    return found


def _title(item: Any, language: str) -> str:
    return str(item.wording.text(language))


def _question(wording: str) -> str:
    """The question without the name of its symptom, which stands above it."""
    _, separator, rest = wording.partition(":")
    words = rest.strip() if separator else wording
    return words[:1].upper() + words[1:]


def _line(row: _AnyRow) -> Line:
    return Line(row.id, row.authored_at, row.channel is Channel.PHONE)
