"""Which format is made by what; a further one is one more line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from reports.archive import zipped
from reports.cda.document import cda_of
from reports.csv.columns import ENGLISH, FRENCH, Dialect
from reports.csv.tables import csv_of
from reports.fhir.document import fhir_of
from reports.header import Edition
from reports.pdf.document import pdf_of
from reports.xdm.envelope import ZIP_NAME, xdm_of
from services.contract.exports import CsvDelimiter, ExportFormat
from services.contract.reports import Report
from services.delivery.carriers.carrying import MEDIA_TYPES as OF_DOCUMENTS
from services.delivery.carriers.carrying import SUFFIXES

DIALECTS: Final[Mapping[CsvDelimiter, Dialect]] = {
    CsvDelimiter.SEMICOLON: FRENCH,
    CsvDelimiter.COMMA: ENGLISH,
}
_FIRST: Final = Edition()


def _on() -> None:
    """Nobody stops it."""


@dataclass(frozen=True)
class Making:
    """How a report is made into a file.

    `between` is called between the parts of a long one, and raises where nobody waits any more.
    """

    delimiter: CsvDelimiter = CsvDelimiter.SEMICOLON
    edition: Edition = _FIRST
    between: Callable[[], None] = _on


Maker = Callable[[Report, Making], bytes]


def _pdf(report: Report, _: Making) -> bytes:
    return pdf_of(report)


def _csv(report: Report, making: Making) -> bytes:
    return zipped(csv_of(report, DIALECTS[making.delimiter]))


def _fhir(report: Report, _: Making) -> bytes:
    return fhir_of(report)


def _cda(report: Report, making: Making) -> bytes:
    pdf = pdf_of(report)
    making.between()
    return cda_of(report, pdf, making.edition)


def _xdm(report: Report, making: Making) -> bytes:
    pdf = pdf_of(report)
    making.between()
    return xdm_of(report, pdf, making.edition)


MAKERS: Final[Mapping[ExportFormat, Maker]] = {
    ExportFormat.PDF: _pdf,
    ExportFormat.CSV: _csv,
    ExportFormat.FHIR: _fhir,
    ExportFormat.CDA: _cda,
    ExportFormat.XDM: _xdm,
}
MEDIA_TYPES: Final[Mapping[ExportFormat, str]] = {
    **OF_DOCUMENTS,
    ExportFormat.CSV: "application/zip",
}
_SUFFIXES: Final[Mapping[ExportFormat, str]] = {**SUFFIXES, ExportFormat.CSV: "zip"}


def offered() -> list[ExportFormat]:
    """What may be asked for, in a steady order."""
    return [each for each in ExportFormat if each in MAKERS]


def file_name(export_id: UUID, wanted: ExportFormat) -> str:
    """The name of a file, which names nobody; that of an envelope is the one that mail asks for."""
    if wanted is ExportFormat.XDM:
        return ZIP_NAME
    return f"vigie-{export_id}.{_SUFFIXES[wanted]}"
