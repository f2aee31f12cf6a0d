"""Rows of the patient file: its course drawn first, under the time cursor, and panned."""

from collections.abc import Iterator

from tests.bench.desktop.rows import beside
from tests.bench.figures import Figure, Goal
from tests.bench.processes import measured
from tests.bench.rounds import Rounds

_DRAWINGS = 5
_COURSE = "tests.bench.desktop.course"
_FILE = "tests.bench.desktop.file_open"


def course(rounds: Rounds) -> Iterator[Figure]:
    """16 weeks of 12 symptoms with 8 small charts, and ten years of them (screens.md 1.4)."""
    ours, floor = rounds.play(
        _DRAWINGS, lambda: measured(_COURSE), lambda: measured(_COURSE, "bare")
    )
    goal = Goal("product", 80, words="≤ 80 ms")
    yield beside("course", "first draw, 16 weeks × 12 + 8 charts", ours, floor, "first_ms", goal)
    goal = Goal("product", 50, words="≤ 50 ms")
    cursor_ms = tuple(each["cursor_p95_ms"] for each in ours)
    yield Figure("course", "time cursor, p95 of a frame", "ms", cursor_ms, goal=goal)
    yield beside("course", "pan over 520 weeks, p50 of a frame", ours, floor, "pan_p50_ms")
    yield beside("course", "pan over 520 weeks, p95 of a frame", ours, floor, "pan_p95_ms", goal)


def file_pixels(rounds: Rounds) -> Iterator[Figure]:
    """A file from the key to its pixels, with the service's answer at hand; Qt's floor is the
    first drawing of as many cells and lines (screens.md 1.4).
    """
    ours, floor = rounds.play(_DRAWINGS, lambda: measured(_FILE), lambda: measured(_COURSE, "bare"))
    floor_ms = tuple(each["first_ms"] for each in floor)
    for what, name, most_ms in (
        ("first file of a session", "first_ms", 800),
        ("not open before, p95", "other_p95_ms", 800),
        ("open before, p95", "cached_p95_ms", 300),
    ):
        goal = Goal("product", most_ms, words=f"≤ {most_ms} ms")
        values = tuple(each[name] for each in ours)
        yield Figure("file_pixels", what, "ms", values, floor_ms, goal=goal)
