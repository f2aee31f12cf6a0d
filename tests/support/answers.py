"""Answers to send, in the compact JSON of the intake."""

import json
from functools import cache
from typing import Any

from resources.locate import read_json

QUESTIONNAIRE, VERSION = "vigie-weekly", "1.1.0"
Attributes = dict[str, Any]


@cache
def _first_attributes() -> dict[str, str]:
    """For each symptom of the questionnaire the attribute that is asked first."""
    document: Any = read_json("questionnaires", f"{QUESTIONNAIRE}-{VERSION}.json")
    symptoms = next(item for item in document["item"] if item["linkId"] == "symptoms")
    return {
        symptom["linkId"]: symptom["item"][0]["linkId"].rpartition(".")[2]
        for symptom in symptoms["item"]
    }


def all_quiet() -> dict[str, Attributes]:
    """Every symptom answered, none felt."""
    return {symptom: {first: 0} for symptom, first in _first_attributes().items()}


def answer_content(symptoms: dict[str, Attributes] | None = None, **changes: Any) -> dict[str, Any]:
    """A complete answer with nothing to report, but for the symptoms and fields that are given."""
    content: dict[str, Any] = {
        "questionnaire": QUESTIONNAIRE,
        "version": VERSION,
        "language": "fr",
        "authored_at": "2025-11-18T09:30:00Z",
        "items": all_quiet() | (symptoms or {}),
        "temperatures": [],
        "urgency": "can_wait",
        "comment": None,
    }
    return content | changes


def answer_json(symptoms: dict[str, Attributes] | None = None, **changes: Any) -> bytes:
    """The same as bytes of a body."""
    return json.dumps(answer_content(symptoms, **changes)).encode()
