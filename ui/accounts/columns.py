"""How wide the columns of the accounts are."""

from __future__ import annotations

from typing import Final

from console.models.accounts_model import Column
from ui.parts.table_widths import TableWidths

WIDTHS: Final = TableWidths(
    name=Column.NAME,
    least={Column.NAME: 130, Column.ROLES: 180},
    shares={Column.ROLES: 0.5},
    most={Column.ROLES: 340, Column.STATE: 200},
)
"""What is left over goes to names and roles."""
