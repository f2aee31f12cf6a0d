"""From the texts of an export to what the painter of each cell wants."""

from __future__ import annotations

from functools import lru_cache

from console.models.exports_model import Column
from console.models.exports_text import ExportText
from widgets.table_cell import CellLook

_KEPT = 1024
_INKS = {"check-circle": "success", "download-simple": "accent", "x-circle": "danger"}


@lru_cache(maxsize=_KEPT)
def cell_looks(text: ExportText) -> tuple[CellLook, ...]:
    """What to paint of a row, in the order of the columns; remembered by the row's own texts."""
    return tuple(_look(text, column) for column in Column)


def _look(text: ExportText, column: Column) -> CellLook:
    tone = "text.muted" if text.is_over else "text.primary"
    match column:
        case Column.CONTENTS:
            return CellLook(text=text.contents, below=text.blocks, tone=tone)
        case Column.FORMAT:
            return CellLook(text=text.format, below=text.language, tone=tone)
        case Column.DESTINATION:
            return CellLook(text=text.destination, tone=tone)
        case Column.SCOPE:
            name = f"{text.family_name} "
            return CellLook(strong=name, text=text.given_name, below=text.days, tone=tone)
        case Column.STATE:
            return _state(text, tone)
        case _:
            return CellLook(text=text.asked, below=text.purpose, tone=tone)


def _state(text: ExportText, tone: str) -> CellLook:
    """What failed, and what can be saved, says so by word and shape, not by a colour alone."""
    if text.is_failed:
        tone = "danger"
    ink = _INKS.get(text.icon, "text.muted")
    if text.is_ready:
        return CellLook(
            strong=text.state, below=text.state_below, icon=text.icon, ink=ink, tone=tone
        )
    return CellLook(
        text=text.state,
        below=text.state_below,
        icon=text.icon,
        ink=ink,
        tone=tone,
        done=text.done,
    )
