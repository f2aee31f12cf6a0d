"""A resource that stands by itself, as a server gives it: its own identifier, version, references.

The resource is one that the document has (decision 0051); here it only gets another name. What a
server does not give out by itself (people, the institution) is named by its identifier, without
words, so that nobody's new name changes a resource that says it has not changed.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from reports.fhir.parts import Resource, instant, own_identifier, resource_id
from services.contract.report_content import ReportSurvey
from services.contract.reports import Report

STANDING: Final = UUID("5b4f0e0e-6c2b-5a37-9a55-0b3f9a4d7c11")
"""The identifier of a report that is put together only to give out some of its resources: what
follows from it is the same each time.
"""
_URN: Final = "urn:uuid:"


def names_in(report: Report) -> dict[str, Resource]:
    """What each reference of a resource of this report becomes."""
    found: dict[str, Resource] = {}

    def _given(kind: str, key: UUID) -> None:
        found[_URN + resource_id(report, kind, key)] = {"reference": f"{kind}/{key}"}

    def _named(kind: str, key: UUID) -> None:
        logical = {"type": kind, "identifier": own_identifier(key)}
        found[_URN + resource_id(report, kind, key)] = logical

    _given("Patient", report.patient.label.id)
    _named("Organization", report.centre.id)
    for survey in report.surveys:
        _given("QuestionnaireResponse", survey.line.id)
        if survey.line.by is not None:
            _named("Practitioner", survey.line.by.id)
    return found


def served(
    resource: Resource,
    names: Mapping[str, Resource],
    identifier: str,
    version: int,
    changed_at: datetime,
) -> Resource:
    """The resource under its own identifier; raises `KeyError` for a reference that is not known.

    `changed_at` is told to the millisecond.
    """
    told = changed_at.replace(microsecond=changed_at.microsecond // 1000 * 1000)
    meta = {"versionId": str(version), "lastUpdated": to_ms(told)}
    rest = {name: value for name, value in resource.items() if name not in _HEAD}
    return {
        "resourceType": resource["resourceType"],
        "id": identifier,
        "meta": meta | resource.get("meta", {}),
        **{name: _renamed(value, names) for name, value in rest.items()},
    }


def finding_id(survey: ReportSurvey, resource: Resource) -> str:
    """The identifier of an observation of a questionnaire, from which that one is found again."""
    return f"{survey.line.id}.{uuid5(STANDING, resource['id']).hex[:12]}"


def object_of(identifier: str) -> UUID | None:
    """Which object a resource is made of; None for what names none."""
    try:
        found = UUID(identifier.partition(".")[0])
    except ValueError:
        return None
    return found if identifier.startswith(str(found)) else None


def once(found: Iterable[Resource]) -> list[Resource]:
    """Resources without a second one of the same identifier."""
    return list({each["id"]: each for each in found}.values())


_HEAD: Final = frozenset({"resourceType", "id", "meta"})


def to_ms(at: datetime) -> str:
    """An instant as versions tell it; parts of a millisecond are left out."""
    return instant(at).replace("Z", ".000Z") if at.microsecond == 0 else f"{instant(at)[:23]}Z"


def _renamed(value: Any, names: Mapping[str, Resource]) -> Any:
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("reference")
    if isinstance(reference, str) and reference.startswith(_URN):
        rest = {name: each for name, each in value.items() if name != "reference"}
        return names[reference] | rest
    return {name: _renamed(each, names) for name, each in value.items()}
