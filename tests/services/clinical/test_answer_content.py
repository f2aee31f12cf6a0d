"""The envelope of an answer: what is refused, and everything else that is kept (decision 9)."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from pydantic import ValidationError

from services.contract.answer_content import AnswerContent, TemperatureReading
from tests.support.clinical_fuzz import ANSWERS

REFUSED = {
    "unknown field": '{"colour": "red"}',
    "number for text": '{"questionnaire": 3}',
    "null for text": '{"version": null}',
    "number for time": '{"authored_at": 1700000000}',
    "list for items": '{"items": []}',
    "number for an item": '{"items": {"pain": 3}}',
    "true for an attribute": '{"items": {"pain": {"severity": true}}}',
    "list for an attribute": '{"items": {"pain": {"severity": [1]}}}',
    "object for an attribute": '{"items": {"pain": {"severity": {"value": 1}}}}',
    "NaN for an attribute": '{"items": {"pain": {"severity": NaN}}}',
    "an infinite attribute": '{"items": {"pain": {"severity": 1e999}}}',
    "NaN for a temperature": '{"temperatures": [{"value": NaN}]}',
    "an infinite temperature": '{"temperatures": [{"value": -Infinity}]}',
    "text for a temperature": '{"temperatures": [{"value": "38"}]}',
    "true for a temperature": '{"temperatures": [{"value": true}]}',
    "an object for temperatures": '{"temperatures": {"value": 38}}',
    "depth below a temperature": '{"temperatures": [{"site": {"of": "body"}}]}',
    "half a character": '{"comment": "\\ud800"}',
    "half a character in a code": '{"items": {"\\ud800": {}}}',
    "a number for urgency": '{"urgency": 1}',
}
TOO_BIG = {
    "items": {"items": {f"item{number}": {} for number in range(201)}},
    "attributes": {"items": {"pain": {f"a{number}": 1 for number in range(11)}}},
    "a code": {"items": {"x" * 65: {}}},
    "a value": {"items": {"pain": {"severity": "x" * 201}}},
    "temperatures": {"temperatures": [{}] * 51},
    "fields of a temperature": {"temperatures": [{f"f{number}": 1 for number in range(11)}]},
    "a comment": {"comment": "x" * 4001},
    "a time": {"authored_at": "x" * 65},
    "a name": {"questionnaire": "x" * 201},
}
KEPT = {
    "nothing at all": {},
    "another language": {"language": "tlh"},
    "unknown codes": {"items": {"happiness": {"colour": 7}}},
    "text and parts": {"items": {"pain": {"severity": "3", "frequency": 2.5}}},
    "an opt-out": {"items": {"pain": {"severity": "opt_out"}}},
    "a huge number": {"items": {"pain": {"severity": 10**400}}},
    "time in words": {"authored_at": "yesterday"},
    "another unit": {"temperatures": [{"value": 101, "unit": "[degF]", "site": "ear"}]},
    "four temperatures": {"temperatures": [{}] * 4},
    "another urgency": {"urgency": "soon"},
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_a_broken_envelope_is_refused_in_both_ways_of_reading(text):
    with pytest.raises(ValidationError):
        AnswerContent.model_validate(json.loads(text))
    with pytest.raises(ValidationError):
        AnswerContent.model_validate_json(text)


@pytest.mark.parametrize("document", TOO_BIG.values(), ids=TOO_BIG.keys())
def test_what_is_too_big_is_refused(document):
    with pytest.raises(ValidationError):
        AnswerContent.model_validate(document)


@pytest.mark.parametrize("document", KEPT.values(), ids=KEPT.keys())
def test_whatever_is_well_formed_is_kept_as_it_came(document):
    text = json.dumps(document)

    read = AnswerContent.model_validate_json(text)

    assert read == AnswerContent.model_validate(document)
    assert read.model_dump(mode="json", exclude_unset=True) == document


def test_an_instant_is_kept_in_universal_time():
    read = AnswerContent.model_validate({"authored_at": "2025-11-18T08:09:00+01:00"})

    assert read.authored == datetime(2025, 11, 18, 7, 9, tzinfo=UTC)
    assert read.model_dump(mode="json")["authored_at"] == "2025-11-18T07:09:00Z"


@pytest.mark.parametrize(
    "text",
    ["yesterday", "2025-11-18T08:09:00", "0001-01-01T00:00:00+14:00", "1970-01-01T00:00:00Z", None],
)
def test_a_time_that_cannot_be_trusted_is_kept_and_not_used(text):
    assert AnswerContent.model_validate({"authored_at": text}).authored is None


def test_what_is_refused_is_not_repeated_in_the_message():
    with pytest.raises(ValidationError) as caught:
        AnswerContent.model_validate({"comment": 3, "items": {"pain": "Jeanne 06 39 98"}})

    assert "Jeanne" not in str(caught.value)


def test_unknown_fields_of_a_temperature_are_named():
    assert TemperatureReading.model_validate({"value": 37, "site": "ear"}).unread_fields == (
        "site",
    )


@given(document=ANSWERS)
def test_an_answer_survives_storage(document):
    read = AnswerContent.model_validate(document)

    assert AnswerContent.model_validate_json(read.model_dump_json()) == read
