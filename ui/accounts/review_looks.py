"""From the texts of a line of the review to what the painter of each cell wants."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from console.models.review_model import ReviewColumn
from console.models.review_text import ReviewText
from ui.parts.table_widths import TableWidths
from widgets.table_cell import CellLook

_KEPT: Final = 4096
VERDICT_INKS: Final = {"check-circle": "success", "note-pencil": "warning", "square": "text.muted"}
"""The colour of each verdict's icon; the icon and the word say it too."""
WIDTHS: Final = TableWidths(
    name=ReviewColumn.NAME,
    least={ReviewColumn.NAME: 130, ReviewColumn.ROLES: 170, ReviewColumn.VERDICT: 190},
    shares={ReviewColumn.ROLES: 0.5},
    most={ReviewColumn.ROLES: 320, ReviewColumn.VERDICT: 270},
)
"""What is left over goes to names and roles; who confirms finds room before anybody has."""


@lru_cache(maxsize=_KEPT)
def review_looks(text: ReviewText) -> tuple[CellLook, ...]:
    """What to paint of a line, in the order of the columns; remembered by its own texts."""
    tone = "text.muted" if text.is_past else "text.primary"
    ink = "danger" if text.is_overdue else VERDICT_INKS[text.verdict_icon]
    icon = "warning" if text.idle else ""
    return (
        CellLook(strong=text.name, below=text.username, tone=tone),
        CellLook(text=text.roles, below=text.units, tone=tone),
        CellLook(text=text.signed_in, below=text.idle, icon=icon, ink="warning", tone=tone),
        CellLook(text=text.state, below=text.ends, tone=tone),
        CellLook(
            text=text.verdict,
            below=text.verdict_note,
            icon="warning-circle" if text.is_overdue else text.verdict_icon,
            ink=ink,
            tone=tone,
        ),
    )
