"""When two contents are one answer, and when an instant can be believed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.answers.content import HASH_PURPOSE, canonical, content_hash
from services.answers.timing import timing_of
from services.contract.answer_content import AnswerContent
from services.ids import new_id
from services.security.ciphers import KeyedHash
from tests.support.answers import answer_content

NOW = datetime(2025, 11, 18, 9, 42, tzinfo=UTC)
KEYED = KeyedHash(b"k" * 32, HASH_PURPOSE)
PATIENT = new_id()


def hashed(authored_at, received_at=NOW, patient=PATIENT, keyed=KEYED):
    return content_hash(keyed, patient, b"the same words", authored_at, received_at)


@pytest.mark.parametrize(
    ("authored_at", "later", "same"),
    [
        (NOW - timedelta(hours=1), timedelta(days=2), True),
        (NOW - timedelta(hours=1), timedelta(days=6), True),
        # Untrusted instants: the week of reception tells the window (18 November is a Tuesday).
        (None, timedelta(days=5), True),
        (None, timedelta(days=6), False),
        (NOW - timedelta(days=400), timedelta(days=5), True),
        (NOW - timedelta(days=400), timedelta(days=6), False),
        (NOW + timedelta(days=30), timedelta(days=6), False),
    ],
)
def test_a_repetition_is_recognised_within_its_window(authored_at, later, same):
    assert (hashed(authored_at) == hashed(authored_at, NOW + later)) is same


def test_the_hash_tells_neither_the_patient_nor_the_words_without_the_key():
    assert hashed(NOW) != hashed(NOW, patient=new_id())
    assert hashed(NOW) != hashed(NOW, keyed=KeyedHash(b"l" * 32, HASH_PURPOSE))


def test_every_word_counts():
    said = canonical(AnswerContent.model_validate(answer_content()))
    others: list[dict[str, Any]] = [
        {"comment": "x"},
        {"urgency": "urgent"},
        {"language": "en"},
        {"authored_at": "2025-11-18T09:31:00Z"},
        {"temperatures": [{"value": 37.0}]},
        {"symptoms": {"pain": {"frequency": 1}}},
    ]

    different = {canonical(AnswerContent.model_validate(answer_content(**each))) for each in others}

    assert said not in different
    assert len(different) == len(others)


def test_the_same_instant_in_another_zone_is_the_same_answer():
    summer, winter = "2025-11-18T10:30:00+01:00", "2025-11-18T09:30:00Z"

    bodies = {
        canonical(AnswerContent.model_validate(answer_content(authored_at=each)))
        for each in (summer, winter)
    }

    assert len(bodies) == 1


@pytest.mark.parametrize(
    ("claimed", "used", "is_replaced"),
    [
        (NOW, NOW, False),
        (NOW - timedelta(days=40), NOW - timedelta(days=40), False),
        (NOW + timedelta(seconds=300), NOW + timedelta(seconds=300), False),
        (NOW + timedelta(seconds=301), NOW, True),
        ("demain", NOW, True),
        (None, NOW, True),
    ],
)
def test_reception_stands_in_for_an_instant_that_cannot_be_believed(claimed, used, is_replaced):
    content = AnswerContent.model_validate({"authored_at": claimed})

    timing = timing_of(content, NOW, ahead_limit_s=300)

    assert (timing.authored_at, timing.is_replaced) == (used, is_replaced)
