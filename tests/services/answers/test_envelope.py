"""Envelope or content (decision 9): a refusal leaves nothing, what is accepted is never dropped."""

import json
from typing import Any

import pytest

from tests.support.answers import answer_content, answer_json

NOTHING = {"answer": 0, "symptom_grade": 0, "alert": 0, "worklist_entry": 0, "idempotency": 0}


def changed(**changes: Any) -> bytes:
    return answer_json(**changes)


def without(*fields: str) -> bytes:
    return json.dumps({k: v for k, v in answer_content().items() if k not in fields}).encode()


def in_text(old: str, new: str) -> bytes:
    """A body that no JSON writer would make."""
    text = answer_json().decode()
    assert old in text
    return text.replace(old, new, 1).encode()


MALFORMED = {
    "not json": (b"{", 400),
    "json with more behind it": (answer_json() + b"}", 400),
    "not utf-8": (b'{"comment": "\xff"}', 400),
    "lone surrogate": (b'{"comment": "\\ud800"}', 400),
    "a list": (b"[]", 422),
    "a text": (b'"x"', 422),
    "null": (b"null", 422),
    "nan": (in_text('"urgency": "can_wait"', '"urgency": NaN'), 422),
    "not a number": (in_text('"temperatures": []', '"temperatures": [{"value": NaN}]'), 422),
    "infinite": (in_text('"temperatures": []', '"temperatures": [{"value": 1e999}]'), 422),
    "infinite attribute": (in_text('"frequency": 0', '"frequency": -1e999'), 422),
    "unknown top-level field": (changed(amends="01a"), 422),
    "questionnaire of a wrong type": (changed(questionnaire=3), 422),
    "version of a wrong type": (changed(version=1.0), 422),
    "correction of a wrong type": (changed(replaces=1), 422),
    "items as a list": (changed(items=[]), 422),
    "a symptom as a number": (changed(symptoms={"diarrhoea": 3}), 422),
    "an attribute as a list": (changed(symptoms={"diarrhoea": {"frequency": [3]}}), 422),
    "an attribute as a boolean": (changed(symptoms={"diarrhoea": {"frequency": True}}), 422),
    "temperatures as one number": (changed(temperatures=38.9), 422),
    "a temperature as a text": (changed(temperatures=[{"value": "38.9"}]), 422),
    "urgency as a boolean": (changed(urgency=True), 422),
    "comment as a number": (changed(comment=1), 422),
    "comment too long": (changed(comment="x" * 4001), 422),
    "too many symptoms": (changed(items={f"s{n}": {} for n in range(201)}), 422),
    "too many attributes": (changed(symptoms={"pain": {f"a{n}": 0 for n in range(11)}}), 422),
    "too many temperatures": (changed(temperatures=[{"value": 37.0}] * 51), 422),
    "an attribute twice": (in_text('"frequency": 0', '"frequency": 4, "frequency": 0'), 400),
    "a symptom twice": (in_text('"items": {', '"items": {"pain": {"severity": 4}, '), 400),
    "too much unread": (changed(unread=[{"place": "x", "value": "y"}] * 2001), 422),
    "unread without words": (changed(unread=[{"place": "x"}]), 422),
    "a field twice": (in_text('"temperatures"', '"urgency": "urgent", "temperatures"'), 400),
    "a temperature twice": (
        in_text('"temperatures": []', '"temperatures": [{"value": 39.5, "value": 37.0}]'),
        400,
    ),
    "a number of 5,000 digits": (in_text('"frequency": 0', '"frequency": ' + "9" * 5000), 400),
    "too deep": (b'{"items":' + b"[" * 30 + b"]" * 30 + b"}", 400),
    "too large": (b'{"comment": "' + b"x" * 1_000_001 + b'"}', 413),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_broken_envelope_is_refused_and_leaves_nothing(sqlite_intake, name):
    body, status = MALFORMED[name]

    response = sqlite_intake.send(body)

    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert sqlite_intake.stored() == NOTHING


def test_broken_envelopes_leave_nothing_on_postgresql_either(postgres_intake):
    statuses = {
        name: postgres_intake.send(body).status_code for name, (body, _) in MALFORMED.items()
    }

    assert statuses == {name: status for name, (_, status) in MALFORMED.items()}
    assert postgres_intake.stored() == NOTHING


SEVERE = {"diarrhoea": {"frequency": 4}}
UNINTERPRETABLE = {
    "nothing at all": (b"{}", "unknown_questionnaire"),
    "no body": (b"", "unknown_questionnaire"),
    "no questionnaire": (without("questionnaire"), "unknown_questionnaire"),
    "unknown questionnaire": (changed(questionnaire="other"), "unknown_questionnaire"),
    "no version": (without("version"), "unknown_version"),
    "unknown version": (changed(version="9.9.9"), "unknown_version"),
    "unknown symptom": (changed(symptoms={"hiccups": {"severity": 3}}), "unknown_item"),
    "a symptom without the form of a code": (
        changed(symptoms={"Très mal !": {"severity": 3}}),
        "unknown_item",
    ),
    "unknown attribute": (
        changed(symptoms={"diarrhoea": {"frequency": 0, "colour": 1}}),
        "unknown_attribute",
    ),
    "above the scale": (changed(symptoms={"diarrhoea": {"frequency": 5}}), "value_out_of_range"),
    "below the scale": (changed(symptoms={"diarrhoea": {"frequency": -1}}), "value_out_of_range"),
    "between two answers": (
        changed(symptoms={"diarrhoea": {"frequency": 2.5}}),
        "value_out_of_range",
    ),
    "an enormous number": (
        changed(symptoms={"diarrhoea": {"frequency": 10**300}}),
        "value_out_of_range",
    ),
    "a word for a number": (changed(symptoms={"diarrhoea": {"frequency": "lots"}}), "value_type"),
    "a required symptom is missing": (changed(items={}), "missing_required"),
    "a required attribute is missing": (
        changed(symptoms={"vomiting": {"frequency": 2}}),
        "missing_required",
    ),
    "a severe answer without a grade": (
        changed(symptoms={"pain": {"severity": 4}}),
        "grade_not_computable",
    ),
    "unknown urgency": (changed(urgency="now!"), "unknown_urgency"),
    "a temperature in another unit": (
        changed(temperatures=[{"value": 102.0, "unit": "[degF]"}]),
        "unit_unknown",
    ),
    "an impossible temperature": (
        changed(temperatures=[{"value": 389, "measured_at": "2025-11-18T09:00:00Z"}]),
        "temperature_out_of_range",
    ),
    "a temperature without its time": (changed(temperatures=[{"value": 37.0}]), "missing_required"),
    "no time": (without("authored_at"), "unreadable_time"),
    "a time without a zone": (changed(authored_at="2025-11-18T09:30:00"), "unreadable_time"),
    "a time that is none": (changed(authored_at="hier soir"), "unreadable_time"),
    "something that the form has no place for": (
        changed(unread=[{"place": "Hoquet", "value": "tout le temps"}]),
        "not_understood",
    ),
    "a clock that lost its battery": (
        changed(authored_at="1970-01-01T00:00:00Z"),
        "unreadable_time",
    ),
}


@pytest.mark.parametrize("name", UNINTERPRETABLE)
def test_content_that_cannot_be_read_is_kept_and_shown_to_a_person(sqlite_intake, name):
    body, problem = UNINTERPRETABLE[name]

    response = sqlite_intake.send(body)

    receipt = response.json()
    assert response.status_code == 201, response.text
    assert (receipt["outcome"], receipt["level"]) == ("technical", "critical")
    assert problem in sqlite_intake.problems(receipt["alert_id"])
    stored = sqlite_intake.stored()
    assert (stored["answer"], stored["alert"], stored["worklist_entry"]) == (1, 1, 1)


def test_content_that_cannot_be_read_is_kept_on_postgresql_too(postgres_intake):
    outcomes = [
        postgres_intake.send(body).json()["outcome"] for body, _ in UNINTERPRETABLE.values()
    ]

    assert set(outcomes) == {"technical"}
    # Two of them are the same words: no body, and a body without anything in it.
    stored = postgres_intake.stored()
    assert stored["answer"] == stored["alert"] == len(UNINTERPRETABLE) - 1


def test_a_technical_alert_stands_above_a_critical_one(intake):
    critical = intake.send(answer_json(SEVERE), patient=intake.service.centre.patients[1]).json()
    technical = intake.send(b"{}").json()

    page = intake.service.client.get(
        "/api/v1/worklist?view=todo", headers=intake.service.as_("nurse")
    ).json()

    assert critical["level"] == "critical"
    assert [row["alert_id"] for row in page["items"]] == [
        technical["alert_id"],
        critical["alert_id"],
    ]
    assert page["items"][0]["rank"] == 0


def test_what_came_unread_can_be_read_again_in_full(intake):
    """The alert shows the words of the patient even where the rest means nothing."""
    receipt = intake.send(changed(questionnaire="other", comment="Je saigne")).json()

    assert intake.detail(receipt["alert_id"])["survey"]["comment"] == "Je saigne"


def test_one_bad_answer_does_not_hold_up_the_next(intake):
    intake.send(b"{}")

    receipt = intake.send(answer_json(SEVERE)).json()

    assert receipt["outcome"] == "alert"
    assert receipt["level"] == "critical"
