"""Which format is made by what; a further one is one more line."""

from collections.abc import Callable, Mapping
from typing import Final

from reports.pdf.document import pdf_of
from services.contract.exports import ExportFormat
from services.contract.reports import Report

MAKERS: Final[Mapping[ExportFormat, Callable[[Report], bytes]]] = {ExportFormat.PDF: pdf_of}
MEDIA_TYPES: Final[Mapping[ExportFormat, str]] = {
    ExportFormat.PDF: "application/pdf",
    ExportFormat.CSV: "application/zip",
    ExportFormat.FHIR: "application/fhir+json",
    ExportFormat.CDA: "application/xml",
}
SUFFIXES: Final[Mapping[ExportFormat, str]] = {
    ExportFormat.PDF: "pdf",
    ExportFormat.CSV: "zip",
    ExportFormat.FHIR: "json",
    ExportFormat.CDA: "xml",
}


def offered() -> list[ExportFormat]:
    """What may be asked for, in a steady order."""
    return [each for each in ExportFormat if each in MAKERS]
