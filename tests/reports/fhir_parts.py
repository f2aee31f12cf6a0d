"""What the tests of the FHIR document look at: the bundle, and resources of a kind."""

import json
from collections.abc import Iterator
from typing import Any

from reports.fhir.document import fhir_of
from services.contract.reports import Report

Resource = dict[str, Any]


def bundle(report: Report) -> Resource:
    """The document as a reader finds it."""
    found: Resource = json.loads(fhir_of(report))
    return found


def of_kind(document: Resource, kind: str) -> list[Resource]:
    """The resources of a kind, in their order."""
    resources = [each["resource"] for each in document["entry"]]
    return [each for each in resources if each["resourceType"] == kind]


def references(value: Any) -> Iterator[str]:
    """Every reference below a value."""
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def shortened(report: Report) -> Report:
    """The usual report with one questionnaire and its alert: small enough to be read whole."""
    summary = report.summary.model_copy(update={"weeks": (), "symptoms": ()})
    return report.model_copy(
        update={"surveys": report.surveys[:1], "alerts": report.alerts[:1], "summary": summary}
    )
