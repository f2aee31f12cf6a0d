"""Rows of the list of patients: 5,000 of them come into the table, and are scrolled through."""

from collections.abc import Iterator

from tests.bench.desktop.rows import beside
from tests.bench.figures import Figure, Goal
from tests.bench.processes import measured
from tests.bench.rounds import Rounds

_PAINTINGS = 5


def people(rounds: Rounds) -> Iterator[Figure]:
    """Beside a bare table of as many texts (screens.md 3.15)."""
    ours, floor = rounds.play(
        _PAINTINGS,
        lambda: measured("tests.bench.desktop.people"),
        lambda: measured("tests.bench.desktop.bare", "people"),
    )
    goal = Goal("product", 300, words="≤ 300 ms")
    yield beside("people", "first paint of 5 000 patients", ours, floor, "first_ms", goal)
    yield beside("people", "scrolling, p50 of a frame", ours, floor, "frame_p50_ms")
    frame = Goal("ratio", 1.5)
    yield beside("people", "scrolling, p95 of a frame", ours, floor, "frame_p95_ms", frame)
