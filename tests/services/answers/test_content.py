"""When two contents are one answer, and when an instant can be believed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.answers.content import as_sent, meaning
from services.answers.timing import timing_of
from services.contract.answer_content import AnswerContent
from tests.support.answers import answer_content

NOW = datetime(2025, 11, 18, 9, 42, tzinfo=UTC)


def test_every_word_counts():
    said = meaning(AnswerContent.model_validate(answer_content()))
    others: list[dict[str, Any]] = [
        {"comment": "x"},
        {"urgency": "urgent"},
        {"authored_at": "2025-11-18T09:31:00Z"},
        {"temperatures": [{"value": 37.0}]},
        {"symptoms": {"pain": {"frequency": 1}}},
    ]

    different = {meaning(AnswerContent.model_validate(answer_content(**each))) for each in others}

    assert said not in different
    assert len(different) == len(others)


def test_the_same_instant_in_another_zone_is_the_same_answer():
    summer, winter = "2025-11-18T10:30:00+01:00", "2025-11-18T09:30:00Z"

    bodies = {
        meaning(AnswerContent.model_validate(answer_content(authored_at=each)))
        for each in (summer, winter)
    }

    assert len(bodies) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"pain": {"frequency": 2}}, {"pain": {"frequency": 2.0}}),
        ({"pain": {"frequency": 2}}, {"pain": {"frequency": 2, "severity": None}}),
    ],
)
def test_another_way_to_write_the_same_is_the_same_answer(one, other):
    first, second = (AnswerContent.model_validate(answer_content(each)) for each in (one, other))

    assert meaning(first) == meaning(second)
    assert as_sent(first) != as_sent(second)


def test_the_language_of_the_form_does_not_make_another_answer():
    french, english = (
        AnswerContent.model_validate(answer_content(language=each)) for each in ("fr", "en")
    )

    assert meaning(french) == meaning(english)


@pytest.mark.parametrize(
    ("claimed", "used", "is_plausible"),
    [
        (NOW, NOW, True),
        (NOW - timedelta(days=40), NOW - timedelta(days=40), True),
        (NOW - timedelta(days=100), NOW - timedelta(days=100), True),
        # Before the episode: a clock that is behind would hide what the answer is compared with.
        (NOW - timedelta(days=101), NOW, False),
        (NOW + timedelta(seconds=300), NOW + timedelta(seconds=300), True),
        (NOW + timedelta(seconds=301), NOW, True),
        ("demain", NOW, True),
        (None, NOW, True),
    ],
)
def test_reception_stands_in_for_an_instant_that_cannot_be_believed(claimed, used, is_plausible):
    content = AnswerContent.model_validate({"authored_at": claimed})

    timing = timing_of(content, NOW, NOW - timedelta(days=100), ahead_limit_s=300)

    assert (timing.authored_at, timing.is_plausible) == (used, is_plausible)
