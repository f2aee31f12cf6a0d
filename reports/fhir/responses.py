"""Each questionnaire as a `QuestionnaireResponse`, in the codes of the document that was answered.

What a patient did not say is one of four (`ABSENCES`) and never a value: not asked, asked and not
answered, preferred not to say, and sent but no answer to this question.
"""

from collections.abc import Iterator
from typing import Final

from reports.fhir.parts import (
    Resource,
    begin,
    instant,
    own_identifier,
    quantity,
    refer,
    without_nothing,
)
from reports.fhir.published import OPT_OUT, Asked, Published, published
from services.contract.alerts import AnsweredTemperature
from services.contract.explanations import MissingReason
from services.contract.fhir_systems import ABSENT, REPLACES
from services.contract.report_content import ReportAnswer, ReportSurvey
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report

ABSENCES: Final = {
    MissingReason.NOT_ASKED: "not-asked",
    MissingReason.NOT_ANSWERED: "asked-unknown",
    MissingReason.OPT_OUT: "asked-declined",
    MissingReason.NOT_COMPUTABLE: "as-text",
    MissingReason.PRESENCE_ONLY: "not-applicable",
}
MASKED: Final = "masked"
"""The words of a comment in a report that was asked for without comments."""
_UNKNOWN: Final = "unknown"
_TEMPERATURE: Final = "temperature"
_TEMPERATURE_VALUE: Final = "temperature-value"
_COMMENT: Final = "comment"
_NUMBERS: Final = {"weight": ("kg", "kg")}
_SENT: Final = "sent"
"""The item of what came and has no place in the form."""


def responses(report: Report) -> list[Resource]:
    """All of them, in the order of the report."""
    return [response(report, each) for each in report.surveys]


def response(report: Report, survey: ReportSurvey) -> Resource:
    """One version of one questionnaire."""
    line = survey.line
    form = published(line.questionnaire, line.questionnaire_version)
    patient = refer(report, "Patient", report.patient.label.id)
    author = patient if line.by is None else refer(report, "Practitioner", line.by.id)
    items = [*_items(report, survey, form), *_as_sent(survey)]
    return begin(report, "QuestionnaireResponse", line.id) | without_nothing(
        {
            "language": survey.language,
            "extension": _replaces(report, survey),
            "identifier": own_identifier(line.id),
            "questionnaire": None if form is None else form.canonical,
            "status": status(survey),
            "subject": patient,
            "authored": instant(line.authored_at),
            "author": author,
            "source": patient,
            "item": items,
        }
    )


def status(survey: ReportSurvey) -> str:
    """What a reader may do with it: what does not stand any more must not be counted."""
    if not survey.is_current:
        return "entered-in-error"
    if survey.line.is_unfinished:
        return "stopped"
    return "amended" if survey.line.replaces is not None else "completed"


def _replaces(report: Report, survey: ReportSurvey) -> list[Resource]:
    """The version before, by reference where the report holds it, else by its identifier."""
    before = survey.line.replaces
    if before is None:
        return []
    if any(each.line.id == before for each in report.surveys):
        return [{"url": REPLACES, "valueReference": refer(report, "QuestionnaireResponse", before)}]
    return [{"url": REPLACES, "valueReference": {"identifier": own_identifier(before)}}]


def _items(report: Report, survey: ReportSurvey, form: Published | None) -> list[Resource]:
    if form is None or not survey.answers:
        return []
    return list(_Writer(report, survey).items(form.parts))


class _Writer:
    """Writes the answers of one survey into the places of its form."""

    def __init__(self, report: Report, survey: ReportSurvey) -> None:
        self._survey = survey
        self._answers = {
            (each.item, None if each.attribute is None else each.attribute.value): each
            for each in survey.answers
        }
        self._has_words = ReportBlock.COMMENTS in report.blocks

    def items(self, parts: tuple[Asked, ...]) -> Iterator[Resource]:
        for asked in parts:
            if asked.item == _TEMPERATURE:
                yield from self._temperatures(asked)
            elif asked.parts:
                if inner := list(self.items(asked.parts)):
                    yield {"linkId": asked.link_id, "item": inner}
            else:
                yield from self._question(asked)

    def _question(self, asked: Asked) -> Iterator[Resource]:
        answer = self._answers.get((asked.item or "", asked.attribute))
        if answer is None:
            return
        item: Resource = {"linkId": asked.link_id}
        if asked.item == _COMMENT:
            answer = self._comment(answer)
            if answer.value is not None and not self._has_words:
                yield item | absence(MASKED)
                return
        if answer.missing is not None:
            yield item | _missing(asked, answer)
        elif (value := _value(asked, answer)) is not None:
            yield item | {"answer": [value]}

    def _comment(self, answer: ReportAnswer) -> ReportAnswer:
        """The words as they stand in the third block, where they are there."""
        words = self._survey.comment
        return (
            answer if words is None else answer.model_copy(update={"value": words, "missing": None})
        )

    def _temperatures(self, group: Asked) -> Iterator[Resource]:
        for taken in self._survey.temperatures:
            yield {"linkId": group.link_id, "item": [_reading(each, taken) for each in group.parts]}
        answer = self._answers.get((_TEMPERATURE, None))
        if not self._survey.temperatures and answer is not None and answer.missing is not None:
            yield {"linkId": group.link_id} | _missing(group, answer)


def _reading(asked: Asked, taken: AnsweredTemperature) -> Resource:
    is_value = any(each["code"] == _TEMPERATURE_VALUE for each in asked.codes)
    said = (
        {"valueQuantity": quantity(taken.value_c, "°C", "Cel")}
        if is_value
        else {"valueDateTime": instant(taken.measured_at)}
    )
    return {"linkId": asked.link_id, "answer": [said]}


def _value(asked: Asked, answer: ReportAnswer) -> Resource | None:
    value = answer.value
    if value is None:
        return None
    if asked.choices:
        choice = asked.choices.get(value)
        return {"valueString": str(value)} if choice is None else {"valueCoding": choice}
    if isinstance(value, str):
        return {"valueString": value}
    unit, code = _NUMBERS.get(answer.item, ("1", "1"))
    return {"valueQuantity": quantity(value, unit, code)}


def _missing(asked: Asked, answer: ReportAnswer) -> Resource:
    """Why there is no answer; a refusal is the choice that the form offers for it."""
    if answer.missing is MissingReason.OPT_OUT and OPT_OUT in asked.choices:
        return {"answer": [{"valueCoding": asked.choices[OPT_OUT]}]}
    reason = absence(ABSENCES.get(answer.missing or MissingReason.NOT_ANSWERED, _UNKNOWN))
    if answer.sent is not None:
        return reason | {"item": [{"linkId": f"{asked.link_id}.{_SENT}", "text": answer.sent}]}
    return reason


def absence(code: str) -> Resource:
    """An item without an answer, and why."""
    return {"extension": [{"url": ABSENT, "valueCode": code}]}


def _as_sent(survey: ReportSurvey) -> Iterator[Resource]:
    """What came as it came, where no form gives it a place."""
    if not survey.as_sent:
        return
    yield {
        "linkId": _SENT,
        "item": [
            {
                "linkId": f"{_SENT}.{place}",
                "text": " ".join(filter(None, (each.item, each.attribute))),
                "answer": [{"valueString": each.value}],
            }
            for place, each in enumerate(survey.as_sent, 1)
        ],
    }
