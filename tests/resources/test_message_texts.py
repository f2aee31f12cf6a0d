"""The usual words of every message are such as a centre could have written them."""

from itertools import product

import pytest

from resources.catalogue import LANGUAGES
from resources.marked_text import NotFilled, fault_of, filled, length_of
from resources.message_texts import (
    CHANNELS,
    REQUIRED,
    SUBJECT,
    body_of,
    longest_values,
    usual,
)
from resources.septets import LONGEST
from services.contract.message_texts import MOST_TEXTS
from services.contract.week_enums import MessageKind

EVERY = list(product(REQUIRED, CHANNELS, LANGUAGES))


def test_every_message_to_patients_has_its_fields():
    assert set(REQUIRED) == {each.value for each in MessageKind}
    assert len(EVERY) == MOST_TEXTS


@pytest.mark.parametrize(("kind", "channel", "language"), EVERY)
def test_the_usual_words_pass_what_a_centre_is_held_to(kind: str, channel: str, language: str):
    words, shape = usual(kind, channel, language), body_of(kind, channel)
    longest = longest_values(kind, language)

    assert fault_of(words.body, shape, longest) is None
    assert (words.subject is None) == (channel == "sms")
    if words.subject is not None:
        assert fault_of(words.subject, SUBJECT, longest) is None
    else:
        assert (length_of(filled(words.body, longest), shape) or 999) <= LONGEST


@pytest.mark.parametrize(("kind", "channel", "language"), EVERY)
def test_no_required_field_can_be_left_out(kind: str, channel: str, language: str):
    words, shape = usual(kind, channel, language), body_of(kind, channel)
    for field in shape.required:
        without = words.body.replace(f"{{{field}}}", "x")
        fault = fault_of(without, shape, longest_values(kind, language))
        assert fault is not None, field
        assert (fault.reason, fault.field) == ("missing_field", field)


def test_a_field_without_a_value_is_not_left_empty():
    with pytest.raises(NotFilled):
        filled("{phone}", {"phone": ""})
    assert filled("{code}", {"code": "{link}", "link": "x"}) == "{link}"
