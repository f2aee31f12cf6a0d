"""The table of questionnaires: a line for each question of each version of each questionnaire."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from reports.csv.columns import Column, Kind, Value, columns_of
from reports.csv.patient import patient_columns
from services.contract.explanations import MissingReason, SymptomGrade
from services.contract.fhir_systems import CODE_SYSTEMS
from services.contract.report_content import ReportAnswer, ReportQuestion, ReportSurvey
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report

_TEMPERATURE: Final = "temperature"
_COMMENT: Final = "comment"
MASKED: Final = "masked"
"""The words of a comment in a report that was asked for without comments."""


@dataclass(frozen=True)
class Answered:
    """One answer with all that belongs to it; `answer` None: only the line is true."""

    report: Report
    survey: ReportSurvey
    answer: ReportAnswer | None
    question: ReportQuestion | None
    grade: SymptomGrade | None
    confirmed: int | None
    value: int | float | str | None
    missing: str | None
    measured_at: datetime | None = None
    sent: str | None = None
    item: str | None = None
    attribute: str | None = None


def answered(report: Report) -> Iterator[Answered]:
    """Every line, in the order of the report."""
    for survey in report.surveys:
        yield from _of_survey(report, survey)


def _of_survey(report: Report, survey: ReportSurvey) -> Iterator[Answered]:
    form = report.form_of(survey)
    asked = {} if form is None else {(each.item, each.attribute): each for each in form.questions}
    grades = {each.item: each for each in survey.grades}
    confirmed = {each.item: each.grade for each in survey.confirmed}
    for answer in survey.answers:
        question = asked.get((answer.item, answer.attribute))
        attribute = None if answer.attribute is None else answer.attribute.value
        for value, missing, at in _said(report, survey, answer):
            yield Answered(
                report, survey, answer, question, grades.get(answer.item),
                confirmed.get(answer.item), value, missing, at, answer.sent, answer.item, attribute,
            )  # fmt: skip
    for sent in survey.as_sent:
        yield Answered(
            report, survey, None, None, None, None, None, MissingReason.NOT_COMPUTABLE.value,
            None, sent.value, sent.item, sent.attribute,
        )  # fmt: skip
    if not survey.answers and not survey.as_sent:
        yield Answered(report, survey, None, None, None, None, None, None)


def _said(
    report: Report, survey: ReportSurvey, answer: ReportAnswer
) -> Iterator[tuple[int | float | str | None, str | None, datetime | None]]:
    if answer.item == _TEMPERATURE and survey.temperatures:
        for taken in survey.temperatures:
            yield taken.value_c, None, taken.measured_at
        return
    value, missing = answer.value, None if answer.missing is None else answer.missing.value
    if answer.item == _COMMENT and survey.comment is not None:
        value, missing = survey.comment, None
    if answer.item == _COMMENT and value is not None and ReportBlock.COMMENTS not in report.blocks:
        value, missing = None, MASKED
    yield value, missing, None


def _number(row: Answered) -> Value:
    return row.value if isinstance(row.value, int | float) else None


def _code(row: Answered) -> Value:
    """The code of a choice, as the form has it."""
    if row.question is None or not row.question.options:
        return None
    wanted = "opt_out" if row.missing == MissingReason.OPT_OUT else row.value
    return next((each.code for each in row.question.options if each.value == wanted), None)


def _words(row: Answered) -> Value:
    if isinstance(row.value, str) and (row.question is None or not row.question.options):
        return row.value
    return None if row.question is None else row.question.words(row.value)


def _status(row: Answered) -> str:
    line = row.survey.line
    if line.withdrawn_at is not None:
        return "withdrawn"
    if line.replaced_by is not None:
        return "replaced"
    return "unreadable" if row.survey.unreadable else "current"


K = Kind
_OF_SURVEY: Final[tuple[Column[Answered], ...]] = (
    Column(
        "survey_id",
        K.ID,
        "Questionnaire, une version",
        "Questionnaire, one version",
        lambda r: r.survey.line.id,
    ),
    Column(
        "status",
        K.CODE,
        "Actuel, remplacé, retiré ou illisible",
        "Current, replaced, withdrawn or unreadable",
        _status,
        "current|replaced|withdrawn|unreadable",
    ),
    Column(
        "authored_at",
        K.INSTANT,
        "Rempli le (UTC)",
        "Written at (UTC)",
        lambda r: r.survey.line.authored_at,
    ),
    Column(
        "is_reception_time",
        K.TRUTH,
        "authored_at est l'heure de réception",
        "authored_at is when it came",
        lambda r: r.survey.is_reception_time,
    ),
    Column(
        "received_at",
        K.INSTANT,
        "Reçu le (UTC)",
        "Received at (UTC)",
        lambda r: r.survey.line.received_at,
    ),
    Column(
        "channel",
        K.CODE,
        "Voie d'arrivée",
        "How it came",
        lambda r: r.survey.line.channel.value,
        "web|phone|api|import",
    ),
    Column(
        "entered_by",
        K.TEXT,
        "Saisi par, si ce n'est le patient",
        "Entered by, if not the patient",
        lambda r: None if r.survey.line.by is None else r.survey.line.by.name,
        identifies=True,
    ),
    Column(
        "outcome",
        K.CODE,
        "Issue de l'évaluation",
        "What became of it",
        lambda r: r.survey.line.outcome.value,
        "nothing|alert|technical",
    ),
    Column("is_late", K.TRUTH, "Hors délai", "Late", lambda r: r.survey.line.is_late),
    Column(
        "is_unfinished",
        K.TRUTH,
        "Envoyé inachevé",
        "Sent unfinished",
        lambda r: r.survey.line.is_unfinished,
    ),
    Column(
        "replaces", K.ID, "Version précédente", "Version before", lambda r: r.survey.line.replaces
    ),
    Column(
        "replaced_by",
        K.ID,
        "Version suivante",
        "Version after",
        lambda r: r.survey.line.replaced_by,
    ),
    Column("alert_id", K.ID, "Alerte levée", "Alert raised", lambda r: r.survey.line.alert_id),
    Column(
        "alert_level",
        K.CODE,
        "Niveau de cette alerte",
        "Level of that alert",
        lambda r: r.survey.line.alert_level,
        CODE_SYSTEMS + "alert-level",
    ),
    Column("questionnaire", K.CODE, "Formulaire", "Form", lambda r: r.survey.line.questionnaire),
    Column(
        "questionnaire_version",
        K.TEXT,
        "Version du formulaire",
        "Version of the form",
        lambda r: r.survey.line.questionnaire_version,
    ),
)
COLUMNS: Final[tuple[Column[Answered], ...]] = (
    *patient_columns(lambda row: row.report),
    *columns_of(lambda row: row.survey, _OF_SURVEY),
    Column(
        "link_id",
        K.CODE,
        "Question dans le formulaire FHIR",
        "Question in the FHIR form",
        lambda r: None if r.question is None else r.question.link_id,
    ),
    Column(
        "item",
        K.CODE,
        "Symptôme ou mesure",
        "Symptom or measure",
        lambda r: r.item,
        CODE_SYSTEMS + "symptom-item",
    ),
    Column(
        "attribute",
        K.CODE,
        "Dimension du symptôme",
        "Dimension of the symptom",
        lambda r: r.attribute,
        CODE_SYSTEMS + "symptom-attribute",
    ),
    Column(
        "question",
        K.TEXT,
        "Question posée",
        "Question as asked",
        lambda r: None if r.question is None else r.question.wording,
    ),
    Column(
        "value",
        K.NUMBER,
        "Réponse en nombre : 0 à 4, kg ou °C",
        "Answer as a number: 0 to 4, kg or °C",
        _number,
    ),
    Column(
        "answer_code",
        K.CODE,
        "Code du choix dans le formulaire",
        "Code of the choice in the form",
        _code,
    ),
    Column("answer", K.TEXT, "Réponse en mots", "Answer in words", _words, identifies=True),
    Column(
        "missing",
        K.CODE,
        "Pourquoi sans réponse : non demandé, sans réponse, ne souhaite pas répondre, "
        "non interprétable, masqué",
        "Why no answer: not asked, not answered, would rather not say, not understood, masked",
        lambda r: r.missing,
        "not_asked|not_answered|opt_out|not_computable|masked",
    ),
    Column(
        "measured_at",
        K.INSTANT,
        "Température prise le (UTC)",
        "Temperature taken at (UTC)",
        lambda r: r.measured_at,
    ),
    Column(
        "sent",
        K.TEXT,
        "Tel que reçu, si non interprétable",
        "As it came, if not understood",
        lambda r: r.sent,
        identifies=True,
    ),
    Column(
        "estimated_grade",
        K.INTEGER,
        "Grade estimé du symptôme, 0 à 3",
        "Estimated grade of the symptom, 0 to 3",
        lambda r: None if r.grade is None else r.grade.grade,
    ),
    Column(
        "confirmed_grade",
        K.INTEGER,
        "Grade CTCAE confirmé par un soignant, 0 à 5",
        "CTCAE grade confirmed by a clinician, 0 to 5",
        lambda r: r.confirmed,
    ),
)
