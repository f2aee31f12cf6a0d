"""Whether the machine is calm enough for a figure to mean something."""

import time

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
