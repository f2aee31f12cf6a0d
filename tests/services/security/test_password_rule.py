"""Which passwords may be chosen (R-AUTH-01)."""

import random
import string

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from services.security.password_rule import PasswordRefused, require_acceptable

CONTEXT = ["CHU de Kerlann", "c.ledu", "Cécile Le Du"]
_letters = random.Random(7)


def _random(length: int, letters: str = string.ascii_letters + string.digits) -> str:
    return "".join(_letters.choices(letters, k=length))


@pytest.mark.parametrize(
    "password",
    [
        _random(12),
        _random(64),
        _random(128),
        "tr4it-brume-8-sel",
        "é è à ç ù 🙂 prudence",
        "🌧🍀🚲🧵🪁🥐🛶🎻🧭🪵🦔🧦",
        "суп ложка туман 41",
        "quatre mots sans rapport aucun",
    ],
)
def test_a_long_password_of_any_characters_is_accepted(password: str):
    require_acceptable(password, CONTEXT)


@pytest.mark.parametrize("length", [0, 1, 11, 129, 5000])
def test_a_password_has_12_to_128_characters(length: int):
    with pytest.raises(PasswordRefused, match="12 to 128"):
        require_acceptable(_random(length), CONTEXT)


@pytest.mark.parametrize(
    "password",
    [
        "Resilience2026!",
        "R3silience!2026",
        "resilience2026",
        "Vigie2026!Vigie",
        "VigieVigieVigie",
        "Telesurveillance1!",
        "Télésurveillance2026",
        "Oncologie2025!",
        "Infirmiere2025",
        "CentreHospitalier1",
        "Kerlann2025!!",
        "c.ledu-2025!!",
        "Motdepasse2025!",
        "Bonjour123456",
        "azertyuiop123",
        "AzertyAzerty123",
        "P@ssw0rd123456",
        "123456789012",
        "aaaaaaaaaaaaaaaaaaaa",
        "🙂" * 12,
        "x" * 128,
        "qwertyuiop[]",
    ],
)
def test_a_common_word_with_a_year_is_refused(password: str):
    with pytest.raises(PasswordRefused) as refused:
        require_acceptable(password, CONTEXT)

    assert password not in str(refused.value)


def test_the_3000_commonest_leaked_passwords_are_refused_alone_and_lengthened():
    accepted = []
    for leaked in FREQUENCY_LISTS["passwords"][:3000:10]:
        for password in (leaked, leaked + "2025!", leaked.capitalize() + "123456"):
            try:
                require_acceptable(password)
            except PasswordRefused:
                continue
            accepted.append(password)

    assert accepted == []


def test_every_leaked_password_that_is_long_enough_is_refused():
    long_enough = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= 12]
    assert len(long_enough) > 100

    for leaked in long_enough:
        with pytest.raises(PasswordRefused):
            require_acceptable(leaked)


def test_names_given_as_context_make_a_password_guessable():
    require_acceptable("Trebeurden41!")

    with pytest.raises(PasswordRefused):
        require_acceptable("Trebeurden41!", ["Hôpital de Trebeurden"])
