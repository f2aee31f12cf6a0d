"""The reports of many patients as lines of JSON, a file for each type of resource (FHIR Bulk Data).

The resources are those of the document (`reports.fhir.document`), without the composition, which is
a document's. They name each other as `Patient/…`. What several patients share (the centre, people,
the software) stands once in all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from reports.fhir.document import resources_of, text_of
from reports.fhir.parts import Resource
from services.contract.reports import Report

_REFERENCE: Final = re.compile(r'"reference":"urn:uuid:([0-9a-f-]{36})"')
"""Quotes within a text stand behind a backslash: no words of anybody read so."""
_SHARED: Final = ("Organization", "Practitioner", "Device", "PractitionerRole")
"""In an order in which each names only those before it."""


@dataclass(frozen=True)
class Kind:
    """A type of resource that may be in a cohort, in two languages; `identifies` as in a column."""

    name: str
    french: str
    english: str
    identifies: bool = False


KINDS: Final = (
    Kind(
        "Patient",
        "Identité : noms, date de naissance, IPP, INS si l'identité est qualifiée",
        "Identity: names, date of birth, record number, INS where the identity is qualified",
        identifies=True,
    ),
    Kind("EpisodeOfCare", "Suivi à distance", "Follow-up from home"),
    Kind("Condition", "Maladie suivie", "Disease that is followed"),
    Kind("CarePlan", "Ligne de traitement", "Line of treatment"),
    Kind("MedicationAdministration", "Cycle de traitement", "Cycle of a treatment"),
    Kind("QuestionnaireResponse", "Questionnaire rempli", "Questionnaire as answered"),
    Kind("Observation", "Grade de symptôme, mesure, événement", "Symptom grade, measure, event"),
    Kind("DetectedIssue", "Alerte : ce qui a été trouvé", "Alert: what was found"),
    Kind("Task", "Alerte : ce qui a été fait", "Alert: what was done about it"),
    Kind(
        "Communication",
        "Appel, commentaire du patient ou de l'équipe",
        "Call, words of the patient or of the team",
        identifies=True,
    ),
    Kind("Organization", "Établissement et unité", "Institution and unit"),
    Kind("Practitioner", "Professionnel nommé", "Professional who is named", identifies=True),
    Kind("PractitionerRole", "Qui a demandé l'export", "Who asked for the export", identifies=True),
    Kind("Device", "Logiciel", "Software"),
)


class Bulk:
    """Makes the lines of one cohort; it remembers what stands in them already of what is shared."""

    def __init__(self, cohort_id: UUID) -> None:
        self._cohort_id = cohort_id
        self._written: set[str] = set()

    def report_id(self, patient_id: UUID) -> UUID:
        """The identifier that the report of a patient must have here, from which others follow."""
        return uuid5(self._cohort_id, str(patient_id))

    def lines(self, report: Report) -> Iterator[tuple[str, bytes]]:
        """The type and the line of each resource of a patient, without what stands already."""
        resources = resources_of(report)
        names = {each["id"]: f"{each['resourceType']}/{each['id']}" for each in resources}
        for kind in _SHARED:
            for each in resources:
                if each["resourceType"] == kind and self._is_new(each, names):
                    yield kind, _line(each, names)
        for each in resources:
            if each["resourceType"] not in _SHARED:
                yield each["resourceType"], _line(each, names)

    def _is_new(self, resource: Resource, names: dict[str, str]) -> bool:
        """Gives a shared resource the identifier that follows from what it says."""
        former, kind = resource.pop("id"), resource["resourceType"]
        resource["id"] = str(uuid5(self._cohort_id, _line(resource, names).decode()))
        name = names[former] = f"{kind}/{resource['id']}"
        is_new = name not in self._written
        self._written.add(name)
        return is_new


def _line(resource: Resource, names: dict[str, str]) -> bytes:
    def _named(found: re.Match[str]) -> str:
        return f'"reference":"{names[found[1]]}"'

    return _REFERENCE.sub(_named, text_of(resource)).encode() + b"\n"
