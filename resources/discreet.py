"""Words that no message to a patient may hold: who reads over a shoulder learns nothing (R-NOT-01).

Names of diseases, treatments, symptoms and specialities in both languages, and of the houses that
treat one disease alone. It is a net for what somebody typed, not a proof.
"""

import re
import unicodedata
from typing import Final

_ANYWHERE: Final = [
    "cancer",
    "oncolog",
    "chimioth",
    "chemoth",
    "radioth",
    "immunoth",
    "hormonoth",
    "tumeur",
    "tumor",
    "carcino",
    "leucem",
    "leukem",
    "leukaem",
    "lymphom",
    "myelom",
    "metasta",
    "melanom",
    "sarcom",
    "hematolog",
    "haematolog",
    "mammo",
    "palliati",
    "symptom",
    "diarrh",
    "nausee",
    "nausea",
    "vomi",
    "douleur",
    "fievre",
    "maladi",
    "disease",
    "patholog",
    "toxicit",
    "traitement",
    "treatment",
    "gynecolog",
    "gynaecolog",
    "urolog",
    "pneumolog",
    "neurolog",
    "cardiolog",
    "dermatolog",
    "gastroenter",
    "psychiatr",
    "depressi",
    "prostate",
]
_BEGINNING: Final = [
    "onco",
    "chimio",
    "chemo",
    "radiothe",
    "therap",
    "poumon",
    "lung",
    "breast",
    "colorect",
    "colon",
    "fatigu",
    "fever",
    "pain",
    "sida",
    "hiv",
    "vih",
    "addict",
    "geriatr",
    "infectio",
    "allerg",
    "rein",
    "kidney",
    "foie",
    "liver",
]
_WHOLE: Final = ("sein", "seins", "ico", "iuct", "imm", "crlcc")
_HOUSES: Final = (
    "gustave roussy",
    "institut curie",
    "paoli calmettes",
    "oscar lambret",
    "leon berard",
    "baclesse",
    "jean perrin",
    "lacassagne",
    "bergonie",
    "becquerel",
    "regaud",
    "godinot",
    "paul strauss",
    "eugene marquis",
    "georges francois leclerc",
    "alexis vautrin",
)
# Of letters that stand apart: `C.A.N.C.E.R`.
_APART: Final = ("cancer", "oncolog", "chimioth", "tumeur", "leucem", "lymphom")
_DIGITS_FOR_LETTERS: Final = str.maketrans("0134$5@7", "oieassat")
_WORD: Final = re.compile(r"[a-z]+")


def health_word(text: str) -> str | None:
    """What in a text tells of somebody's health; None when nothing is known to."""
    plain = _plain(text)
    for written in (plain, plain.translate(_DIGITS_FOR_LETTERS)):
        found = _found(_WORD.findall(written))
        if found is not None:
            return found
    return None


def _found(words: list[str]) -> str | None:
    spoken, joined = " ".join(words), "".join(words)
    for word in words:
        if word in _WHOLE or word.startswith(tuple(_BEGINNING)):
            return word
    return next(
        (each for each in (*_ANYWHERE, *_HOUSES) if each in spoken),
        next((each for each in _APART if each in joined), None),
    )


def _plain(text: str) -> str:
    """Without capitals, accents, ligatures and what cannot be seen."""
    unfolded = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return "".join(
        letter
        for letter in unfolded
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
