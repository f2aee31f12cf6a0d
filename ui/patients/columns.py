"""How wide the columns of the list of patients are."""

from __future__ import annotations

from typing import Final

from console.models.patient_list_model import Column
from ui.parts.table_widths import TableWidths

WIDTHS: Final = TableWidths(
    name=Column.PATIENT,
    least={Column.PATIENT: 210, Column.TREATMENT: 150},
    shares={Column.TREATMENT: 0.38},
    most={Column.ONCOLOGIST: 170, Column.ANSWERED: 130},
)
"""What is left over goes to names and treatments."""
