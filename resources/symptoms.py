"""The codes of the symptoms that are asked, in the order of the form; their names are wording."""

from typing import Final

SYMPTOMS: Final = (
    "fatigue",
    "pain",
    "abdominal_pain",
    "nausea",
    "vomiting",
    "diarrhoea",
    "constipation",
    "appetite_loss",
    "mouth_sores",
    "taste_change",
    "dyspnoea",
    "cough",
    "numbness",
    "hand_foot_syndrome",
    "rash",
    "insomnia",
    "anxiety",
    "sadness",
    "dizziness",
    "chills",
)
TEMPERATURE: Final = "temperature"
URGENCY: Final = "urgency"
WEIGHT: Final = "weight"
ECOG: Final = "ecog"
FALL: Final = "fall"
MEASURES: Final = (WEIGHT, ECOG, FALL)
"""Questions about the patient as a whole; their names are wording too."""
