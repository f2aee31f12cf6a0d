"""Linear programs by HiGHS, ended by steps and not by time where possible: the same everywhere.

Nothing here is trusted: what comes back is checked in whole numbers by whoever asked.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from highspy import Highs

Floats = NDArray[np.float64]
NEAR: Final = 1e-6
_OPTIONS: Final[dict[str, str | int | float | bool]] = {
    "output_flag": False,
    "presolve": "off",
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "simplex_iteration_limit": 200_000,
    "mip_max_nodes": 500,
    "mip_rel_gap": 0.1,
}
NO_COLUMNS: Final = np.array([], dtype=np.int32)
NO_FACTORS: Final = np.array([], dtype=np.float64)


class NoAnswer(Exception):
    """The solver ended without telling either way: too many steps, too long, or a fault."""


def new_program() -> Highs:
    """An empty program."""
    # Only a closing of a month needs it; a service that starts does without.
    from highspy import Highs

    highs = Highs()  # type: ignore[no-untyped-call]
    for name, value in _OPTIONS.items():
        highs.setOptionValue(name, value)
    return highs


def solve(highs: Highs, deadline: float) -> Floats | None:
    """The best values in whole numbers, or nearly the best; None where there are none.

    Raises NoAnswer when that cannot be told before the deadline, by `time.monotonic`.
    """
    found = relaxed(highs, deadline)
    if found is None or _is_whole(found).all():
        return found
    return _in_whole_numbers(highs, found, deadline)


def relaxed(highs: Highs, deadline: float) -> Floats | None:
    """The best values, whole or not; None and NoAnswer as for `solve`."""
    from highspy import HighsModelStatus

    left = deadline - monotonic()
    if left <= 0:
        raise NoAnswer("no time left")
    highs.setOptionValue("time_limit", highs.getRunTime() + left)
    highs.run()
    status = highs.getModelStatus()
    if status == HighsModelStatus.kInfeasible:
        return None
    if status != HighsModelStatus.kOptimal:
        raise NoAnswer(highs.modelStatusToString(status))
    return np.array(highs.getSolution().col_value)


def _in_whole_numbers(highs: Highs, found: Floats, deadline: float) -> Floats:
    """Keeps what is whole already and seeks the rest, which is little; else seeks everything."""
    from highspy import HighsVarType

    columns = np.arange(len(found), dtype=np.int32)
    lower, upper = np.array(highs.getLp().col_lower_), np.array(highs.getLp().col_upper_)
    kinds = (HighsVarType.kInteger, HighsVarType.kContinuous)
    whole, broken = (np.full(len(columns), int(kind), dtype=np.uint8) for kind in kinds)
    highs.changeColsIntegrality(len(columns), columns, whole)
    # Worth its time for whole numbers alone.
    highs.setOptionValue("presolve", "on")
    try:
        for kept in (_is_whole(found), np.zeros(len(columns), dtype=np.bool_)):
            low, high = (np.where(kept, np.rint(found), end) for end in (lower, upper))
            highs.changeColsBounds(len(columns), columns, low, high)
            again = relaxed(highs, deadline)
            if again is not None:
                return again
    finally:
        highs.setOptionValue("presolve", "off")
        highs.changeColsIntegrality(len(columns), columns, broken)
        highs.changeColsBounds(len(columns), columns, lower, upper)
    # Said wrongly by some versions of the solver, and then too much would be shown.
    raise NoAnswer("nothing in whole numbers")


def _is_whole(values: Floats) -> NDArray[np.bool_]:
    return np.abs(values - np.rint(values)) < NEAR
