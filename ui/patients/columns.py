"""How wide the columns are: never narrower than their longest code, the rest to names and
treatments.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from console.models.patient_list_model import Column
from widgets.table_cell import CellLook, cell_px
from widgets.theme import Theme

_MEASURED_ROWS: Final = 200
_LEAST_PX: Final = {Column.PATIENT: 210, Column.TREATMENT: 150}
"""Of those that may be cut."""
_FIRST_NAME_PX: Final = 40
_MOST_NAME_PX: Final = 340
_MOST_PX: Final = {Column.ONCOLOGIST: 170, Column.ANSWERED: 130}
_SHARES: Final = {Column.PATIENT: 0.62, Column.TREATMENT: 0.38}
_HEADER_PADDING_PX: Final = 26


def least_widths(
    theme: Theme, headers: Iterable[str], rows: Iterable[tuple[CellLook, ...]]
) -> list[int]:
    """The width below which a column would cut a date, a number or a state."""
    widths = [theme.text_px("axis", header) + _HEADER_PADDING_PX for header in headers]
    for column, least in _LEAST_PX.items():
        widths[column] = max(widths[column], theme.scaled(least))
    for count, looks in enumerate(rows):
        if count >= _MEASURED_ROWS:
            break
        name_px = cell_px(theme, CellLook(strong=looks[Column.PATIENT].strong))
        needed = min(name_px + theme.scaled(_FIRST_NAME_PX), theme.scaled(_MOST_NAME_PX))
        widths[Column.PATIENT] = max(widths[Column.PATIENT], needed)
        for column in Column:
            if column not in _LEAST_PX:
                needed = max(cell_px(theme, looks[column]), _below_px(theme, looks[column]))
                most = _MOST_PX.get(column)
                needed = needed if most is None else min(needed, theme.scaled(most))
                widths[column] = max(widths[column], needed)
    return [round(width) + 1 for width in widths]


def spread(least: list[int], room_px: int) -> list[int]:
    """The widths in a view: what is left over goes to names and treatments."""
    free = room_px - sum(least)
    if free <= 0:
        return least
    widths = list(least)
    widths[Column.TREATMENT] += int(free * _SHARES[Column.TREATMENT])
    widths[Column.PATIENT] += free - int(free * _SHARES[Column.TREATMENT])
    return widths


def _below_px(theme: Theme, look: CellLook) -> float:
    """The second line stands beside the shape in front, as the first does."""
    lead = cell_px(theme, CellLook(level=look.level, icon=look.icon))
    return lead + theme.text_px("meta", look.below)
