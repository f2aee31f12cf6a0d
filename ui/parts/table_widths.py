"""How wide the columns of a table of people are: never narrower than their longest code, what is
left over goes to those that may be cut.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from widgets.table_cell import CellLook, cell_px
from widgets.theme import Theme

_MEASURED_ROWS: Final = 200
_FIRST_NAME_PX: Final = 40
_MOST_NAME_PX: Final = 340
_HEADER_PADDING_PX: Final = 26


@dataclass(frozen=True)
class Measured:
    """Of each column: the width below which it would cut what it must not, and that at which it
    cuts nothing.
    """

    least: Sequence[int] = ()
    wanted: Sequence[int] = ()


@dataclass(frozen=True)
class TableWidths:
    """Columns by their places: `name` holds names, `least` of those that may be cut, `most` of
    those that grow no further, `shares` of what is left over once nothing is cut.
    """

    name: int
    least: Mapping[int, int]
    shares: Mapping[int, float]
    most: Mapping[int, int] = field(default_factory=dict)

    def measure(
        self, theme: Theme, headers: Iterable[str], rows: Iterable[Sequence[CellLook]]
    ) -> Measured:
        """What the words that are shown need."""
        widths = [theme.text_px("axis", header) + _HEADER_PADDING_PX for header in headers]
        least, wanted = list(widths), list(widths)
        for column, px in self.least.items():
            least[column] = max(least[column], theme.scaled(px))
        for looks in itertools.islice(rows, _MEASURED_ROWS):
            name_px = cell_px(theme, CellLook(strong=looks[self.name].strong))
            needed = min(name_px + theme.scaled(_FIRST_NAME_PX), theme.scaled(_MOST_NAME_PX))
            least[self.name] = max(least[self.name], needed)
            for column, look in enumerate(looks):
                whole = max(cell_px(theme, look), _below_px(theme, look))
                most = self.most.get(column)
                whole = whole if most is None else min(whole, theme.scaled(most))
                wanted[column] = max(wanted[column], whole)
                if column not in self.least:
                    least[column] = max(least[column], whole)
        return Measured(
            [round(px) + 1 for px in least],
            [round(max(px, low)) + 1 for px, low in zip(wanted, least, strict=True)],
        )

    def spread(self, measured: Measured, room_px: int) -> list[int]:
        """The widths in a view: first nothing is cut, then what is left over is shared out, the
        rest of it to the names.
        """
        widths = list(measured.least)
        free = room_px - sum(widths)
        if free <= 0 or not widths:
            return widths
        lacks = [more - has for more, has in zip(measured.wanted, widths, strict=True)]
        # A first name may be cut, and gets what is left over anyway.
        lacks[self.name] = 0
        given = min(1.0, free / max(1, sum(lacks)))
        widths = [has + int(lack * given) for has, lack in zip(widths, lacks, strict=True)]
        free = room_px - sum(widths)
        for column, share in self.shares.items():
            widths[column] += int(free * share)
        widths[self.name] += room_px - sum(widths)
        return widths


def _below_px(theme: Theme, look: CellLook) -> float:
    """The second line stands beside the shape in front, as the first does."""
    lead = cell_px(theme, CellLook(level=look.level, icon=look.icon))
    return lead + theme.text_px("meta", look.below)
