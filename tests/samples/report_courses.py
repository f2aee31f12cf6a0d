"""The weeks of the design's picture (`patient.png`), as a patient answered them."""

from typing import Final

from tests.samples.report_surveys import Week
from tests.samples.rows import CLAIRE

# One sign a week, of sixteen up to 18 November 2025; `x` is a week without a questionnaire.
COURSES: Final = {
    "diarrhoea": "011000x010110113",
    "abdominal_pain": "001000x001101112",
    "fatigue": "222111x112212222",
    "nausea": "121000x002101101",
    "appetite_loss": "111000x001101111",
    "numbness": "222221x111111110",
    "mouth_sores": "010000x000110000",
    "anxiety": "111100x001100011",
    "vomiting": "010000x001000000",
    "rash": "000100x000001000",
}
_WEIGHTS: Final = {
    0: 67.4,
    1: 67.0,
    3: 66.8,
    4: 66.1,
    9: 64.9,
    11: 63.6,
    12: 63.2,
    14: 62.4,
    15: 62.1,
}
_WORDS: Final = {
    2: "Fourmillements surtout le matin, je lâche parfois ma tasse.",
    9: "Nausées deux jours après la perfusion, mieux depuis.",
    15: "Plus de 8 fois par jour depuis dimanche, je n'arrive plus à boire.",
}


def picture_week(place: int) -> Week | None:
    """The answers of a week; None without a questionnaire."""
    signs = {item: course[place] for item, course in COURSES.items()}
    if "x" in signs.values():
        return None
    return Week(
        grades={item: int(sign) for item, sign in signs.items()},
        opted_out=("sadness",) if place in (4, 11) else (),
        unanswered=("taste_change", "cough") if place == 9 else (),
        weight_kg=_WEIGHTS.get(place),
        temperatures=(37.9, 37.4) if place == 15 else (36.9,) if place == 10 else (),
        ecog={12: 1, 13: 1, 15: 2}.get(place),
        fall=0,
        urgent=place == 15,
        comment=_WORDS.get(place),
        by=CLAIRE if place == 12 else None,
        is_late=place == 10,
        confirmed={"fatigue": 2} if place == 13 else {"numbness": 2} if place == 0 else {},
    )
