"""How wide the columns of the months are."""

from __future__ import annotations

from typing import Final

from console.models.billing_model import Column
from ui.parts.table_widths import TableWidths

WIDTHS: Final = TableWidths(
    name=Column.PATIENT,
    least={
        Column.PATIENT: 160,
        Column.RECEIVED: 112,
        Column.CHECK: 130,
        Column.PRESCRIPTION: 156,
    },
    shares={Column.CHECK: 0.45, Column.RECEIVED: 0.2, Column.PRESCRIPTION: 0.1},
    most={
        Column.MONTH: 200,
        Column.RECEIVED: 210,
        Column.CHECK: 250,
        Column.PRESCRIPTION: 200,
    },
)
"""What is left over goes to names and to why something cannot be told."""
