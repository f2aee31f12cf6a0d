"""The small parts of which FHIR resources are made, and how they name each other.

Every identifier follows from that of the report: the same report is the same bytes.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final

from services.contract.fhir_systems import CODE_SYSTEMS, LOINC, UCUM
from services.contract.reports import Report

Resource = dict[str, Any]

FR_CORE: Final = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-"
FR_NUMBERS: Final = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"
NUMBERS: Final = "http://terminology.hl7.org/CodeSystem/v2-0203"
REASONS: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
ACT_REASONS: Final = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
_URIS: Final = "urn:ietf:rfc:3986"


def resource_id(report: Report, kind: str, key: object) -> str:
    """The identifier of a resource in this report."""
    return _identifier(report.id, f"{kind}/{key}")


@lru_cache(maxsize=4096)
def _identifier(of: uuid.UUID, name: str) -> str:
    return str(uuid.uuid5(of, name))


def begin(report: Report, kind: str, key: object, *profiles: str) -> Resource:
    """A resource with its identifier, the profiles that it keeps, and whether it is invented."""
    meta: Resource = {}
    if profiles:
        meta["profile"] = list(profiles)
    if report.is_demonstration:
        meta["tag"] = [coding(ACT_REASONS, "HTEST", "test health data")]
    found: Resource = {"resourceType": kind, "id": resource_id(report, kind, key)}
    return found | {"meta": meta} if meta else found


def refer(report: Report, kind: str, key: object, display: str | None = None) -> Resource:
    """A reference to a resource of the same report."""
    found: Resource = {"reference": f"urn:uuid:{resource_id(report, kind, key)}"}
    return found if display is None else found | {"display": display}


def own_identifier(key: uuid.UUID) -> Resource:
    """The identifier that the product knows a thing by, the same in every report."""
    return {"system": _URIS, "value": f"urn:uuid:{key}"}


def coding(system: str, code: str, display: str | None = None) -> Resource:
    """A code of a code system."""
    found: Resource = {"system": system, "code": code}
    return found if display is None else found | {"display": display}


def own(name: str, code: str, display: str | None = None) -> Resource:
    """A code of one of our code systems."""
    return coding(CODE_SYSTEMS + name, code, display)


def loinc(code: str, display: str | None = None) -> Resource:
    """A code of LOINC."""
    return coding(LOINC, code, display)


def concept(*codings: Resource, text: str | None = None) -> Resource:
    """One thing by its codes, and in words."""
    found: Resource = {"coding": list(codings)} if codings else {}
    return found if text is None else found | {"text": text}


def absent(code: str, text: str) -> Resource:
    """Why there is no value."""
    return concept(coding(REASONS, code), text=text)


def quantity(value: float, unit: str, code: str) -> Resource:
    """A number with its UCUM unit."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def instant(at: datetime) -> str:
    """A moment, in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def period(start: date | datetime | None, end: date | datetime | None) -> dict[str, str]:
    """Since when and until when, as far as both are known."""
    found = {"start": start, "end": end}
    return {
        name: instant(each) if isinstance(each, datetime) else each.isoformat()
        for name, each in found.items()
        if each is not None
    }


def without_nothing(fields: Mapping[str, Any]) -> Resource:
    """The same without what is not there: FHIR has no empty elements. 0 and false are there."""
    return {name: each for name, each in fields.items() if each or isinstance(each, int | float)}
