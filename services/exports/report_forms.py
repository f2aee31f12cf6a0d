"""A version of a questionnaire in the words of a report."""

from collections.abc import Iterable, Iterator
from typing import Final

from services.clinical.questionnaire import (
    ChoiceQuestion,
    Option,
    Questionnaire,
    UrgencyQuestion,
    Wording,
)
from services.contract.answer_content import OPT_OUT
from services.contract.notices import Language
from services.contract.report_content import ReportForm, ReportOption, ReportQuestion

_OPT_OUT_CODE: Final = "opt-out"


def report_form(form: Questionnaire, language: Language) -> ReportForm:
    """Its questions in their order, in a language or else in the form's own."""
    return ReportForm(
        questionnaire=form.key.name,
        version=form.key.version,
        url=form.url,
        questions=(*_of_symptoms(form, language), *_of_measures(form, language)),
    )


def _of_symptoms(form: Questionnaire, language: str) -> Iterator[ReportQuestion]:
    for item in form.items.values():
        for question in item.questions.values():
            yield ReportQuestion(
                link_id=question.link_id,
                item=question.key.item,
                attribute=question.key.attribute,
                wording=question.wording.text(language),
                options=tuple(_by_value(question.options, language)),
            )


def _by_value(options: Iterable[Option], language: str) -> Iterator[ReportOption]:
    for each in options:
        code = _OPT_OUT_CODE if each.value == OPT_OUT else str(each.value)
        yield ReportOption(code=code, value=each.value, words=each.wording.text(language))


def _of_measures(form: Questionnaire, language: str) -> Iterator[ReportQuestion]:
    if form.temperature is not None:
        yield _single("temperature", form.temperature.wording, language)
    if form.weight is not None:
        yield _single("weight", form.weight.wording, language)
    for name, asked in (("ecog", form.ecog), ("fall", form.fall)):
        if asked is not None:
            yield _single(name, asked.wording, language, _by_code(asked, language))
    if form.urgency is not None:
        yield _single("urgency", form.urgency.wording, language, _urgency(form.urgency, language))
    if form.comment is not None:
        yield _single("comment", form.comment, language)


def _single(
    name: str, wording: Wording, language: str, options: Iterable[ReportOption] = ()
) -> ReportQuestion:
    return ReportQuestion(
        link_id=name,
        item=name,
        attribute=None,
        wording=wording.text(language),
        options=tuple(options),
    )


def _by_code(asked: ChoiceQuestion, language: str) -> Iterator[ReportOption]:
    words = {each.value: each.wording.text(language) for each in asked.options}
    for code, value in asked.values.items():
        yield ReportOption(code=code, value=value, words=words[value])


def _urgency(asked: UrgencyQuestion, language: str) -> Iterator[ReportOption]:
    for value, wording in asked.options.items():
        yield ReportOption(code=value.value, value=value.value, words=wording.text(language))
