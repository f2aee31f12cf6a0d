"""The released questionnaires as FHIR documents: where a question stands, and its choices.

A response is written with the codes that senders read in the same document (decision 0017), so that
what we say and what we take is one language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

from reports.fhir.parts import Resource, coding
from resources.locate import read_json, resource_names
from services.contract.fhir_systems import (
    ORDINAL_VALUE,
    SURVEY_QUESTION,
    SYMPTOM_ATTRIBUTE,
    SYMPTOM_ITEM,
)

OPT_OUT: Final = "opt-out"
_WORDS: Final = {"no": 0, "yes": 1}
"""Of a question whose choices have no number in the document."""


@dataclass(frozen=True)
class Asked:
    """A question or a group: its codes, its choices by their values, and what stands under it."""

    link_id: str
    item: str | None
    """The symptom or the question about the whole patient; None for a group that only arranges."""
    attribute: str | None
    codes: tuple[Resource, ...]
    choices: Mapping[float | str, Resource]
    parts: tuple["Asked", ...]


@dataclass(frozen=True)
class Published:
    """One version of a form."""

    canonical: str
    parts: tuple[Asked, ...]
    codes: Mapping[str, tuple[Resource, ...]]
    """Codes of each symptom and of each question about the whole patient."""


def published(name: str, version: str) -> Published | None:
    """The document of a version; None where we have none."""
    return _all().get((name, version))


@cache
def _all() -> Mapping[tuple[str, str], Published]:
    found = {}
    for file in resource_names("questionnaires", suffix=".json"):
        document = cast("dict[str, Any]", read_json("questionnaires", file))
        parts = tuple(_asked(each, None) for each in document["item"])
        codes = {each.item: each.codes for each in _walk(parts) if each.item and not each.attribute}
        url, version = document["url"], document["version"]
        key = (url.rsplit("/", 1)[-1], version)
        found[key] = Published(f"{url}|{version}", parts, codes)
    return found


def _walk(parts: tuple[Asked, ...]) -> Iterator[Asked]:
    for each in parts:
        yield each
        yield from _walk(each.parts)


def _asked(item: Resource, symptom: str | None) -> Asked:
    by_system = {each["system"]: each["code"] for each in item.get("code", [])}
    symptom = by_system.get(SYMPTOM_ITEM, symptom)
    return Asked(
        link_id=item["linkId"],
        item=symptom or by_system.get(SURVEY_QUESTION),
        attribute=by_system.get(SYMPTOM_ATTRIBUTE),
        codes=tuple(
            coding(each["system"], each["code"], each.get("display"))
            for each in item.get("code", [])
        ),
        choices=dict(_choice(each["valueCoding"]) for each in item.get("answerOption", [])),
        parts=tuple(_asked(each, symptom) for each in item.get("item", [])),
    )


def _choice(option: Resource) -> tuple[float | str, Resource]:
    said = coding(option["system"], option["code"])
    for extension in option.get("extension", []):
        if extension["url"] == ORDINAL_VALUE:
            return float(extension["valueDecimal"]), said
    code = str(option["code"])
    return _WORDS.get(code, code), said
