"""What the interface can do, as it says of itself; made of the table that the parser reads."""

from typing import Final

from reports.fhir.parts import Resource
from resources.version import VERSION
from services.edge.fhir import FHIR_JSON
from services.fhir.kinds import PATIENTS, SERVED, Parameter, Served

_SINCE: Final = "2026-11-29"
_HOW: Final = (
    "Reads of one centre for its integration engine. Pages follow the order of changes; "
    "_lastUpdated only grows, so that whoever asks for what came after the last one that they saw "
    "misses nothing. A parameter that is not known is refused unless Prefer: handling=lenient."
)
_HISTORY: Final = (
    "By _since, _count and the links: the last version of each patient who changed, and DELETE for "
    "each who was erased. No older versions."
)
_EXPORT: Final = (
    "With Prefer: respond-async; _type, _since and _outputFormat (ndjson). Content-Location is "
    "asked until the files are there; DELETE gives it up. One at a time for a credential."
)
_BULK: Final = "http://hl7.org/fhir/uv/bulkdata/"
_BY_POST: Final = "The same by POST to _search, which keeps parameters out of addresses."


def capability_statement(base: str) -> Resource:
    """The statement of the interface that lies at `base`."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "instantiates": [f"{_BULK}CapabilityStatement/bulk-data"],
        "date": _SINCE,
        "kind": "instance",
        "software": {"name": "Vigie", "version": VERSION},
        "implementation": {"description": "Vigie, FHIR R4, read only", "url": base},
        "fhirVersion": "4.0.1",
        "format": [FHIR_JSON],
        "rest": [
            {
                "mode": "server",
                "documentation": _HOW,
                "security": {
                    "description": "A machine credential of the scope fhir_read as a bearer token."
                },
                "resource": [_resource(each) for each in SERVED.values()],
                "operation": [_operation("export")],
            }
        ],
    }


def _resource(served: Served) -> Resource:
    interactions = [{"code": "read"}, {"code": "search-type", "documentation": _BY_POST}]
    if served is PATIENTS:
        interactions.append({"code": "history-type", "documentation": _HISTORY})
    operations = {"operation": [_operation("patient-export")]} if served is PATIENTS else {}
    return {
        "type": served.type,
        "interaction": interactions,
        "versioning": "versioned",
        "readHistory": False,
        "updateCreate": False,
        "conditionalRead": "not-match",
        "searchParam": [_parameter(each) for each in served.parameters],
        **operations,
    }


def _operation(definition: str) -> Resource:
    return {
        "name": "export",
        "definition": f"{_BULK}OperationDefinition/{definition}",
        "documentation": _EXPORT,
    }


def _parameter(parameter: Parameter) -> Resource:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "documentation": parameter.says,
    }
