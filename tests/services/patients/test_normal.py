"""The forms under which names and numbers are found again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.patients import normal


@pytest.mark.parametrize(
    ("typed", "prefixes"),
    [
        ("bih", True),
        ("le", True),
        ("lebihan", True),
        ("lebih", True),
        ("b", True),
        ("ihan", False),
        ("bihanx", False),
    ],
)
def test_a_name_is_found_by_the_beginning_of_any_word(typed, prefixes):
    assert (typed in normal.name_prefixes("LE BIHAN")) is prefixes


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Élodie", "elodie"),
        ("ÉLODIE", "elo"),
        ("Œuvrard", "oeuvrard"),
        ("FALC'HUN", "falchun"),
        ("FALC'HUN", "hun"),
        ("Jean-Luc", "luc"),
        ("Jean-Luc", "jeanluc"),
        ("Muñoz", "munoz"),
        ("Şahin", "sahin"),
        ("Weiß", "weiss"),
        ("WEISS", "weiss"),
        ("MÜLLER", "muller"),
        ("MÜLLER", "mueller"),
        ("MU\u0308LLER", "mueller"),
        ("Bjørn Åse", "bjoern"),
        ("SAINT-MARTIN", "stmartin"),
        ("St MARTIN", "saintm"),
        ("SAINTE-ROSE", "ste"),
    ],
)
def test_accents_and_apostrophes_do_not_hide_anybody(name, typed):
    assert typed in normal.name_prefixes(name)


_WORD = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzàâçéèêëîïôœæßñłÄäÖöÜüåø"), min_size=1)


@given(st.lists(_WORD, min_size=1, max_size=3), st.sampled_from(" -'’"), st.data())
def test_every_word_is_found_by_each_of_its_beginnings_in_each_spelling(words, between, data):
    """Whatever keyboard somebody has: with the marks of the letters, without, or in two letters."""
    name = between.join(words)
    kept = normal.name_prefixes(name)

    typed = data.draw(
        st.sampled_from((name, normal.plain_letters(name), normal.in_two_letters(name)))
    )
    for word in normal.name_words(typed.upper()):
        assert {word[:length] for length in range(1, min(len(word), 12) + 1)} <= kept


def test_a_missing_name_adds_nothing_and_a_long_one_is_bounded():
    assert normal.name_prefixes(None, "", "-") == set()
    assert max(map(len, normal.name_prefixes("Wolfeschlegelsteinhausen"))) == 12


@pytest.mark.parametrize(
    "typed",
    [
        *["06 39 98 14 27", "0639981427", "06.39.98.14.27", "+33 6 39 98 14 27", "0033639981427"],
        *[
            "+33 (0)6 39 98 14 27",
            "+33(0)639981427",
            "0033 ( 0 ) 6 39 98 14 27",
            "(0)6 39 98 14 27",
        ],
        *["+33 06 39 98 14 27", "(+33) 6 39 98 14 27", "33 6 39 98 14 27", "33 (0)6 39 98 14 27"],
        *["639981427", "33 06 39 98 14 27"],
    ],
)
def test_a_telephone_number_has_one_form(typed):
    assert normal.phone(typed) == "+33639981427"


def test_a_number_of_another_country_stays_one():
    assert normal.phone("+32 470 12 34 56") == "+32470123456"
    assert normal.phone("+32 (0)470 12 34 56") == "+32470123456"
    assert normal.phone("+39 06 1234 5678") == "+390612345678"


@pytest.mark.parametrize("digits", ["3363998142", "336399814270", "32639981427", "33039981427"])
def test_other_digits_are_no_whole_french_number(digits):
    assert not normal.is_french_without_plus(digits)


def test_a_name_has_its_usual_spellings_and_that_of_the_record_first():
    assert normal.spellings("St-MÜLLER") == [
        ["st", "muller"],
        ["saint", "muller"],
        ["st", "mueller"],
        ["saint", "mueller"],
    ]
    assert normal.spellings("LE GOFF") == [["le", "goff"]]
    assert normal.spellings("") == [[]]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("2580335238042", "37"),
        ("2690549588157", "80"),
        # Corsica: 2A counts as 19, 2B as 18.
        ("155082A003001", f"{97 - 1550819003001 % 97:02d}"),
        ("155082B003001", f"{97 - 1550818003001 % 97:02d}"),
    ],
)
def test_the_key_of_an_ins_number(number, key):
    assert normal.ins_key(number) == key
    assert normal.is_ins(number + key)


@pytest.mark.parametrize(
    "number",
    [
        "258033523804238",
        "25803352380423",
        "2580335238042370",
        "958033523804237",
        "",
        "2A8033523804237",
        "2\N{ARABIC-INDIC DIGIT FIVE}8033523804237",
    ],
)
def test_a_wrong_ins_number_is_recognised(number):
    assert not normal.is_ins(number)


def test_spaces_do_not_count_in_numbers():
    assert normal.ins("2 58 03 35 238 042 37") == "258033523804237"
    assert normal.record_number(" 800 451 237 ") == "800451237"
    assert normal.birth_date(date(1958, 3, 14)) == "1958-03-14"
