"""Cards in the places of those that are on their way, as shapes of a skeleton."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ui.parts.list_states import Shape
from widgets.theme import Theme

Rows = Sequence[tuple[int, Sequence[int]]]
"""For each row its height (px) and the shares of its cards."""
ACTIVITY: Final[Rows] = ((84, (5,) * 6), (236, (11, 10, 9)), (236, (11, 19)), (236, (11, 10, 9)))
"""Tiles, then cards as the board lays them out."""
QUALITY: Final[Rows] = ((148, (7, 5)), (122, (7, 5)), (122, (7, 5)), (122, (7, 5)))
_TOP_PX: Final = 4
_WIDE_PX: Final = 1000


def card_shapes(theme: Theme, rows: Rows, width: int, height: int) -> list[Shape]:
    """What fits in so many pixels, each as a share of them; in a small window each card has the
    whole width.
    """
    margin, gap = theme.layout_px("page_margin"), theme.layout_px("card_gap")
    is_wide = width >= theme.scaled(_WIDE_PX)
    found: list[Shape] = []
    top = _TOP_PX
    for high, shares in rows:
        for line in (shares,) if is_wide or len(set(shares)) == 1 else [(each,) for each in shares]:
            columns, left = sum(line), float(margin)
            column = (width - 2 * margin + gap) / columns
            for share in line:
                wide = share * column - gap
                found.append((left / width, top / height, wide / width, high / height))
                left += wide + gap
            top += high + gap
            if top >= height:
                return found
    return found
