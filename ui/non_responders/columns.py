"""How wide the columns of the silent patients are."""

from __future__ import annotations

from typing import Final

from console.models.silence_model import Column
from ui.parts.table_widths import TableWidths

WIDTHS: Final = TableWidths(
    name=Column.PATIENT,
    least={Column.PATIENT: 200, Column.REMINDERS: 130, Column.CHANNEL: 120, Column.RISK: 100},
    shares={Column.REMINDERS: 0.2, Column.CHANNEL: 0.25, Column.RISK: 0.25},
    most={
        Column.STEP: 210,
        Column.ANSWERED: 130,
        Column.REMINDERS: 230,
        Column.CHANNEL: 230,
        Column.RISK: 220,
    },
)
"""What is left over goes to names, channels and reasons, then to reminders."""
