"""How wide the columns of the exports are."""

from __future__ import annotations

from typing import Final

from console.models.exports_model import Column
from ui.parts.table_widths import TableWidths

WIDTHS: Final = TableWidths(
    name=Column.SCOPE,
    least={Column.CONTENTS: 190, Column.SCOPE: 180, Column.STATE: 190, Column.ASKED: 120},
    shares={Column.CONTENTS: 0.2, Column.STATE: 0.3},
    most={Column.CONTENTS: 290, Column.STATE: 340, Column.ASKED: 240},
)
"""What is left over goes to states and names, then to contents."""
