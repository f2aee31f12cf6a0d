"""The questions of a questionnaire: their order, their branches, and what is sent of them."""

from datetime import UTC, datetime

import pytest

from console.stores.answer_making import Source, content_of
from console.stores.asking import NotUnderstood, read_form
from resources.locate import read_json
from services.clinical.questionnaire import QuestionKey, Value
from services.clinical.read_questionnaire import read_questionnaire
from services.contract.questionnaire_form import QuestionnaireForm

AT = datetime(2025, 11, 18, 9, 42, tzinfo=UTC)
SOURCE = Source("vigie-weekly", "1.1.0", "fr")


def _document(version: str = "1.1.0"):
    return read_json("questionnaires", f"vigie-weekly-{version}.json")


@pytest.fixture(scope="module")
def form():
    """The released questionnaire."""
    return read_form(QuestionnaireForm.model_validate(_document()))


@pytest.mark.parametrize("first", ["0", "1", "4", "opt-out", None])
def test_branches_are_those_of_the_clinical_core(form, first):
    core = read_questionnaire(_document())
    value: Value | None = None
    if first is not None:
        value = "opt_out" if first == "opt-out" else int(first)
    for item, known in core.items.items():
        lead = next(iter(known.questions.values()))
        answers = {} if first is None else {lead.link_id: first}
        held = {} if value is None else {QuestionKey(item, lead.key.attribute): value}
        asked = {each.link_id for each in form.asked(answers)}
        for question in known.questions.values():
            assert (question.link_id in asked) is core.is_asked(question.key, held)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_words_are_exactly_those_of_the_version(form, language):
    core = read_questionnaire(_document())
    words = {
        question.link_id: question.wording.text(language)
        for item in core.items.values()
        for question in item.questions.values()
    }
    shown = {each.link_id: each.words.text(language) for each in form.questions}

    assert words.items() <= shown.items()


def test_the_version_before_can_be_asked_too():
    assert read_form(QuestionnaireForm.model_validate(_document("1.0.0"))).questions


def test_nothing_is_sent_that_was_not_answered(form):
    content = content_of(form, SOURCE, {}, AT)

    assert content.items == {}
    assert (content.urgency, content.comment, content.weight, content.ecog) == (None,) * 4
    assert content.temperatures == []


def test_an_answer_whose_question_is_no_longer_asked_is_not_sent(form):
    answers = {"pain.frequency": "2", "pain.severity": "3", "pain.interference": "1"}
    assert content_of(form, SOURCE, answers, AT).items["pain"] == {
        "frequency": 2,
        "severity": 3,
        "interference": 1,
    }

    content = content_of(form, SOURCE, answers | {"pain.frequency": "0"}, AT)
    assert content.items["pain"] == {"frequency": 0}


def test_choices_become_the_values_that_rules_read(form):
    answers = {
        "fatigue.severity": "opt-out",
        "ecog": "LA9624-3",
        "fall": "opt-out",
        "urgency": "urgent",
        "weight": "61,5",
        "temperature": "38,4@2025-11-18T08:00:00+01:00;39@2025-11-18T09:00:00+01:00",
        "comment": "  mal au ventre ",
    }
    content = content_of(form, SOURCE, answers, AT)

    assert content.items == {"fatigue": {"severity": "opt_out"}}
    assert (content.ecog, content.fall, content.urgency) == (2, "opt_out", "urgent")
    assert content.weight is not None
    assert content.weight.value == 61.5
    assert [reading.value for reading in content.temperatures] == [38.4, 39.0]
    assert content.temperatures[0].measured_at == datetime(2025, 11, 18, 7, 0, tzinfo=UTC)
    assert content.comment == "mal au ventre"


def test_a_question_that_cannot_be_asked_is_not_left_out():
    document = QuestionnaireForm.model_validate(_document())
    odd = document.item[-1].model_copy(update={"code": (), "type": "attachment"})

    with pytest.raises(NotUnderstood):
        read_form(document.model_copy(update={"item": (*document.item, odd)}))
