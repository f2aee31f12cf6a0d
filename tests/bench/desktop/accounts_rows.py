"""Rows of the accounts: a list of 500 is opened and filtered (screens.md 3.15)."""

from collections.abc import Iterator

from tests.bench.figures import Figure, Goal
from tests.bench.processes import measured
from tests.bench.rounds import Rounds

_DRAWINGS = 5
_OPENING = "tests.bench.desktop.accounts_open"


def accounts_pixels(rounds: Rounds) -> Iterator[Figure]:
    """Beside the first paint of a bare table of as many columns."""
    ours, floor = rounds.play(
        _DRAWINGS,
        lambda: measured(_OPENING),
        lambda: measured("tests.bench.desktop.bare", "people"),
    )
    floor_ms = tuple(each["first_ms"] for each in floor)
    for what, name in (("opened, p95", "open_p95_ms"), ("found by name, p95", "filter_p95_ms")):
        goal = Goal("product", 200, words="≤ 200 ms")
        values = tuple(each[name] for each in ours)
        yield Figure("accounts_pixels", f"500 accounts, {what}", "ms", values, floor_ms, goal=goal)
