"""Whether the machine is calm enough for a figure to mean something."""

import time
from collections.abc import Sequence

SPOILED_ABOVE = 1.5


def calibration_s() -> float:
    """Time of a fixed loop of pure Python; it varies only when the machine is busy."""
    started = time.perf_counter()
    total = 0
    for number in range(1_500_000):
        total += number & 7
    if total < 0:
        raise AssertionError
    return time.perf_counter() - started


def slowest_over_fastest(loops_s: Sequence[float]) -> float:
    """How much the loop varied during a run."""
    return max(loops_s) / min(loops_s) if loops_s else 1.0
