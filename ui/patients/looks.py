"""From the texts of a patient to what the painter of each cell wants."""

from __future__ import annotations

from functools import lru_cache

from console.models.identity_text import STATUS_LOOKS
from console.models.patient_list_model import Column
from console.models.patient_row_text import PatientRowText
from widgets.table_cell import CellLook

_KEPT = 4096
_INKS = {"success": "success", "neutral": "text.muted", "danger": "danger"}
_BETWEEN = " · "


@lru_cache(maxsize=_KEPT)
def cell_looks(text: PatientRowText) -> tuple[CellLook, ...]:
    """What to paint of a row, in the order of the columns; remembered by the row's own texts."""
    return tuple(_look(text, column) for column in Column)


def _look(text: PatientRowText, column: Column) -> CellLook:
    match column:
        case Column.PATIENT:
            return _patient(text)
        case Column.BORN:
            return CellLook(text=text.born, below=text.age_sex)
        case Column.RECORD:
            return CellLook(text=text.record)
        case Column.IDENTITY:
            kind, icon = STATUS_LOOKS[text.status]
            tone = "danger" if kind == "danger" else "text.secondary"
            return CellLook(text=text.status_text, icon=icon, ink=_INKS[kind], tone=tone)
        case Column.TREATMENT:
            return CellLook(text=text.treatment, below=text.course)
        case Column.ANSWERED:
            tone = "text.primary" if text.answered_ago else "text.muted"
            return CellLook(text=text.answered, below=text.answered_ago, tone=tone)
        case Column.ALERT:
            # A row that may be old says nothing in the colour of work that waits.
            tone = "text.primary" if text.level and not text.note else "text.muted"
            return CellLook(text=text.level_text, below=text.open_text, level=text.level, tone=tone)
        case _:
            return CellLook(text=text.oncologist, tone="text.secondary")


def _patient(text: PatientRowText) -> CellLook:
    """The family name whole; a row that may be old is muted and says so."""
    below = _BETWEEN.join(part for part in (text.birth_name, text.note) if part)
    return CellLook(
        strong=f"{text.family_name} ",
        text=text.given_name,
        below=below,
        tag=text.tag,
        tone="text.muted" if text.note else "text.primary",
    )
