"""The class of a treatment by the substances that its name holds; pure.

Teams write names in their own words. What is recognised are international nonproprietary names, by
their stems or whole, and protocols in use; a name without any of them is not guessed at.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from services.contract.statistics_enums import TreatmentClass

_CHEMO, _TARGETED = TreatmentClass.CHEMOTHERAPY, TreatmentClass.TARGETED
_IMMUNO, _HORMONE = TreatmentClass.IMMUNOTHERAPY, TreatmentClass.HORMONE_THERAPY
_WORD: Final = re.compile(r"[a-z0-9-]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WHOLE: Final[dict[TreatmentClass, frozenset[str]]] = {
    _CHEMO: _words(
        """folfox folfiri folfirinox folfoxiri xelox capox xeliri ec ac fec abvd chop beacopp bep
        dhap ice cmf flot 5-fu 5fu fluorouracile fluorouracil cyclophosphamide ifosfamide melphalan
        methotrexate temozolomide bleomycine bleomycin bendamustine dacarbazine eribuline eribulin
        trabectedine trabectedin mitomycine mitomycin hydroxyuree fludarabine azacitidine
        procarbazine lomustine carmustine busulfan thiotepa"""
    ),
    _IMMUNO: _words(
        """pembrolizumab nivolumab ipilimumab atezolizumab durvalumab avelumab cemiplimab
        dostarlimab tremelimumab relatlimab retifanlimab tislelizumab toripalimab"""
    ),
    _HORMONE: _words(
        """letrozole anastrozole exemestane tamoxifene tamoxifen fulvestrant elacestrant abiraterone
        megestrol medroxyprogesterone"""
    ),
    _TARGETED: _words(
        """everolimus temsirolimus aflibercept vismodegib sonidegib venetoclax ibrutinib alpelisib
        idelalisib lenalidomide pomalidomide thalidomide"""
    ),
}
_ENDINGS: Final = (
    ("tinib", _TARGETED),
    ("ciclib", _TARGETED),
    ("parib", _TARGETED),
    ("rafenib", _TARGETED),
    ("metinib", _TARGETED),
    ("rasib", _TARGETED),
    ("zomib", _TARGETED),
    ("mab", _TARGETED),
    ("platin", _CHEMO),
    ("taxel", _CHEMO),
    ("rubicin", _CHEMO),
    ("citabin", _CHEMO),
    ("tecan", _CHEMO),
    ("posid", _CHEMO),
    ("trexed", _CHEMO),
    ("xantron", _CHEMO),
    ("lutamid", _HORMONE),
    ("relin", _HORMONE),
    ("relix", _HORMONE),
)
"""Ends of names, without the e of French ones."""
_VINCA: Final = re.compile(r"^vin(cr|bl|or|de|fl)\w+e?$")
_OF_AN_ANTIBODY: Final = frozenset({"deruxtecan", "govitecan", "vedotin", "vedotine", "emtansine"})
"""What an antibody carries: it belongs to the antibody beside it."""


def treatment_class(names: Iterable[str | None]) -> TreatmentClass:
    """The class of all lines in course; None stands for a name that cannot be opened."""
    classes: set[TreatmentClass] = set()
    for name in names:
        found = set(_classes_in(name or ""))
        if not found:
            return TreatmentClass.NOT_RECOGNISED
        classes |= found
    if len(classes) > 1:
        return TreatmentClass.COMBINATION
    return next(iter(classes), TreatmentClass.NONE)


def _classes_in(name: str) -> Iterable[TreatmentClass]:
    for word in _WORD.findall(_plain(name)):
        bare = word.removeprefix("nab-")
        if bare in _OF_AN_ANTIBODY:
            continue
        found = next((kind for kind, words in _WHOLE.items() if bare in words), None)
        found = found or _by_stem(bare)
        if found is not None:
            yield found


def _by_stem(word: str) -> TreatmentClass | None:
    if _VINCA.match(word):
        return _CHEMO
    stem = word.removesuffix("e")
    return next((kind for end, kind in _ENDINGS if stem.endswith(end) and stem != end), None)


def _plain(name: str) -> str:
    spread = unicodedata.normalize("NFD", name.casefold())
    return "".join(each for each in spread if not unicodedata.combining(each))
