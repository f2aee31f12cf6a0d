"""What an export would hold, in short: the file of an export that was asked for as a preview."""

from typing import Final

from pydantic import Field

from services.contract.base import Reply
from services.contract.exports import ExportFormat

PREVIEW_LINES: Final = 10


class PreviewTable(Reply):
    """A table of CSV: its columns, its first lines with the cells as they stand in the file, and
    how many lines it has.
    """

    file: str
    columns: list[str]
    rows: list[list[str]]
    total: int


class PreviewPart(Reply):
    """How many there are of something: a section with what it names, or a kind of resource."""

    name: str
    count: int


class ExportPreview(Reply):
    """The first page, ten lines, or what there is of each kind, as the format is.

    `page` is the first page of the PDF as PNG in base64 (144 dots an inch), also of a CDA and of an
    envelope, which carry it; `tables` are those of CSV; `sections` and `resources` those of FHIR.
    """

    format: ExportFormat
    page: str | None = None
    tables: list[PreviewTable] = Field(default_factory=list)
    sections: list[PreviewPart] = Field(default_factory=list)
    resources: list[PreviewPart] = Field(default_factory=list)
