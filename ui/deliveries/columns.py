"""How wide the columns of the deliveries are."""

from __future__ import annotations

from typing import Final

from console.models.deliveries_model import Column
from ui.parts.table_widths import TableWidths

WIDTHS: Final = TableWidths(
    name=Column.PATIENT,
    least={Column.DOCUMENT: 198, Column.PATIENT: 170, Column.STATE: 260, Column.ASKED: 120},
    shares={Column.STATE: 0.4, Column.DOCUMENT: 0.15},
    most={Column.DOCUMENT: 260, Column.STATE: 470, Column.DESTINATION: 210, Column.ASKED: 190},
)
"""What is left over goes to states and names."""
