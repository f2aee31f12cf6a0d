"""Clinicians' names of symptoms, by the codes that answers and explanations use."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, cast

from resources.locate import read_json

_LANGUAGES = ("fr", "en")


class SymptomLabel(NamedTuple):
    """The name of a symptom in full, and as a row of the queue has room for it."""

    long: str
    short: str


@cache
def symptom_labels(language: str) -> Mapping[str, SymptomLabel]:
    """Return the names by code, `temperature` and `urgency` included, in the order of the form.

    A language other than French or English falls back to French.
    """
    shown = language if language in _LANGUAGES else _LANGUAGES[0]
    labels = cast(
        "dict[str, dict[str, dict[str, str]]]",
        read_json("symptom_labels.json"),
    )
    return MappingProxyType(
        {
            code: SymptomLabel(names[shown]["long"], names[shown]["short"])
            for code, names in labels.items()
        }
    )
