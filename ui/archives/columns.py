"""How wide the columns of the archives are."""

from __future__ import annotations

from typing import Final

from console.models.archives_model import Column
from ui.parts.table_widths import TableWidths

WIDTHS: Final = TableWidths(
    name=Column.PATIENT,
    least={Column.PATIENT: 200, Column.REASON: 130, Column.MESSAGE: 150, Column.REPORT: 110},
    shares={Column.REASON: 0.25, Column.MESSAGE: 0.4},
    most={
        Column.ARCHIVED: 190,
        Column.REASON: 260,
        Column.MESSAGE: 330,
        Column.REPORT: 170,
        Column.LAST: 170,
    },
)
"""What is left over goes to messages and names, then to reasons."""
