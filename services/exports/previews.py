"""What an export would hold, in short: made like the file itself, and much smaller."""

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Final

from reports.csv.columns import Dialect
from reports.csv.tables import tables_of
from reports.fhir.document import bundle_of
from reports.pdf.document import first_page_of
from services.contract.export_previews import (
    PREVIEW_LINES,
    ExportPreview,
    PreviewPart,
    PreviewTable,
)
from services.contract.exports import ExportFormat
from services.contract.reports import Report
from services.exports.makers import DIALECTS, Making


def preview_of(report: Report, wanted: ExportFormat, making: Making) -> bytes:
    """An `ExportPreview` as JSON."""
    return _PREVIEWERS[wanted](report, wanted, making).model_dump_json().encode()


def _page(report: Report, wanted: ExportFormat, _: Making) -> ExportPreview:
    """Of whatever has the PDF inside."""
    return ExportPreview(format=wanted, page=b64encode(first_page_of(report)).decode())


def _tables(report: Report, wanted: ExportFormat, making: Making) -> ExportPreview:
    found = _shown(report, DIALECTS[making.delimiter])
    return ExportPreview(format=wanted, tables=found)


def _shown(report: Report, dialect: Dialect) -> list[PreviewTable]:
    found = []
    for each in tables_of(report):
        names, *rows = islice(each.lines(report, dialect), 1 + PREVIEW_LINES)
        total = sum(1 for _ in each.rows(report))
        found.append(PreviewTable(file=each.file, columns=names, rows=rows, total=total))
    return found


def _resources(report: Report, wanted: ExportFormat, _: Making) -> ExportPreview:
    resources = [each["resource"] for each in bundle_of(report)["entry"]]
    counts = Counter(each["resourceType"] for each in resources)
    return ExportPreview(
        format=wanted,
        sections=[
            PreviewPart(name=each["title"], count=len(each.get("entry", ())))
            for each in resources[0]["section"]
        ],
        resources=[PreviewPart(name=name, count=count) for name, count in counts.items()],
    )


_PREVIEWERS: Final[
    Mapping[ExportFormat, Callable[[Report, ExportFormat, Making], ExportPreview]]
] = {
    ExportFormat.PDF: _page,
    ExportFormat.CSV: _tables,
    ExportFormat.FHIR: _resources,
    ExportFormat.CDA: _page,
    ExportFormat.XDM: _page,
}
