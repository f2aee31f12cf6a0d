"""The entries of a bundle as resources that can be read, or the reason why one cannot."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from services.answers.fhir_meaning import doubts_of_meta
from services.contract.bundle_import import (
    MOST_ANSWERS,
    MOST_PEOPLE,
    Bundle,
    BundleEntry,
    ImportReason,
)
from services.contract.bundle_resources import (
    CarePlan,
    Condition,
    MedicationAdministration,
    MedicationRequest,
    Observation,
    Patient,
    Response,
)
from services.contract.problems import ProblemCode
from services.errors import ServiceError
from services.imports.lines import Line, Refused

_SHAPES: Final[dict[str, type[BaseModel]]] = {
    "Patient": Patient,
    "Condition": Condition,
    "CarePlan": CarePlan,
    "MedicationRequest": MedicationRequest,
    "MedicationAdministration": MedicationAdministration,
    "Observation": Observation,
    "QuestionnaireResponse": Response,
}
_METHODS: Final = ("POST", "PUT")
_MOST_ENTRIES: Final = 10_000
"""Of all lists of one resource together, as of an answer that is sent alone."""


@dataclass
class Item:
    """One entry: its line, its addresses, and what it holds."""

    line: Line
    addresses: tuple[str, ...]
    resource: Any
    raw: dict[str, Any]


def require_bounded(bundle: Bundle) -> None:
    """Raises 413 for a bundle that would keep the database to itself for too long."""
    kinds = Counter(str((entry.resource or {}).get("resourceType")) for entry in bundle.entry)
    if kinds["Patient"] > MOST_PEOPLE or kinds["QuestionnaireResponse"] > MOST_ANSWERS:
        raise ServiceError(
            413,
            ProblemCode.TOO_LARGE,
            f"A bundle holds at most {MOST_PEOPLE} patients and {MOST_ANSWERS} answers;"
            " send several, the oldest answers of a patient first.",
        )


def items_of(bundle: Bundle) -> Iterator[Item]:
    """Yields every entry in order; one that cannot be read has a line that says so."""
    taken: set[str] = set()
    is_trial = any(doubts_of_meta(bundle.meta))
    for place, entry in enumerate(bundle.entry):
        line = Line(place)
        item = Item(line, _addresses(entry), None, entry.resource or {})
        try:
            item.resource = _read(entry, line, is_trial=is_trial)
            if taken.intersection(item.addresses):
                raise Refused(ImportReason.DUPLICATE_IN_BUNDLE)
            taken.update(item.addresses)
        except Refused as refused:
            line.refuse(refused.reason)
        yield item


def _read(entry: BundleEntry, line: Line, *, is_trial: bool) -> BaseModel:
    raw = entry.resource
    if raw is None:
        raise Refused(ImportReason.RESOURCE_MISSING)
    kind = raw.get("resourceType")
    shape = _SHAPES.get(kind) if isinstance(kind, str) else None
    if shape is None:
        raise Refused(ImportReason.TYPE_NOT_SUPPORTED)
    line.resource = kind
    method = (entry.request or {}).get("method", "POST")
    if method not in _METHODS:
        raise Refused(ImportReason.METHOD_NOT_SUPPORTED)
    if _is_too_much(raw):
        raise Refused(ImportReason.TOO_LARGE)
    is_answer = shape is Response
    # Of an answer a modifier is kept, shown and never ignored (0017).
    if is_trial or entry.modifierExtension or (not is_answer and _may_turn(raw)):
        raise Refused(ImportReason.NOT_UNDERSTOOD)
    try:
        return shape.model_validate(raw)
    except (ValidationError, RecursionError):
        raise Refused(ImportReason.MALFORMED) from None


def _addresses(entry: BundleEntry) -> tuple[str, ...]:
    """By what other entries may refer to this one."""
    raw = entry.resource or {}
    found = [] if entry.fullUrl is None else [entry.fullUrl]
    if isinstance(raw.get("id"), str) and raw["id"]:
        found.append(f"{raw.get('resourceType')}/{raw['id']}")
    return tuple(found)


def _may_turn(value: dict[str, Any]) -> bool:
    """Whether anything in a resource may turn its meaning, or says that it is a trial."""
    meta = value.get("meta")
    if isinstance(meta, dict) and any(doubts_of_meta(meta)):
        return True
    waiting: list[Any] = [value]
    while waiting:
        match waiting.pop():
            case dict() as fields:
                if fields.get("modifierExtension") or fields.get("implicitRules"):
                    return True
                waiting.extend(fields.values())
            case list() as entries:
                waiting.extend(entries)
    return False


def _is_too_much(value: Any) -> bool:
    found, waiting = 0, [value]
    while waiting and found <= _MOST_ENTRIES:
        match waiting.pop():
            case list() as entries:
                found += len(entries)
                waiting.extend(entries)
            case dict() as fields:
                waiting.extend(fields.values())
    return found > _MOST_ENTRIES
