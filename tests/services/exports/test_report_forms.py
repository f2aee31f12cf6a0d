"""A form in the words of a report: every question, every choice, both languages."""

import pytest

from services.contract.answer_content import OPT_OUT
from services.contract.enums import Attribute
from services.exports.report_forms import report_form
from tests.samples.report_surveys import form


@pytest.mark.parametrize(
    ("language", "wording", "words"),
    [
        ("fr", "Diarrhée : à quelle fréquence, ces 7 derniers jours ?", "jamais"),
        ("en", "Loose stools (diarrhoea): how often over the past 7 days?", "never"),
    ],
)
def test_a_question_and_its_choices_are_in_the_language_of_the_report(language, wording, words):
    found = {(each.item, each.attribute): each for each in report_form(form(), language).questions}
    question = found["diarrhoea", Attribute.FREQUENCY]

    assert question.wording == wording
    assert question.words(0) == words
    assert [each.value for each in question.options] == [0, 1, 2, 3, 4, OPT_OUT]


def test_questions_about_the_whole_patient_keep_the_codes_of_the_form():
    found = {each.link_id: each for each in report_form(form(), "fr").questions}

    assert [each.code for each in found["ecog"].options][:2] == ["LA9622-7", "LA9623-5"]
    assert [each.value for each in found["ecog"].options] == [0, 1, 2, 3, 4, OPT_OUT]
    assert [each.code for each in found["fall"].options] == ["no", "yes", "opt-out"]
    assert [each.code for each in found["urgency"].options] == ["can_wait", "urgent"]
    assert not found["weight"].options


def test_a_value_that_is_no_choice_has_no_words():
    assert report_form(form(), "fr").questions[0].words(9) is None
