"""How wide the columns of the exports are."""

from __future__ import annotations

from typing import Final

from console.models.exports_model import Column
from ui.parts.table_widths import TableWidths

WIDTHS: Final = TableWidths(
    name=Column.SCOPE,
    least={Column.CONTENTS: 198, Column.SCOPE: 192, Column.STATE: 214, Column.ASKED: 120},
    shares={Column.CONTENTS: 0.6, Column.STATE: 0.2},
    most={Column.CONTENTS: 198, Column.STATE: 340, Column.ASKED: 240},
)
"""What is left over goes to contents, whose parts are many, then to states and names."""
