"""What the record holds, in words: one fact, and what became of a line of treatment."""

from __future__ import annotations

from console.models.identity_text import free_text
from resources.wording import Wording
from services.contract.patient_file import TreatmentMark
from services.contract.record import (
    DiagnosisContent,
    EcogContent,
    EntryContent,
    EventContent,
    NoteContent,
    RecordEntry,
    TemperatureContent,
    WeightContent,
    WorkStatusContent,
)

ENTRY_ICONS = {
    "diagnosis": "activity",
    "event": "calendar-blank",
    "work_status": "identification-card",
    "ecog": "user",
    "weight": "scales",
    "temperature": "first-aid-kit",
    "note": "note-pencil",
}


def entry_text(w: Wording, entry: RecordEntry) -> tuple[str, str]:
    """What sort of fact it is, and what it says."""
    kind = w.text(f"file-entry-{entry.kind}")
    if entry.content is None:
        return kind, w.text("row-content-unreadable")
    return kind, _said(w, entry.content)


def _said(w: Wording, content: EntryContent) -> str:
    match content:
        case DiagnosisContent():
            code = f"{content.icd10} " if content.icd10 else ""
            return f"{code}{free_text(w, content.label)}"
        case EventContent():
            what = w.text(f"word-event-{content.event}")
            label = free_text(w, content.label)
            return f"{what}, {label}" if label else what
        case WorkStatusContent():
            return w.text(f"file-work-{content.status}")
        case EcogContent():
            return w.text("file-measure-ecog", value=str(content.grade))
        case WeightContent():
            return w.text("file-measure-weight", value=w.decimal(content.kg))
        case TemperatureContent():
            return w.celsius(content.celsius)
        case NoteContent():
            return free_text(w, content.text)


def treatment_text(w: Wording, mark: TreatmentMark) -> tuple[str, str]:
    """Which line it is about, and what began or ended."""
    name = mark.name or w.text("row-content-unreadable")
    line = name if mark.number is None else w.text("file-line", name=name, number=mark.number)
    if mark.cycle is not None:
        note = free_text(w, mark.note)
        cycle = w.text("triage-cycle", cycle=mark.cycle)
        return line, f"{cycle} {note}".strip()
    return line, w.text("file-line-ended" if mark.is_end else "file-line-began")
