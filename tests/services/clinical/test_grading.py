"""Grades of whole symptoms: what is imputed, what is missing, and why."""

from typing import Any

import pytest

from services.clinical.evaluate import Evaluation, evaluate
from services.clinical.questionnaire import by_key
from services.clinical.read_questionnaire import read_questionnaire
from services.contract.enums import AnswerOutcome
from services.contract.explanations import MissingReason, SymptomGrade
from tests.support.clinical_forms import content, default_rules, judge, questionnaire_document


def grade_of(evaluation: Evaluation, item: str) -> SymptomGrade:
    return next(grade for grade in evaluation.grades if grade.item == item)


def published_branching() -> dict[str, Any]:
    """Return the questionnaire as an imported form would branch: interference above severity 0."""
    document = questionnaire_document()
    for symptom in document["item"][0]["item"]:
        for question in symptom["item"]:
            if question["linkId"].endswith(".interference"):
                question["enableWhen"] = [
                    condition
                    for condition in question["enableWhen"]
                    if condition["answerCoding"]["code"] != "0"
                ]
    return document


@pytest.mark.parametrize(
    ("item", "answers", "grade", "missing"),
    [
        ("pain", {"frequency": 0}, 0, None),
        ("pain", {"frequency": 0, "severity": "opt_out"}, 0, None),
        ("pain", {"frequency": 3, "severity": 0, "interference": 0}, 1, None),
        ("pain", {"frequency": 3, "severity": 0}, None, MissingReason.NOT_COMPUTABLE),
        ("pain", {"frequency": "opt_out"}, None, MissingReason.OPT_OUT),
        ("pain", {"frequency": 2, "severity": "opt_out"}, None, MissingReason.OPT_OUT),
        ("pain", {"severity": 1, "interference": 1}, None, MissingReason.NOT_COMPUTABLE),
        ("pain", {}, None, MissingReason.NOT_ANSWERED),
        ("fatigue", {"severity": 0}, 0, None),
        ("constipation", {"severity": 4}, 3, None),
        ("rash", {"presence": 0}, None, MissingReason.PRESENCE_ONLY),
        ("rash", {}, None, MissingReason.NOT_ANSWERED),
    ],
)
def test_a_symptom_has_its_grade_or_the_reason_why_not(item, answers, grade, missing):
    found = grade_of(judge({item: answers}), item)

    assert (found.grade, found.missing, found.imputed) == (grade, missing, False)
    assert found.attributes == answers


def test_absent_is_not_no():
    assert grade_of(judge({"rash": {"presence": 0}}), "rash").presence is False
    assert grade_of(judge(), "rash").presence is None


def test_a_form_with_the_published_branching_has_its_gap_filled_and_flagged():
    imported = by_key([read_questionnaire(published_branching())])
    answer = content({"pain": {"frequency": 3, "severity": 0}})

    evaluation = evaluate(imported, default_rules(), answer, [])

    pain = grade_of(evaluation, "pain")
    assert (pain.grade, pain.imputed) == (1, True)
    assert evaluation.outcome is AnswerOutcome.NOTHING


def test_a_form_with_the_published_branching_grades_everything_else_as_published():
    imported = by_key([read_questionnaire(published_branching())])
    answer = content({"pain": {"frequency": 3, "severity": 2, "interference": 3}})

    pain = grade_of(evaluate(imported, default_rules(), answer, []), "pain")

    assert (pain.grade, pain.imputed) == (3, False)


def test_a_question_left_out_of_a_form_with_the_published_branching_is_not_filled():
    imported = by_key([read_questionnaire(published_branching())])
    answer = content({"pain": {"frequency": 2, "severity": 2}})

    pain = grade_of(evaluate(imported, default_rules(), answer, []), "pain")

    assert (pain.grade, pain.imputed) == (None, False)
