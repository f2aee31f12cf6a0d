"""Rounds of measurements that alternate, so that what disturbs one disturbs its neighbour too."""

from collections.abc import Callable
from typing import TypeVar

from tests.bench.machine import calibration_s

Measure = TypeVar("Measure")


class Rounds:
    """Plays measurements in turn, and the fixed loop before each round of them."""

    def __init__(self) -> None:
        self.loops_s: list[float] = []

    def play(self, count: int, *measures: Callable[[], Measure]) -> list[list[Measure]]:
        """What each measurement gave, round by round."""
        given: list[list[Measure]] = [[] for _ in measures]
        for _ in range(count):
            self.loops_s.append(calibration_s())
            for measure, into in zip(measures, given, strict=True):
                into.append(measure())
        return given
