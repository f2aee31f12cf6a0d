"""Diseases, their treatments, and what each does to a symptom on which day of a cycle."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Effect:
    """A side effect: a wave around one day of each cycle, and what adds up from cycle to cycle.

    Strengths are points on the scale of 0 to 4; a wide wave is felt all the time.
    """

    item: str
    strength: float
    peak_day: int = 3
    width_days: float = 3.0
    growth: float = 0.0


@dataclass(frozen=True)
class Regimen:
    """A treatment as teams name it, its rhythm and its effects."""

    name: str
    cycle_days: int
    effects: tuple[Effect, ...]
    is_oral: bool = False


@dataclass(frozen=True)
class Disease:
    """A disease in words, whom it strikes, and the treatments in use."""

    name: str
    team: int
    weight: int
    women: float
    ages: tuple[int, int]
    regimens: tuple[Regimen, ...]
    symptoms: tuple[tuple[str, float], ...] = ()


_ALWAYS: Final = 30.0


def _irinotecan(days: int = 3) -> tuple[Effect, ...]:
    return (
        Effect("nausea", 1.2, 2, 2.0),
        Effect("vomiting", 0.6, 2, 1.5),
        Effect("diarrhoea", 1.7, 6, float(days)),
        Effect("abdominal_pain", 0.8, 6, 3.0),
        Effect("fatigue", 0.7, 5, 4.0, 0.05),
        Effect("appetite_loss", 0.7, 4, 3.0),
    )


_OXALIPLATIN: Final = (
    Effect("numbness", 0.6, 3, 5.0, 0.22),
    Effect("nausea", 1.1, 2, 2.0),
    Effect("vomiting", 0.4, 2, 1.5),
    Effect("fatigue", 0.7, 5, 4.0, 0.05),
    Effect("taste_change", 0.5, 5, _ALWAYS),
)
_TAXANE: Final = (
    Effect("numbness", 0.5, 4, _ALWAYS, 0.2),
    Effect("pain", 0.7, 3, 2.0),
    Effect("fatigue", 0.7, 4, 4.0, 0.06),
    Effect("taste_change", 0.5, 6, _ALWAYS),
)
_PLATINUM: Final = (
    Effect("nausea", 1.4, 2, 2.5),
    Effect("vomiting", 0.8, 2, 2.0),
    Effect("appetite_loss", 0.9, 4, 4.0),
    Effect("fatigue", 0.9, 5, 5.0, 0.06),
    Effect("numbness", 0.2, 5, _ALWAYS, 0.08),
)
_IMMUNOTHERAPY: Final = (
    Effect("fatigue", 0.5, 5, _ALWAYS),
    Effect("rash", 0.25, 8, _ALWAYS),
    Effect("diarrhoea", 0.3, 10, _ALWAYS),
)

FOLFIRI_BEVACIZUMAB: Final = Regimen("FOLFIRI + bévacizumab", 14, _irinotecan())
FOLFOX: Final = Regimen("FOLFOX", 14, _OXALIPLATIN)
FOLFIRINOX: Final = Regimen("FOLFIRINOX", 14, (*_irinotecan(4), *_OXALIPLATIN[:1]))
GEMCITABINE: Final = Regimen("gemcitabine + nab-paclitaxel", 28, _TAXANE)
CAPECITABINE: Final = Regimen(
    "capécitabine",
    21,
    (
        Effect("hand_foot_syndrome", 0.9, 12, 6.0, 0.15),
        Effect("diarrhoea", 0.7, 10, 4.0),
        Effect("mouth_sores", 0.4, 9, 4.0),
        Effect("fatigue", 0.4, 10, _ALWAYS),
    ),
    is_oral=True,
)
EPIRUBICIN: Final = Regimen(
    "EC (épirubicine, cyclophosphamide)",
    21,
    (
        Effect("nausea", 1.6, 2, 2.5),
        Effect("vomiting", 0.7, 2, 1.5),
        Effect("mouth_sores", 1.2, 9, 3.0),
        Effect("fatigue", 0.9, 5, 5.0, 0.06),
        Effect("insomnia", 0.6, 2, 2.0),
    ),
)
WEEKLY_PACLITAXEL: Final = Regimen("paclitaxel hebdomadaire", 21, _TAXANE)
DOCETAXEL: Final = Regimen(
    "docétaxel + trastuzumab + pertuzumab",
    21,
    (*_TAXANE, Effect("diarrhoea", 0.9, 5, 4.0), Effect("mouth_sores", 0.8, 7, 3.0)),
)
PALBOCICLIB: Final = Regimen(
    "palbociclib + létrozole",
    28,
    (Effect("fatigue", 0.5, 14, _ALWAYS), Effect("pain", 0.4, 14, _ALWAYS)),
    is_oral=True,
)
CARBOPLATIN: Final = Regimen(
    "carboplatine + pémétrexed + pembrolizumab", 21, (*_PLATINUM, *_IMMUNOTHERAPY[1:])
)
PEMBROLIZUMAB: Final = Regimen("pembrolizumab", 21, _IMMUNOTHERAPY)
OSIMERTINIB: Final = Regimen(
    "osimertinib",
    28,
    (Effect("diarrhoea", 0.7, 10, _ALWAYS), Effect("rash", 0.3, 10, _ALWAYS)),
    is_oral=True,
)
ETOPOSIDE: Final = Regimen("cisplatine + étoposide", 21, _PLATINUM)
CETUXIMAB: Final = Regimen(
    "cisplatine + 5-FU + cétuximab",
    21,
    (*_PLATINUM, Effect("mouth_sores", 1.4, 8, 4.0), Effect("rash", 0.5, 8, _ALWAYS)),
)
NIVOLUMAB: Final = Regimen("nivolumab", 14, _IMMUNOTHERAPY)

_BREATH: Final = (("dyspnoea", 0.7), ("cough", 0.8))
DISEASES: Final = (
    Disease(
        "Côlon métastatique", 0, 22, 0.45, (42, 82), (FOLFIRI_BEVACIZUMAB, FOLFOX, CAPECITABINE)
    ),
    Disease("Rectum localement avancé", 0, 8, 0.4, (40, 80), (FOLFOX, CAPECITABINE)),
    Disease(
        "Pancréas métastatique",
        0,
        9,
        0.48,
        (48, 80),
        (FOLFIRINOX, GEMCITABINE),
        (("abdominal_pain", 0.6), ("appetite_loss", 0.5)),
    ),
    Disease("Sein, adjuvant", 0, 15, 0.99, (32, 74), (EPIRUBICIN, WEEKLY_PACLITAXEL)),
    Disease("Sein métastatique", 0, 9, 0.99, (38, 82), (PALBOCICLIB, DOCETAXEL)),
    Disease(
        "Poumon non à petites cellules",
        1,
        24,
        0.42,
        (44, 82),
        (CARBOPLATIN, PEMBROLIZUMAB, OSIMERTINIB),
        _BREATH,
    ),
    Disease("Poumon à petites cellules", 1, 5, 0.4, (48, 78), (ETOPOSIDE,), _BREATH),
    Disease(
        "Voies aérodigestives supérieures",
        1,
        8,
        0.25,
        (45, 78),
        (CETUXIMAB, NIVOLUMAB),
        (("mouth_sores", 0.4), ("pain", 0.4), ("taste_change", 0.5)),
    ),
)
