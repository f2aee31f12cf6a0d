"""One questionnaire whole: what was asked and answered, before and now, and what the rules said."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, func, or_, select

from services.alerts.explanations import told
from services.alerts.surveys import Pair, Wanted, content_of, pairs, surveys_of
from services.answers.released import released
from services.clinical.questionnaire import Questionnaire, QuestionnaireKey
from services.contract.answer_content import AnswerContent
from services.contract.enums import AnswerOutcome
from services.contract.explanations import Explanation
from services.contract.patient_file import AnsweredQuestion, SurveyFile, SurveyLine
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.errors import not_found
from services.files.query import FileQuery
from services.files.questions import answered, language_of
from services.files.survey_lines import survey_line
from services.security.ciphers import Cipher

_ALERT = select(Alert).where(Alert.answer_id == bindparam("answer_id"))
_RULES = select(Answer.rule_set_version).where(Answer.id == bindparam("answer_id"))
# What came or was taken back later was not before it for whoever judged it.
_BEFORE = select(func.max(Answer.authored_at)).where(
    Answer.patient_id == bindparam("patient_id"),
    Answer.completed.is_(True),
    Answer.authored_at < bindparam("authored_at"),
    Answer.received_at <= bindparam("received_at"),
    or_(Answer.withdrawn_at.is_(None), Answer.withdrawn_at > bindparam("received_at")),
)
_AnyRow = Row[*tuple[Any, ...]]
_Asked = tuple[str, list[AnsweredQuestion]]
_UNKNOWN: Final[_Asked] = ("", [])


def survey_file(query: FileQuery, answer_id: UUID) -> SurveyFile:
    """One answer of a patient; raises 404 for one of somebody else."""
    query.require_reach()
    line = survey_line(query, answer_id)
    if line is None:
        raise not_found()
    session, cipher = query.session, query.cipher()
    alert = session.scalars(_ALERT, {"answer_id": answer_id}).one_or_none()
    explanation = None if alert is None else told(cipher, alert)
    pair = _pair(query, line, explanation)
    survey = surveys_of(session, {query.patient_id: cipher}, {answer_id: pair})
    language, questions = _questions(pair, cipher)
    return SurveyFile(
        line=line,
        survey=survey.get(answer_id),
        wording_language=language,
        questions=questions,
        explanation=explanation,
        rule_set_version=session.scalars(_RULES, {"answer_id": answer_id}).one(),
    )


def _pair(query: FileQuery, line: SurveyLine, explanation: Explanation | None) -> Pair:
    """The answer and the one that it is compared with, also where no rule compared them."""
    compared_with = None if explanation is None else explanation.compared_with
    if compared_with is None:
        asked = {
            "patient_id": query.patient_id,
            "authored_at": line.authored_at,
            "received_at": line.received_at,
        }
        compared_with = query.session.scalar(_BEFORE, asked)
    is_as_sent = not line.questionnaire or line.outcome is AnswerOutcome.TECHNICAL
    wanted = Wanted(line.id, query.patient_id, compared_with, is_as_sent)
    return pairs(query.session, {line.id: wanted})[line.id]


def _questions(pair: Pair, cipher: Cipher) -> _Asked:
    """The language of the wording and the questions; none of a form that is not known."""
    now = _read(pair.now, cipher)
    if now is None:
        return _UNKNOWN
    form, content = now
    language = language_of(form, content.language)
    before = None if pair.before is None else _read(pair.before, cipher)
    return language, answered(form, content, before, language)


def _read(
    answer: Row[*tuple[Any, ...]], cipher: Cipher
) -> tuple[Questionnaire, AnswerContent] | None:
    """The form and the content; None when one of them is not known."""
    content = content_of(answer, cipher)
    if content is None:
        return None
    key = QuestionnaireKey(content.questionnaire, content.version)
    form = released().questionnaires.get(key)
    return None if form is None else (form, content)
