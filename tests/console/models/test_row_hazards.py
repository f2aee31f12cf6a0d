"""A row that may not be overlooked: forgotten by its owner, or not to be opened."""

from datetime import timedelta
from typing import Any

import pytest

from resources.wording import Wording
from services.contract.enums import AlertState
from services.contract.patients import PatientLabel
from tests.console import made
from tests.console.models.test_row_text import said


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Accusée, sans suite"), ("en", "Acknowledged, no follow-up")],
)
def test_an_acknowledgement_without_follow_up_is_said_and_overdue(language: str, words: str):
    held: dict[str, Any] = {
        "state": AlertState.ACKNOWLEDGED,
        "due_at": None,
        "owner": made.person(),
    }
    waiting = said(language, **held, waits_until=made.NOW + timedelta(minutes=1))
    lapsed = said(language, **held, waits_until=made.NOW)

    assert (waiting.due, waiting.is_overdue) == (
        Wording(language).text("word-state-acknowledged"),
        False,
    )
    assert (lapsed.due, lapsed.is_overdue) == (words, True)
    assert words.lower() in lapsed.sentence


@pytest.mark.parametrize(
    ("language", "name", "content"),
    [
        ("fr", "Identité illisible", "Contenu illisible"),
        ("en", "Identity unreadable", "Content unreadable"),
    ],
)
def test_a_row_that_cannot_be_opened_says_so_and_invents_nothing(
    language: str, name: str, content: str
):
    nobody = made.patient(1).model_copy(
        update={"family_name": "", "given_name": "", "record_number": ""}
    )
    assert isinstance(nobody, PatientLabel)

    text = said(
        language, patient=nobody, identity_unreadable=True, content_unreadable=True, leads=[]
    )

    assert (text.family_name, text.given_name, text.age_sex) == (name, "", "")
    assert (text.lead, text.others, text.tooltip) == (content, (), "")
    assert name in text.sentence
    assert content in text.sentence
    assert "67" not in text.sentence
