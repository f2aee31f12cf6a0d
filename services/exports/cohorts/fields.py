"""What is in a cohort, field by field: before it is asked for, for the second person, and in the
zip beside the data.
"""

import json
from typing import Any, Final

from reports.csv.columns import FRENCH
from reports.csv.tables import dictionary as dictionary_of_tables
from reports.csv.tables import fields as fields_of_tables
from reports.csv.tables import schema as schema_of_tables
from reports.fhir.bulk import KINDS
from reports.fields import Field
from resources.csv_text import BYTE_ORDER_MARK, csv_text
from services.contract.cohorts import CohortField, CohortFormat
from services.contract.report_enums import ReportBlock

DICTIONARY_FILE: Final = "dictionary.csv"
SCHEMA_FILE: Final = "schema.json"
SUFFIX: Final = ".ndjson"
_ROLES: Final = ("file", "type", "identifies", "meaning_fr", "meaning_en")
_FHIR_SCHEMA: Final = "http://hl7.org/fhir/R4/fhir.schema.json"


def fields_of(asked: CohortFormat, blocks: list[ReportBlock]) -> list[CohortField]:
    """Every column of every table, or every type of resource."""
    return [
        CohortField(
            file=each.part,
            name=name,
            identifies=each.identifies,
            french=each.french,
            english=each.english,
        )
        for each in held(asked)
        if not each.blocks or any(block in blocks for block in each.blocks)
        for name in each.elements
    ]


def held(asked: CohortFormat) -> tuple[Field, ...]:
    """The same of all blocks, as the fields of a report are told."""
    if asked is CohortFormat.CSV:
        return fields_of_tables()
    return tuple(
        Field(each.name + SUFFIX, (each.name,), each.french, each.english, (), each.identifies)
        for each in KINDS
    )


def described(asked: CohortFormat) -> dict[str, bytes]:
    """The dictionary and the JSON schema of a line, by the names of their files."""
    if asked is CohortFormat.CSV:
        return {DICTIONARY_FILE: dictionary_of_tables(), SCHEMA_FILE: schema_of_tables()}
    rows = [
        [each.name + SUFFIX, each.name, str(each.identifies).lower(), each.french, each.english]
        for each in KINDS
    ]
    text = csv_text([_ROLES, *rows], FRENCH.delimiter)
    return {DICTIONARY_FILE: BYTE_ORDER_MARK + text.encode(), SCHEMA_FILE: _schema()}


def _schema() -> bytes:
    """What each line has; the rest of a resource is as FHIR R4 defines it."""
    found: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"FHIR R4: {_FHIR_SCHEMA}",
        "$defs": {
            each.name: {
                "type": "object",
                "description": each.english,
                "required": ["resourceType", "id"],
                "properties": {
                    "resourceType": {"const": each.name},
                    "id": {"type": "string", "format": "uuid"},
                    "meta": {"type": "object"},
                },
            }
            for each in KINDS
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()
