"""Questionnaires in words: a line of the list, and every question of one of them."""

from __future__ import annotations

from collections.abc import Iterator

from console.models.explain import Sentence, explain
from console.models.identity_text import free_text
from console.models.survey_text import survey_marks
from resources import words
from resources.wording import NO_BREAK, Wording
from services.contract.alerts import AnsweredSurvey, AnsweredSymptom
from services.contract.enums import Channel
from services.contract.explanations import MissingReason
from services.contract.patient_file import AnsweredQuestion, SurveyFile, SurveyLine
from widgets.line_list import LineLook
from widgets.text_table import TextRow

_CHANNEL_ICONS = {
    Channel.WEB: "device-mobile",
    Channel.PHONE: "phone",
    Channel.API: "database",
}
_NOT_REPLIED = frozenset({MissingReason.NOT_ANSWERED.value, MissingReason.NOT_COMPUTABLE.value})


def survey_line(w: Wording, line: SurveyLine) -> LineLook:
    """One questionnaire in the list; what was corrected or taken back is struck through."""
    level = ""
    if line.alert_level is not None and line.alert_kind is not None:
        is_technical = line.alert_kind == "technical"
        level = "technical" if is_technical else line.alert_level.value
    is_over = line.replaced_by is not None or line.withdrawn_at is not None
    title, detail = survey_title(w, line), " · ".join(_facts(w, line))
    unfinished = w.text("triage-unfinished") if line.is_unfinished else ""
    worst = "" if line.worst is None else w.text("file-survey-worst", grade=line.worst)
    return LineLook(
        key=str(line.id),
        icon=_CHANNEL_ICONS[line.channel],
        title=title,
        detail=detail,
        level=level,
        grade=line.worst,
        is_struck=is_over,
        tag=unfinished,
        sentence=". ".join(part for part in (title, unfinished, worst, detail) if part),
    )


def survey_title(w: Wording, line: SurveyLine) -> str:
    """`mar. 18-nov.-2025 08:09`."""
    day = w.local(line.authored_at).date()
    return f"{w.weekday(day)} {w.date(day)} {w.time(line.authored_at)}"


def _facts(w: Wording, line: SurveyLine) -> Iterator[str]:
    yield words.channel(w, line.channel)
    if line.by is not None:
        yield w.text("file-survey-by", name=words.short_name(line.by.name))
    yield w.text("file-survey-answered", answered=line.answered, asked=line.asked)
    if line.alert_level is not None and line.alert_kind is not None:
        yield words.level(w, line.alert_level, line.alert_kind)
    if line.is_late:
        yield w.text("file-survey-late")
    if line.replaces is not None:
        yield w.text("file-survey-corrects")
    if line.replaced_by is not None:
        yield w.text("file-survey-corrected")
    if line.withdrawn_at is not None:
        yield w.text("file-survey-withdrawn", at=w.day_time(line.withdrawn_at))


def survey_facts(w: Wording, found: SurveyFile) -> str:
    """How it came, how much of it was answered, and by which form."""
    facts = [*_facts(w, found.line)]
    version = found.line.questionnaire_version
    facts.append(w.text("file-survey-form", version=version or w.text("triage-unknown")))
    return " · ".join(facts)


def marks(w: Wording, found: SurveyFile) -> tuple[str, ...]:
    """What sets it apart: versions, lateness, a form that is not known, what cannot be opened."""
    told = () if found.survey is None else survey_marks(w, found.survey)
    if found.survey is None:
        told = (*told, w.text("row-content-unreadable"))
    elif not found.questions:
        told = (*told, w.text("file-survey-unknown-form"))
    if found.wording_language != w.language and found.questions:
        key = f"triage-language-{found.wording_language}"
        told = (*told, w.text("file-survey-language", language=w.text(key)))
    return told


def rule_sentences(w: Wording, found: SurveyFile) -> tuple[Sentence, ...]:
    """What the rules said of it, each with the version of the rule that said so."""
    if found.explanation is None:
        return ()
    why = explain(w, found.explanation, found.line.authored_at)
    plain = (*why.problems, *why.muted, *why.not_answered)
    return (*why.main, *why.also, *(Sentence(text, "") for text in plain))


def measure_lines(w: Wording, survey: AnsweredSurvey) -> str:
    """Temperatures as the patient gave them."""
    readings = [
        w.text(
            "triage-temperature-at",
            value=w.celsius(reading.value_c),
            at=w.day_time(reading.measured_at),
        )
        for reading in survey.temperatures
    ]
    return w.text("triage-temperatures", readings=" · ".join(readings)) if readings else ""


def headers(w: Wording) -> tuple[str, str, str]:
    """Over the questions."""
    return w.text("file-question"), w.text("file-answer"), w.text("file-answer-before")


def question_rows(w: Wording, found: SurveyFile) -> tuple[TextRow, ...]:
    """Every question in its exact wording under the grade of its symptom."""
    symptoms = {} if found.survey is None else {each.item: each for each in found.survey.symptoms}
    rows: list[TextRow] = []
    item = ""
    for question in found.questions:
        if question.item != item:
            item = question.item
            rows.append(_head(w, item, symptoms.get(item)))
        rows.append(_question(w, question))
    return tuple(rows)


def _head(w: Wording, item: str, symptom: AnsweredSymptom | None) -> TextRow:
    name = words.symptom(w, item)
    if symptom is None:
        return TextRow((name, "", ""), is_head=True)
    now = _graded(w, symptom.now, symptom.now_missing, symptom.presence_now)
    before = _graded(w, symptom.before, symptom.before_missing, symptom.presence_before)
    moved = _moved(w, symptom.change)
    shown = f"{now}   {moved}".strip()
    return TextRow((name, shown, before), f"{name}, {now}, {moved}", is_head=True)


def _graded(w: Wording, grade: int | None, missing: str | None, presence: bool | None) -> str:
    if grade is not None:
        return words.about(grade)
    if presence is not None:
        return w.text("triage-present" if presence else "triage-absent")
    return "" if missing is None else words.missing(w, missing)


def _moved(w: Wording, change: int | None) -> str:
    if change is None:
        return ""
    if change > 0:
        return f"{w.signed(change)}{NO_BREAK}{w.text('triage-worse')}"
    if change < 0:
        return f"{w.signed(change)}{NO_BREAK}{w.text('triage-better')}"
    return f"= {w.text('triage-stable')}"


def _question(w: Wording, question: AnsweredQuestion) -> TextRow:
    """What is not answered says so; what came and is no answer is shown as it came."""
    if question.answer is not None:
        answer = free_text(w, question.answer) if question.missing else question.answer
    elif question.missing in _NOT_REPLIED or question.missing is None:
        answer = w.text("file-not-replied")
    else:
        answer = words.missing(w, question.missing)
    before = question.before or ""
    is_changed = bool(before) and before != answer
    return TextRow(
        (question.wording, answer, before),
        w.text("file-question-spoken", question=question.wording, answer=answer, before=before),
        quiet=(2,) if question.answer is not None else (1, 2),
        strong=(1,) if is_changed else (),
    )
