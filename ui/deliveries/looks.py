"""From the texts of a delivery to what the painter of each cell wants."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from console.models.deliveries_model import Column
from console.models.deliveries_text import DeliveryText
from widgets.table_cell import CellLook

_KEPT: Final = 1024
_INKS: Final = {
    "check-circle": "success",
    "x-circle": "danger",
    "prohibit": "danger",
    "warning": "warning",
    "export": "accent",
}


@lru_cache(maxsize=_KEPT)
def cell_looks(text: DeliveryText) -> tuple[CellLook, ...]:
    """What to paint of a row, in the order of the columns; remembered by the row's own texts."""
    return tuple(_look(text, column) for column in Column)


def _look(text: DeliveryText, column: Column) -> CellLook:
    tone = "text.muted" if text.is_over else "text.primary"
    match column:
        case Column.DOCUMENT:
            return CellLook(text=text.document, below=text.format, tone=tone)
        case Column.PATIENT:
            name = f"{text.family_name} "
            return CellLook(strong=name, text=text.given_name, below=text.born, tone=tone)
        case Column.STATE:
            return _state(text, tone)
        case Column.DESTINATION:
            way, _, place = text.destination.partition(" · ")
            return CellLook(text=way, below=place, tone=tone)
        case _:
            return CellLook(text=text.queued, below=text.by, tone=tone)


def _state(text: DeliveryText, tone: str) -> CellLook:
    """What somebody has to look at says so by word and shape, not by a colour alone."""
    ink = _INKS.get(text.icon, "text.muted") if not text.is_over else "text.muted"
    return CellLook(
        text=text.state,
        below=text.below,
        icon=text.icon,
        ink=ink,
        tone="danger" if text.is_wrong else tone,
    )
