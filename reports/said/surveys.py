"""The first block: each questionnaire with its answers in words, newest first."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final

from reports.voice import several, when
from resources import words
from resources.wording import Wording
from services.contract.enums import AlertKind, Attribute
from services.contract.explanations import MissingReason, SymptomGrade
from services.contract.report_content import ReportAnswer, ReportForm, ReportSurvey
from services.contract.reports import Report

_IN_WORDS: Final = frozenset({"ecog", "fall", "urgency"})
_REASONS: Final = (MissingReason.NOT_ANSWERED, MissingReason.OPT_OUT, MissingReason.NOT_ASKED)
Data = dict[str, Any]


def surveys_data(wording: Wording, report: Report) -> list[Data]:
    """All of them."""
    return [_survey(wording, report, each) for each in report.surveys]


def form_data(report: Report) -> list[Data]:
    """The questions of each form as they were asked, once for all questionnaires."""
    return [
        {
            "name": f"{form.questionnaire} {form.version}",
            "questions": [each.wording for each in form.questions],
        }
        for form in report.forms
        if any(each.answers for each in report.surveys)
    ]


def _survey(wording: Wording, report: Report, survey: ReportSurvey) -> Data:
    form, line = report.form_of(survey), survey.line
    said = _said(wording, form, survey)
    return {
        "title": wording.text("file-survey-of", when=when(wording, line.authored_at)),
        "level": None if line.alert_level is None else _level(line.alert_level, line.alert_kind),
        "level_words": None
        if line.alert_level is None
        else words.level(wording, line.alert_level, str(line.alert_kind)),
        "facts": several(_facts(wording, survey)),
        "marks": several(_marks(wording, survey)),
        "is_current": survey.is_current,
        "symptoms": said["symptoms"],
        "lists": [[wording.text(key), several(names)] for key, names in said["lists"] if names],
        "measures": _measures(wording, form, survey),
        "comment": survey.comment,
        "sent": [
            [" ".join(filter(None, (each.item, each.attribute))), each.value]
            for each in survey.as_sent
        ],
    }


def _level(level: str, kind: str | None) -> str:
    return "technical" if kind == AlertKind.TECHNICAL else level


def _facts(wording: Wording, survey: ReportSurvey) -> Iterable[str]:
    line = survey.line
    yield words.channel(wording, line.channel)
    if line.by is not None:
        yield wording.text("file-survey-by", name=line.by.name)
    yield wording.text("report-received", at=when(wording, line.received_at))
    if line.asked:
        yield wording.text("file-survey-answered", answered=line.answered, asked=line.asked)
    if line.worst is not None:
        yield wording.text("file-survey-worst", grade=line.worst)
    yield wording.text(f"report-outcome-{line.outcome}")
    if line.questionnaire_version:
        yield wording.text("file-survey-form", version=line.questionnaire_version)


def _marks(wording: Wording, survey: ReportSurvey) -> Iterable[str]:
    """What a reader has to know before they believe the rest."""
    line = survey.line
    marks = {
        "file-survey-late": line.is_late,
        "report-unfinished": line.is_unfinished,
        "file-survey-corrects": line.replaces is not None,
        "file-survey-corrected": line.replaced_by is not None,
        "report-reception-time": survey.is_reception_time,
        "file-block-missing": survey.unreadable,
        "file-survey-unknown-form": not survey.answers and not survey.unreadable,
    }
    yield from (wording.text(key) for key, holds in marks.items() if holds)
    if line.withdrawn_at is not None:
        yield wording.text("file-survey-withdrawn", at=when(wording, line.withdrawn_at))


def _said(wording: Wording, form: ReportForm | None, survey: ReportSurvey) -> Data:
    """Symptoms that are there in full, the others by what was said of them."""
    grades = {each.item: each for each in survey.grades}
    confirmed = {each.item: each.grade for each in survey.confirmed}
    shown: list[Data] = []
    nothing: list[str] = []
    missing: dict[MissingReason, list[str]] = {reason: [] for reason in _REASONS}
    of_symptoms = (each for each in survey.answers if each.attribute is not None)
    for item, group in groupby(of_symptoms, key=lambda each: each.item):
        answers, name = list(group), words.symptom(wording, item)
        reasons = {each.missing for each in answers if each.value is None}
        if item in confirmed or not _is_plain(answers):
            shown.append(_symptom(wording, form, name, answers, grades.get(item), confirmed))
        elif any(each.value is not None for each in answers):
            nothing.append(name)
        else:
            strongest = next(each for each in _REASONS if each in reasons)
            missing[strongest].append(name)
    lists = [("report-nothing", nothing)]
    lists += [(f"report-list-{reason}", names) for reason, names in missing.items()]
    return {"symptoms": shown, "lists": lists}


def _is_plain(answers: Iterable[ReportAnswer]) -> bool:
    """Whether a word of a list says all: nothing there, or one reason for no answer at all."""
    values = [each.value for each in answers if each.value is not None]
    reasons = {each.missing for each in answers if each.missing is not None}
    if values:
        return not any(values) and reasons <= {MissingReason.NOT_ASKED}
    return len(reasons - {MissingReason.NOT_ASKED}) <= 1 and reasons <= set(_REASONS)


def _symptom(
    wording: Wording,
    form: ReportForm | None,
    name: str,
    answers: list[ReportAnswer],
    grade: SymptomGrade | None,
    confirmed: Mapping[str, int],
) -> Data:
    said = several(
        f"{words.attribute(wording, str(each.attribute))} {_words(wording, form, each)}"
        if each.attribute is not Attribute.PRESENCE
        else _words(wording, form, each)
        for each in answers
    )
    by_team = confirmed.get(answers[0].item)
    return {
        "name": name,
        "grade": None if grade is None else grade.grade,
        "confirmed": None if by_team is None else wording.text("report-confirmed", grade=by_team),
        "words": said,
    }


def _words(wording: Wording, form: ReportForm | None, answer: ReportAnswer) -> str:
    if answer.missing is not None:
        reason = words.missing(wording, answer.missing)
        return reason if answer.sent is None else f"{answer.sent} ({reason})"
    question = (
        None
        if form is None
        else next(
            (
                each
                for each in form.questions
                if (each.item, each.attribute) == (answer.item, answer.attribute)
            ),
            None,
        )
    )
    found = None if question is None else question.words(answer.value)
    return found if found is not None else str(answer.value)


def _measures(wording: Wording, form: ReportForm | None, survey: ReportSurvey) -> list[list[str]]:
    """Weight, temperatures with their times, and the questions about the whole patient."""
    found = []
    if survey.weight_kg is not None:
        value = wording.text("file-measure-weight", value=wording.decimal(survey.weight_kg))
        found.append([words.symptom(wording, "weight"), value])
    if survey.temperatures:
        taken = several(
            f"{wording.celsius(each.value_c)} ({when(wording, each.measured_at)})"
            for each in survey.temperatures
        )
        found.append([words.symptom(wording, "temperature"), taken])
    for answer in survey.answers:
        name = words.symptom(wording, answer.item)
        if answer.item == "urgency":
            name = wording.text("report-urgency")
        is_said = answer.item in _IN_WORDS and (answer.value is not None or _is_refused(answer))
        if is_said or (answer.sent is not None and answer.attribute is None):
            found.append([name, _words(wording, form, answer)])
    return found


def _is_refused(answer: ReportAnswer) -> bool:
    return answer.missing is MissingReason.OPT_OUT
