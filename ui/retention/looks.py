"""From the texts of a patient of the calendar to what the painter of each cell wants."""

from __future__ import annotations

from functools import lru_cache

from console.models.retention_model import Column
from console.models.retention_text import DueText
from widgets.table_cell import CellLook

_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def cell_looks(text: DueText) -> tuple[CellLook, ...]:
    """What to paint of a row, in the order of the columns; remembered by the row's own texts."""
    return tuple(_look(text, column) for column in Column)


def _look(text: DueText, column: Column) -> CellLook:
    match column:
        case Column.PATIENT:
            return CellLook(strong=f"{text.family_name} ", text=text.given_name, below=text.below)
        case Column.DUE:
            tone = "warning" if text.late else "text.primary"
            return CellLook(text=text.due, below=text.late, tone=tone)
        case Column.LAST_USE:
            return CellLook(text=text.last_use, below=text.last_survey)
        case Column.ANNOUNCED:
            icon, ink = (
                ("check-circle", "success") if text.announced_on else ("clock", "text.muted")
            )
            return CellLook(text=text.announced, below=text.announced_on, icon=icon, ink=ink)
        case _:
            icon = "lock-simple" if text.held_by else ""
            return CellLook(text=text.held, below=text.held_by, icon=icon, ink="warning")
