"""French names that sound alike have one key, and names that do not have two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.patients import normal
from services.patients.sounds import sound

ALIKE = [
    "Mézeray Mezeret Mezerai Mézeré",
    "LeGoff Legof Legoff",
    "Kermarrec Kermarec Kermarek",
    "Philippe Filipe Philipe Filip",
    "Gauthier Gautier Gotier Gaultier",
    "Lefèvre Lefebvre Lefevre",
    "Durand Durant Duran",
    "Dupont Dupond Dupon",
    "Moreau Moraud Moro Morot Moreaux",
    "Renaud Renault Reneau Reno",
    "Thibault Thibaud Thibaut Tibo",
    "Leclerc Leclercq Leclerq",
    "LeBihan Lebian",
    "Quéméner Kemener",
    "Hervé Hervet Hervey Hervai",
    "Leroux Lerou",
    "Leroy Leroi",
    "Schmitt Schmidt Chmit",
    "Christophe Kristof Cristophe",
    "Mathieu Matthieu Mathieux",
    "Michel Michèle Michelle",
    "Jérôme Gérôme",
    "Geoffroy Joffroy",
    "Yvonne Ivone",
    "Stéphane Stefane",
    "Éric Erik Éryc",
    "Aurélie Orélie",
    "Ollivier Olivier Olivié",
    "Fontaine Fontène",
    "Lambert Lanbert",
    "Jeannine Janine",
    "Gwenaëlle Guenaelle",
    "LeDantec LeDentec",
    "Rolland Roland Rolan",
    "Mercier Mercié Merciers",
    "Beauchamp Bochan",
    "Guivarch Guivarche",
    "Étienne Etiene",
]
APART = [
    *["Jean Jeanne", "Denis Denise", "Martin Martine", "Martin Morin", "Simon Simone"],
    *["LeGall LeGoff", "Louis Louise", "Bertrand Bernard", "Marie Maria", "Laurent Laurence"],
    *["Christian Christine", "Durand Dupont", "Tanguy Tanneau", "Moreau Morel", "Paul Pauline"],
]


def _key(name: str) -> str:
    return sound(normal.plain_letters(name))


@pytest.mark.parametrize("names", ALIKE)
def test_names_that_sound_alike_have_one_key(names: str) -> None:
    assert len({_key(name) for name in names.split()}) == 1


@pytest.mark.parametrize("names", APART)
def test_names_that_do_not_have_two(names: str) -> None:
    assert len({_key(name) for name in names.split()}) == 2


@given(st.text(max_size=40))
def test_any_text_has_a_key_and_capitals_and_accents_do_not_count(text: str) -> None:
    plain = normal.plain_letters(text)

    assert sound(plain) == sound(normal.plain_letters(plain.upper()))


@pytest.mark.parametrize("word", ["", "-", "42"])
def test_what_has_no_letters_has_no_sound(word: str) -> None:
    assert sound(word) == ""
