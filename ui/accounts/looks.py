"""From the texts of an account to what the painter of each cell wants."""

from __future__ import annotations

from functools import lru_cache

from console.models.accounts_model import Column
from console.models.accounts_text import AccountText
from widgets.table_cell import CellLook

_KEPT = 4096
STATE_INKS = {
    "check-circle": "success",
    "envelope-simple": "accent",
    "pause-circle": "warning",
    "prohibit": "text.muted",
}
"""The colour of each state's icon; the icon and the word say it too."""


@lru_cache(maxsize=_KEPT)
def cell_looks(text: AccountText) -> tuple[CellLook, ...]:
    """What to paint of a row, in the order of the columns; remembered by the row's own texts."""
    return tuple(_look(text, column) for column in Column)


def _look(text: AccountText, column: Column) -> CellLook:
    tone = "text.muted" if text.is_past else "text.primary"
    match column:
        case Column.NAME:
            return CellLook(strong=text.name, below=text.username, tone=tone)
        case Column.ROLES:
            return CellLook(text=text.roles, below=text.units, tone=tone)
        case Column.FACTOR:
            return _factor(text, tone)
        case Column.SIGNED_IN:
            return CellLook(text=text.signed_in, below=text.idle, tone=tone)
        case Column.SESSIONS:
            return CellLook(text=text.sessions, tone=tone)
        case _:
            ink = STATE_INKS[text.state_icon]
            return CellLook(
                text=text.state, below=text.state_note, icon=text.state_icon, ink=ink, tone=tone
            )


def _factor(text: AccountText, tone: str) -> CellLook:
    """What is missing says so by its shape too; of whoever has no rights it is missed by nobody."""
    if text.has_factor or text.is_past:
        return CellLook(text=text.factor, tone=tone)
    return CellLook(text=text.factor, icon="warning", ink="warning", tone=tone)
