"""Rows of the silent patients: the screen opens with 300 of them."""

from collections.abc import Iterator

from tests.bench.figures import Figure, Goal
from tests.bench.processes import measured
from tests.bench.rounds import Rounds

_DRAWINGS = 5
_OPENING = "tests.bench.desktop.silence_open"


def silence_pixels(rounds: Rounds) -> Iterator[Figure]:
    """Beside the first paint of a bare table of as many columns (screens.md 3.15)."""
    ours, floor = rounds.play(
        _DRAWINGS,
        lambda: measured(_OPENING),
        lambda: measured("tests.bench.desktop.bare", "people"),
    )
    floor_ms = tuple(each["first_ms"] for each in floor)
    for what, name in (("first of a session", "first_ms"), ("again, p95", "other_p95_ms")):
        goal = Goal("product", 300, words="≤ 300 ms")
        values = tuple(each[name] for each in ours)
        yield Figure("silence_pixels", f"300 silent, {what}", "ms", values, floor_ms, goal=goal)
