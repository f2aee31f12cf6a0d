"""Whoever is enrolled is found by any beginning of their names, however it is typed."""

from datetime import date, timedelta
from itertools import count
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.demo.names import FAMILY_NAMES, GIVEN_NAMES_OF_WOMEN
from services.patients import normal
from services.patients.identity import Identity
from services.patients.sounds import sound
from tests.services.roster.conftest import Roster, ids_of, person

_LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿñœæøłıß")
_WORD = st.text(_LETTERS, min_size=2, max_size=20)
_NAME = st.one_of(
    st.sampled_from((*FAMILY_NAMES, *GIVEN_NAMES_OF_WOMEN)),
    st.lists(_WORD, min_size=1, max_size=3).map(" ".join),
    st.lists(_WORD, min_size=2, max_size=2).map("-".join),
    st.tuples(st.sampled_from("dlo"), _WORD).map("'".join),
)
_BETWEEN = st.sampled_from((" ", "-", "'", "’", "  ", ", "))
_CASES = st.sampled_from((str.lower, str.upper, str.title))


@st.composite
def _typed(draw: st.DrawFn, identity: Identity) -> str:
    """Beginnings of words of the names: any order, case and separators, without accents."""
    names = (identity.family_name, identity.birth_name, identity.given_name)
    runs = sorted(normal.name_runs(*names))
    meant = draw(st.lists(st.sampled_from(runs), min_size=1, max_size=3, unique=True))
    cut = [word[: draw(st.integers(1, len(word)))] for word in meant]
    return draw(_BETWEEN).join(draw(_CASES)(word) for word in cut)[:68]


def _examples(roster: Roster) -> settings:
    """The second database differs in how it stores, not in what is generated; each example enrols
    somebody, which two hundred do often enough.
    """
    most = 200 if roster.service.context.database.is_sqlite else 10
    return settings(max_examples=min(settings().max_examples, most))


class _Births:
    """A day of birth for each example, so that those of others do not stand in the way."""

    def __init__(self) -> None:
        self._days = count()

    def another(self) -> date:
        return date(1930, 1, 1) + timedelta(days=next(self._days))


def test_any_beginnings_in_any_order_find_who_has_them(roster: Roster) -> None:
    births = _Births()

    @_examples(roster)
    @given(_NAME, _NAME, _NAME, st.data())
    def find(family: str, birth_name: str, given_name: str, data: st.DataObject) -> None:
        born = births.another()
        identity = person(family.upper(), given_name, birth_name.upper(), born)
        [meant] = roster.enrol(identity)
        roster.enrol(identity, unit=1)
        roster.enrol(identity, centre=roster.service.other_centre)
        typed = data.draw(_typed(identity))

        hits = roster.search(f"{typed} {born:%d/%m/%Y}")["items"]

        assert ids_of(hits) == [meant]
        assert not hits[0]["sounds_alike"]

    find()


def test_accents_hyphens_case_and_order_do_not_count(roster: Roster) -> None:
    births = _Births()

    @_examples(roster)
    @given(st.sampled_from(FAMILY_NAMES), st.sampled_from(GIVEN_NAMES_OF_WOMEN))
    def find(family: str, given_name: str) -> None:
        born = births.another()
        [meant] = roster.enrol(person(family, given_name, born=born))
        plain = normal.plain_letters(f"{family} {given_name}")
        together = ("".join(normal.name_words(each)) for each in (family, given_name))
        ways = (
            f"{family} {given_name}",
            f"{given_name} {family}".upper(),
            plain,
            plain.replace(" ", "-"),
            " ".join(together),
        )

        found = [roster.search(f"{way} {born:%Y-%m-%d}")["items"] for way in ways]

        assert [ids_of(items) for items in found] == [[meant]] * len(ways)
        assert {hit["sounds_alike"] for items in found for hit in items} == {False}

    find()


_ALIKE = {
    "ç": "ss", "ph": "f", "qu": "k", "eau": "o", "an": "en", "y": "i", "th": "t", "é": "e",
}  # fmt: skip


@st.composite
def _alike(draw: st.DrawFn, name: str) -> str:
    """A name that sounds like this one: by other letters, capitals and signs between."""
    for found, put in _ALIKE.items():
        if draw(st.booleans()):
            other = name.casefold().replace(found, put)
            is_alike = sound(_together(other)) == sound(_together(name))
            name = other if is_alike else name
    return draw(_CASES)(draw(st.sampled_from((" ", "-"))).join(name.split()))


def _together(name: str) -> str:
    return "".join(normal.name_words(name))


def test_two_people_whose_names_sound_alike_are_always_marked(roster: Roster) -> None:
    births = _Births()

    @_examples(roster)
    @given(_NAME, _NAME, st.lists(_NAME, max_size=2), st.booleans(), st.data())
    def find(
        family: str, given_name: str, others: list[str], by_birth: bool, data: st.DataObject
    ) -> None:
        born = births.another()
        alike = data.draw(_alike(family))
        first = given_name.split()[0]
        second = " ".join([data.draw(_alike(first)), *others])
        birth_name = alike if by_birth else None
        ids = roster.enrol(
            person(family, first, born=born),
            person("AUTRE" if by_birth else alike, second, birth_name, born=born),
        )

        hits = roster.search(f"{born:%d/%m/%Y}")["items"]

        assert set(ids_of(hits)) == set(ids)
        assert min(hit["homonyms"] for hit in hits) > 1

    find()


def test_what_is_typed_finds_nobody_of_another_unit_or_centre(roster: Roster) -> None:
    strangers: set[UUID] = set()

    @_examples(roster)
    @given(st.sampled_from(FAMILY_NAMES), st.sampled_from(GIVEN_NAMES_OF_WOMEN))
    def find(family: str, given_name: str) -> None:
        identity = person(family, given_name)
        strangers.update(roster.enrol(identity, unit=1))
        strangers.update(roster.enrol(identity, centre=roster.service.other_centre))

        for text in (family, given_name, f"{given_name} {family}", identity.record_number):
            hits = roster.search(text)
            assert not strangers & set(ids_of(hits["items"])), text
            assert hits["more"] is False

    find()
