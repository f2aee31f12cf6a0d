"""A report that left, as `DocumentReference`: what it is and its fingerprint, never its content.

There is no address of the file: it left once, and is not here any more (decision 0053).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from reports.fhir.parts import (
    Resource,
    begin,
    concept,
    instant,
    loinc,
    own,
    own_identifier,
    period,
    refer,
)
from reports.national import REPORT_CODE, REPORT_NAME
from reports.voice import wording_of
from services.contract.fhir_systems import STRUCTURES
from services.contract.report_enums import ExportPurpose
from services.contract.reports import Report

SHA256: Final = STRUCTURES + "sha-256"
"""On an attachment, in hexadecimal: the element `hash` of FHIR R4 is for SHA-1 alone."""


@dataclass(frozen=True)
class LeftReport:
    """A report of a patient that was made and has left: `size` in bytes, `sha256` of the file.

    `first` None: of the whole time of monitoring. `stands` False: it reported an end that was
    none, or the record refused it after it had left.
    """

    id: UUID
    purpose: ExportPurpose
    first: date | None
    last: date
    language: str
    media_type: str
    made_at: datetime
    size: int
    sha256: str
    stands: bool = True


def document_reference(report: Report, left: LeftReport) -> Resource:
    """The reference, in the words of an empty report of the same patient and centre."""
    wording = wording_of(report)
    reason = wording.text(f"report-purpose-{left.purpose}")
    return begin(report, "DocumentReference", left.id) | {
        "identifier": [own_identifier(left.id)],
        "status": "current" if left.stands else "entered-in-error",
        "docStatus": "final",
        "type": concept(loinc(REPORT_CODE), text=REPORT_NAME),
        "subject": refer(report, "Patient", report.patient.label.id),
        "date": instant(left.made_at),
        "custodian": refer(report, "Organization", report.centre.id),
        "description": wording.text("report-title"),
        "content": [
            {
                "attachment": {
                    "extension": [{"url": SHA256, "valueString": left.sha256}],
                    "contentType": left.media_type,
                    "language": left.language,
                    "size": left.size,
                    "creation": instant(left.made_at),
                }
            }
        ],
        "context": {
            "event": [concept(own("export-purpose", left.purpose.value), text=reason)],
            "period": period(left.first, left.last),
        },
    }
