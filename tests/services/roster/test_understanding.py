"""What somebody types is understood in every usual form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract.enums import SearchedBy
from services.patients import normal
from services.roster.typed_dates import find_date
from services.roster.understanding import understand

TODAY = date(2025, 11, 18)
BORN = date(1958, 3, 14)
FORMS = [
    *["14031958", "140358", "14/03/1958", "14/03/58", "14.3.1958", "14-3-58", "14 03 1958"],
    *["1958-03-14", "1958/3/14", "19580314", "14 mars 1958", "14 Mars 58", "14-mars-1958"],
    *["14 mars. 1958", "14 March 1958", "March 14, 1958", "14 mar 1958", "14mars1958"],
    *["14th March 1958", " 14 / 03 / 1958 ", "14 mar. 58"],
    *[
        "née le 14/03/1958",
        "Né le 14 mars 1958",
        "né(e) le 14.03.58",
        "nee 14031958",
        "DDN : 140358",
    ],
    *["DOB 14/03/1958", "born on 14 March 1958"],
]
_WORDS = ("janvier", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.")
_MONTHS = (*_WORDS, "nov.", "décembre")


@pytest.mark.parametrize("typed", FORMS)
def test_a_date_of_birth_is_understood_in_every_usual_form(typed: str) -> None:
    wish = understand(typed, TODAY)

    assert wish is not None
    assert (wish.by, set(wish.born_on), wish.readings) == (SearchedBy.BIRTH_DATE, {BORN}, ((),))


@given(st.dates(date(1926, 1, 1), TODAY), st.sampled_from(range(8)))
def test_every_day_is_found_in_every_form(day: date, form: int) -> None:
    month = _MONTHS[day.month - 1]
    typed = (
        f"{day:%d%m%Y}",
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%d-}{month}-{day.year}",
        f"{day.day} {month} {day.year}",
        f"{day:%d/%m/%y}",
        f"{day:%d %B %Y}",
    )[form]

    assert day in find_date(normal.plain_letters(typed), TODAY).days


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("14/03/58", {1958}),
        ("14/03/24", {1924, 2024}),
        ("18/11/25", {1925, 2025}),
        ("19/11/25", {1925}),
        ("14/03/00", {1900, 2000}),
    ],
)
def test_two_digits_are_every_year_that_is_over(typed: str, years: set[int]) -> None:
    wish = understand(typed, TODAY)

    assert wish is not None
    assert {day.year for day in wish.born_on} == years


@pytest.mark.parametrize(
    "typed", ["31/02/1958", "14/13/1958", "14/03/1820", "14/03/2031", "14/03", "mars 1958"]
)
def test_what_is_no_day_of_birth_is_no_date(typed: str) -> None:
    wish = understand(typed, TODAY)

    assert wish is None or not wish.born_on


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kermarrec 14/03/1958", ("kermarrec",)),
        ("14 mars 1958 Le Dantec", ("le", "dantec")),
        ("Jeanne 1958-03-14 KERMARREC", ("jeanne", "kermarrec")),
        ("14031958 kermarrec", ("kermarrec",)),
        ("mars 14.03.1958", ("mars",)),
    ],
)
def test_a_name_may_stand_beside_a_date(typed: str, words: tuple[str, ...]) -> None:
    wish = understand(typed, TODAY)

    assert wish is not None
    assert (wish.by, wish.readings[0], set(wish.born_on)) == (SearchedBy.NAME, words, {BORN})


@pytest.mark.parametrize(
    ("typed", "by"),
    [
        ("258033523804237", SearchedBy.INS),
        ("2 58 03 35 238 042 37", SearchedBy.INS),
        ("2580335238042", SearchedBy.INS),
        ("1 99 03 2A 004 001 42", SearchedBy.INS),
        ("199032b004001", SearchedBy.INS),
        ("800 451 237", SearchedBy.NUMBER),
        ("06 39 98 14 27", SearchedBy.NUMBER),
        ("+33 6 39 98 14 27", SearchedBy.PHONE),
        ("0033639981427", SearchedBy.PHONE),
        ("80045", SearchedBy.RECORD_NUMBER),
        ("IPP 800451237", SearchedBy.RECORD_NUMBER),
        ("ipp: 14031958", SearchedBy.RECORD_NUMBER),
        ("A12345", SearchedBy.RECORD_NUMBER),
        ("IPP800451237", SearchedBy.RECORD_NUMBER),
        ("INS 2 58 03 35 238 042 37", SearchedBy.INS),
        ("ins n° 2580335238042", SearchedBy.INS),
        ("+33 (0)6 39 98 14 27", SearchedBy.PHONE),
        ("33 6 39 98 14 27", SearchedBy.NUMBER),
        ("33 (0)6 39 98 14 27", SearchedBy.NUMBER),
        ("Jeanne.Kermarrec@exemple.fr", SearchedBy.EMAIL),
        ("Jeanne <jeanne@exemple.fr>", SearchedBy.EMAIL),
    ],
)
def test_numbers_are_told_apart(typed: str, by: SearchedBy) -> None:
    wish = understand(typed, TODAY)

    assert wish is not None
    assert wish.by is by


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("2580335238042", "258033523804237"),
        ("1 99 03 2A 004 001", "199032A00400142"),
        ("258033523804238", "258033523804238"),
    ],
)
def test_an_ins_is_looked_for_with_its_key_or_as_it_was_typed(typed: str, whole: str) -> None:
    wish = understand(typed, TODAY)

    assert wish is not None
    assert wish.ins == whole


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("IPP800451237", "800451237"),
        ("ipp n°800 451 237", "800451237"),
        ("IPP nº 800451237", "800451237"),
        ("IPP no. 800451237", "800451237"),
        ("ipp numéro : 800451237", "800451237"),
        ("IPP ABC-123", "ABC-123"),
        ("ipp n° abc 123", "ABC123"),
    ],
)
def test_a_record_number_is_understood_whatever_stands_before_it(typed: str, number: str) -> None:
    wish = understand(typed, TODAY)

    assert wish is not None
    # As it was typed too: the numbers of a centre may begin like that.
    assert (wish.by, wish.record_numbers[0]) == (SearchedBy.RECORD_NUMBER, number)
    assert "".join(typed.split()).upper()[:3] == wish.record_numbers[1][:3]
    assert not wish.is_of_person


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kermarrec née le dantec", ("kermarrec", "le", "dantec")),
        ("née le dantec", ("le", "dantec")),
        ("Mme KERMARREC", ("kermarrec",)),
        ("M. Kermarrec", ("kermarrec",)),
        ("Mme Kermarrec né(e) Dantec le 14/03/1958", ("kermarrec", "dantec")),
        ("Le Dantec ép. Kermarrec", ("le", "dantec", "kermarrec")),
        ("Mrs Kermarrec", ("kermarrec",)),
    ],
)
def test_titles_and_what_stands_before_a_birth_name_are_words_of_a_name_or_not(
    typed: str, words: tuple[str, ...]
) -> None:
    wish = understand(typed, TODAY)

    assert wish is not None
    assert wish.by is SearchedBy.NAME
    first, last = wish.readings[0], wish.readings[-1]
    assert (last, set(words) < set(first)) == (words, True)


@pytest.mark.parametrize(
    "typed", ["née", "mme", "born", "le 14/03/1958", "kermarrec", "ippolito 12"]
)
def test_what_can_only_be_a_name_is_one(typed: str) -> None:
    wish = understand(typed, TODAY)

    assert wish is not None
    assert wish.by is SearchedBy.NAME


def test_a_letter_with_two_dots_is_also_two_letters() -> None:
    wish = understand("Müller Jörg", TODAY)

    assert wish is not None
    assert wish.readings == (("muller", "jorg"), ("mueller", "joerg"))


@pytest.mark.parametrize(
    "typed", ["", " ", "le", "l e", "é", "a b c", "12", "1/2", "…", "'-'", "a1"]
)
def test_what_is_too_short_is_nothing(typed: str) -> None:
    assert understand(typed, TODAY) is None


@given(st.text(max_size=80))
def test_no_text_is_too_strange(typed: str) -> None:
    understand(typed, TODAY)
