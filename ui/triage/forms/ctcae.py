"""Which CTCAE grades exist for each symptom, so that the form never offers one that the scale
lacks.
"""

HIGHEST_GRADE = {
    "fatigue": 3,
    "pain": 3,
    "abdominal_pain": 3,
    "nausea": 3,
    "vomiting": 4,
    "diarrhoea": 4,
    "constipation": 4,
    "appetite_loss": 4,
    "mouth_sores": 4,
    "taste_change": 2,
    "dyspnoea": 4,
    "cough": 3,
    "numbness": 4,
    "hand_foot_syndrome": 3,
    "rash": 3,
    "insomnia": 3,
    "anxiety": 4,
    "sadness": 4,
    "dizziness": 3,
    "chills": 3,
    "fever": 4,
}
"""Highest grade below death in CTCAE version 5; grade 0 means that the symptom is absent."""


def definition_key(item: str, grade: int) -> str | None:
    """The wording key of a grade's definition; None when the scale does not define it."""
    if grade == 0:
        return "ctcae-none"
    if grade > HIGHEST_GRADE.get(item, 0):
        return None
    return f"ctcae-{item}-{grade}"
