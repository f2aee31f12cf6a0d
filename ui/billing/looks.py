"""From the texts of a month to what the painter of each cell wants."""

from __future__ import annotations

from functools import lru_cache

from console.models.billing_model import Column
from console.models.billing_text import BilledText
from widgets.table_cell import CellLook

_KEPT = 4096
_INKS = {
    "check-circle": "success",
    "x-circle": "danger",
    "clock": "text.muted",
    "info": "warning",
    "clock-afternoon": "warning",
    "warning-circle": "danger",
}


@lru_cache(maxsize=_KEPT)
def cell_looks(text: BilledText) -> tuple[CellLook, ...]:
    """What to paint of a row, in the order of the columns; remembered by the row's own texts."""
    return tuple(_look(text, column) for column in Column)


def _look(text: BilledText, column: Column) -> CellLook:
    tone = "text.muted" if text.note else "text.primary"
    match column:
        case Column.PATIENT:
            name, below = f"{text.family_name} ", text.note or text.born
            return CellLook(strong=name, text=text.given_name, below=below, tone=tone)
        case Column.RECORD:
            return CellLook(text=text.record, tone=tone)
        case Column.MONTH:
            return CellLook(text=text.month, below=text.days, tone=tone)
        case Column.RECEIVED:
            return CellLook(text=text.received, below=text.beside, tone=tone)
        case Column.CHECK:
            return _marked(text.check, text.because, text.check_icon, tone)
        case _:
            return _marked(text.prescription, text.ends_on, text.prescription_icon, tone)


def _marked(said: str, below: str, icon: str, tone: str) -> CellLook:
    """The word says it; the shape and its colour repeat it."""
    if not icon:
        return CellLook(text=said, below=below, tone=tone)
    return CellLook(text=said, below=below, icon=icon, ink=_INKS[icon], tone=tone)
