"""How wide the columns of a list of the calendar are."""

from __future__ import annotations

from typing import Final

from console.models.retention_model import Column
from ui.parts.table_widths import TableWidths

WIDTHS: Final = TableWidths(
    name=Column.PATIENT,
    least={Column.PATIENT: 190, Column.LAST_USE: 150, Column.HELD: 130},
    shares={Column.HELD: 0.5},
    most={Column.PATIENT: 300, Column.LAST_USE: 240, Column.HELD: 260},
)
"""What is left over goes to names and holds."""
