"""What a file would hold, in words: the lines of its tables, the parts of its document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from resources.wording import Wording
from services.contract.export_fields import ExportField
from services.contract.export_previews import ExportPreview, PreviewPart, PreviewTable
from services.contract.exports import CsvDelimiter
from widgets.text_table import TextRow

_KINDS: Final = frozenset(
    {
        "CarePlan", "Communication", "Composition", "Condition", "DetectedIssue", "Device",
        "EpisodeOfCare", "MedicationAdministration", "Observation", "Organization", "Patient",
        "Practitioner", "PractitionerRole", "QuestionnaireResponse", "Task",
    }
)  # fmt: skip
"""Types of resource that have words; one of a later service is shown by its own name."""


def preview_text(w: Wording, preview: ExportPreview, delimiter: CsvDelimiter) -> str:
    """Headings begin with `## `, as the widget of long texts reads them."""
    if preview.tables:
        return "\n\n".join(_table(w, each, delimiter) for each in preview.tables)
    parts = ((w.text("exports-preview-sections"), preview.sections),
             (w.text("exports-preview-resources"), preview.resources))  # fmt: skip
    return "\n\n".join(_parts(w, title, found) for title, found in parts if found)


def _table(w: Wording, table: PreviewTable, delimiter: CsvDelimiter) -> str:
    count = w.text("exports-preview-lines", count=table.total, number=w.integer(table.total))
    lines = [delimiter.value.join(cells) for cells in (table.columns, *table.rows)]
    return "\n\n".join((f"## {table.file} · {count}", *lines))


def _parts(w: Wording, title: str, parts: Iterable[PreviewPart]) -> str:
    lines = "\n".join(f"- {_part(w, each)}" for each in parts)
    return f"## {title}\n\n{lines}"


def _part(w: Wording, part: PreviewPart) -> str:
    """A section is named by the document; a type of resource, which FHIR names, in words."""
    name = w.text(f"exports-resource-{part.name.lower()}") if part.name in _KINDS else part.name
    return w.text("exports-preview-part", name=name, count=w.integer(part.count))


def field_rows(w: Wording, fields: Iterable[ExportField]) -> list[TextRow]:
    """Each field once; what says who somebody is says so in words, and in red."""
    rows: dict[tuple[str, bool], TextRow] = {}
    for field in fields:
        name = meaning(w, field)
        mark = w.text("exports-field-identifies") if field.identifies else ""
        sentence = ", ".join(part for part in (name, mark) if part)
        danger = (0, 1) if field.identifies else ()
        rows.setdefault((name, field.identifies), TextRow((name, mark), sentence, danger=danger))
    return list(rows.values())


def meaning(w: Wording, field: ExportField) -> str:
    """What a field says, in the language of who reads."""
    return field.french if w.language == "fr" else field.english
