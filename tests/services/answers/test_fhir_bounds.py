"""A FHIR body costs no more than one of ours, and its refusal names whose answer it was."""

from typing import Any

import pytest

from services.answers.fhir_envelope import MOST_ENTRIES
from services.db.tables.edge import JournalEntry
from tests.services.answers.test_fhir_receiving import codes
from tests.support.fhir_answers import REPLACES, as_body, question, quiet, with_items

_MODIFIER = {"url": "https://elsewhere.example/not"}


@pytest.mark.parametrize(
    "name",
    ["empty answers", "empty items", "extensions", "modifiers", "contained", "nested lists"],
)
def test_a_body_of_very_many_entries_is_refused_before_they_are_built(sqlite_intake, name):
    """Hazard: a sender gone wild takes twelve seconds of the service for every request."""
    many: dict[str, dict[str, Any]] = {
        "empty answers": {"item": [question("ecog", *[{}] * 240_000)]},
        "empty items": {"item": [{}] * 240_000},
        "extensions": {"extension": [{"url": REPLACES}] * 10_001},
        "modifiers": {"modifierExtension": [_MODIFIER] * 10_001},
        "contained": {"contained": [{}] * 10_001},
        "nested lists": {"meta": {"tag": [[[{}] * 100]] * 101}},
    }
    body = as_body(quiet(sqlite_intake.patient, **many[name]))

    refused = sqlite_intake.send_fhir(body)

    assert (refused.status_code, codes(refused)) == (413, ["too_large"])
    assert refused.json()["issue"][0]["code"] == "too-long"
    assert str(MOST_ENTRIES) in refused.json()["issue"][0]["diagnostics"]
    assert sqlite_intake.stored()["answer"] == 0


def test_as_many_entries_as_are_allowed_are_taken(sqlite_intake):
    empty = question("ecog", *[{}] * (MOST_ENTRIES - 200))

    sent = sqlite_intake.send_fhir(with_items(sqlite_intake.patient, empty))

    assert (sent.status_code, codes(sent)) == (201, ["technical"])


@pytest.mark.parametrize(
    "changes",
    [{"answers": []}, {"status": 1}, {"contained": [{}] * 10_001}],
)
def test_the_journal_says_whose_answer_was_refused(sqlite_intake, changes):
    """Hazard: an answer was not taken, and nobody can find out of whom."""
    refused = sqlite_intake.send_fhir(quiet(sqlite_intake.patient, **changes))

    assert refused.status_code in {413, 422}
    [entry] = sqlite_intake.journal("submit_questionnaire_response")
    assert entry.outcome != "done"
    assert entry.patient_id == sqlite_intake.patient


@pytest.mark.parametrize("subject", [{"reference": "Patient/x"}, {"reference": 7}, [], None])
def test_a_subject_that_is_none_is_refused_like_the_rest(sqlite_intake, subject):
    refused = sqlite_intake.send_fhir(quiet(sqlite_intake.patient, subject=subject))

    assert refused.status_code == 422
    [entry] = sqlite_intake.journal("submit_questionnaire_response")
    assert isinstance(entry, JournalEntry)
    assert entry.patient_id is None
