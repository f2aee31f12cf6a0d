"""The words of a form on a small screen: a French sign never begins a line."""

import pytest

from services.portal.rendering import bound


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fatigue : à quel point ?", "Fatigue\u00a0: à quel point\u00a0?"),
        ("Stop ! Oui ; non", "Stop\u00a0! Oui\u00a0; non"),
        ("Tiredness: how much?", "Tiredness: how much?"),
    ],
)
def test_a_sign_stays_with_its_word(text, shown):
    assert bound(text) == shown
