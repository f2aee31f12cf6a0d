"""One linear program for many counts at once: how far all of them go in one direction together.

Finds in one go what most counts need, without masking anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from services.statistics.disclosure.parts import Part, Whole
from services.statistics.disclosure.programs import (
    NO_COLUMNS,
    NO_FACTORS,
    NoAnswer,
    new_program,
    solve,
)

if TYPE_CHECKING:
    from highspy import Highs


class Sweep:
    """Makes these programs, of one part or of what is close to a count in it."""

    def __init__(self, deadline: float) -> None:
        """`deadline` is by `time.monotonic`; after it nothing is found any more."""
        self._deadline = deadline
        # Making a solver takes longer than most of its programs.
        self._highs = new_program()

    def point(self, part: Part, wanted: Whole, sign: int) -> Whole | None:
        """A possible point at which counts have moved as far as they can, `wanted` of each at most.

        `sign` is 1 for up and -1 for down. What is shown does not move. None when none was found.
        """
        moving = np.flatnonzero(wanted > 0)
        if not len(moving):
            return None
        self._highs.clearModel()
        _add(self._highs, part, moving, wanted, sign)
        try:
            found = solve(self._highs, self._deadline)
        except NoAnswer:
            return None
        return None if found is None else np.rint(found[: len(part.keys)]).astype(np.int64)


def _add(highs: Highs, part: Part, moving: Whole, wanted: Whole, sign: int) -> None:
    size, count = len(part.keys), len(moving)
    lower = np.where(part.is_open, 0, part.least).astype(np.float64)
    upper = np.where(part.is_open, 0.0, part.far)
    highs.addCols(size, np.zeros(size), lower, upper, 0, NO_COLUMNS, NO_COLUMNS, NO_FACTORS)
    gains, limits = -np.ones(count), wanted[moving].astype(np.float64)
    highs.addCols(count, gains, np.zeros(count), limits, 0, NO_COLUMNS, NO_COLUMNS, NO_FACTORS)
    highs.addRows(
        len(part.starts),
        np.where(part.is_equal, part.slack, -np.inf),
        part.slack.astype(np.float64),
        len(part.columns),
        part.starts.astype(np.int32),
        part.columns.astype(np.int32),
        part.factors.astype(np.float64),
    )
    pairs = np.column_stack([moving, size + np.arange(count)]).astype(np.int32).ravel()
    signs = np.tile(np.array([-float(sign), 1.0]), count)
    starts = np.arange(0, 2 * count, 2, dtype=np.int32)
    highs.addRows(count, np.full(count, -np.inf), np.zeros(count), 2 * count, starts, pairs, signs)
