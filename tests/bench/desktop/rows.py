"""Rows of the console, each beside bare Qt that shows as much: start, queue, keyboard."""

import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bench.desktop.gestures import CALLS, HELD_ROWS
from tests.bench.figures import Figure, Goal
from tests.bench.processes import Served, measured, served
from tests.bench.rounds import Rounds
from tests.bench.service.bulk import SqliteBulk
from tests.bench.service.filling import Size, close, fill, open_folder
from tests.bench.service.site import SignIn, give_tokens, hire_nurses, make_site

Told = dict[str, Any]
_QUEUE = Size(patients=600, alerts=600, open_alerts=600)
_STARTS = 7
_PAINTINGS = 5
SITTINGS = 3
_BARE = "tests.bench.desktop.bare"
_SITTING = "tests.bench.desktop.sitting"
_NONE = Goal("product", 0, words="0")


class Desk:
    """A service with 600 open alerts, for one sitting after another."""

    def __init__(self, service: Served, folder: Path, nurses: Sequence[SignIn], token: str) -> None:
        self.service = service
        self.token = token
        self._folder = folder
        self._nurses = iter(nurses)

    def sit_down(self, gesture: str) -> Told:
        """A nurse who has not sat here before signs in and does something."""
        nurse = self._folder / "nurse.json"
        nurse.write_text(json.dumps(asdict(next(self._nurses))), encoding="utf-8")
        return measured(_SITTING, gesture, self.service.url, str(nurse))


@contextmanager
def _desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory(prefix="vigie-bench-") as name:
        folder = Path(name)
        context = open_folder(folder)
        site = make_site(context)
        fill(site, SqliteBulk(context.settings.data_dir / "vigie.sqlite"), _QUEUE)
        nurses, tokens = hire_nurses(site, SITTINGS + 1), give_tokens(site)
        close(context)
        words = ["-m", "services", "serve", "--data", name, "--port", "0", "--until-stdin-closes"]
        with served(words, {}) as service:
            yield Desk(service, folder, nurses, tokens.nurse)


def cold_start(rounds: Rounds) -> Iterator[Figure]:
    """From the start of the process to the sign-in form on screen (performance.md 9)."""
    ours, floor = rounds.play(
        _STARTS,
        lambda: _until_painted_ms("tests.bench.desktop.cold_start"),
        lambda: _until_painted_ms(_BARE, "form"),
    )
    what = "process start to sign-in form"
    yield Figure("cold_start", what, "ms", tuple(ours), tuple(floor), Goal("ratio", 1.7))


def first_paint(rounds: Rounds) -> Iterator[Figure]:
    """10,000 rows come into the queue, and are scrolled through (performance.md 10)."""
    with _desk() as desk:
        call_ms = desk.sit_down("page")["page_ms"]
    ours, floor = rounds.play(
        _PAINTINGS,
        lambda: measured("tests.bench.desktop.queue"),
        lambda: measured(_BARE, "queue"),
    )
    allowed = _middle(floor, "first_ms") + call_ms
    goal = Goal("product", allowed, words=f"≤ Q + one call ({call_ms:.0f} ms)")
    row = "first_paint"
    yield beside(row, "first paint of 10 000 rows", ours, floor, "first_ms", goal)
    yield beside(row, "scrolling, p50 of a frame", ours, floor, "frame_p50_ms")
    yield beside(row, "scrolling, p95 of a frame", ours, floor, "frame_p95_ms", Goal("ratio", 1.5))


def selection(rounds: Rounds) -> Iterator[Figure]:
    """A key is pressed and the next alert's detail is drawn, from the cache (screens.md 1.4)."""
    with _desk() as desk:
        ours, floor = _beside_bare(rounds, desk, "select")
    yield beside("selection", "key to detail drawn, p50", ours, floor, "p50_ms")
    goal = Goal("product", 100, words="≤ 100 ms")
    yield beside("selection", "key to detail drawn, p95", ours, floor, "p95_ms", goal)
    goal = Goal("product", 150, words="≤ 150 ms")
    yield beside("selection", "key to detail drawn, p99", ours, floor, "p99_ms", goal)


def held_key(rounds: Rounds) -> Iterator[Figure]:
    """`J` held at 30 repeats a second over 500 rows (screens.md 1.4)."""
    with _desk() as desk:
        ours, floor = _beside_bare(rounds, desk, "hold")
    row = "held_key"
    yield beside(row, f"selections dropped of {HELD_ROWS - 1}", ours, floor, "dropped", _NONE)
    yield beside(row, f"selections never drawn of {HELD_ROWS - 1}", ours, floor, "undrawn")
    goal = Goal("product", 150, words="≤ 150 ms")
    yield beside(row, "last press to detail drawn", ours, floor, "follows_ms", goal)
    yield beside(row, "GUI-thread gap, p99", ours, floor, "gap_p99_ms")
    yield beside(row, "GUI-thread gap, worst", ours, floor, "gap_max_ms")


def calls(rounds: Rounds) -> Iterator[Figure]:
    """How deaf the window is while 50 calls are under way (performance.md 12, without a stream)."""
    with _desk() as desk:
        given: list[Told] = []

        def sitting() -> Told:
            given.append(desk.sit_down("calls"))
            return given[-1]

        def bare() -> Told:
            url = f"{desk.service.url}/api/v1/alerts/{given[-1]['alert_id']}"
            return measured(_BARE, "calls", url, desk.token)

        ours, floor = rounds.play(SITTINGS, sitting, bare)
    row = f"{CALLS}_calls"
    p99, worst = Goal("product", 30, words="≤ 30 ms"), Goal("product", 50, words="≤ 50 ms")
    yield beside(row, "GUI-thread gap, p99", ours, floor, "gap_p99_ms", p99)
    yield beside(row, "GUI-thread gap, worst", ours, floor, "gap_max_ms", worst)


def _beside_bare(rounds: Rounds, desk: Desk, gesture: str) -> list[list[Told]]:
    """Bare Qt with as many labels as the console's detail had parts."""
    given: list[Told] = []

    def sitting() -> Told:
        given.append(desk.sit_down(gesture))
        return given[-1]

    return rounds.play(SITTINGS, sitting, lambda: measured(_BARE, gesture, str(given[-1]["parts"])))


def beside(
    row: str,
    what: str,
    ours: Sequence[Mapping[str, float]],
    floor: Sequence[Mapping[str, float]],
    key: str,
    goal: Goal | None = None,
) -> Figure:
    """One figure of what both told, by its name there."""
    unit = {"ms": "ms", "mb": "MB"}.get(key.rpartition("_")[2], "")
    return Figure(
        row,
        what,
        unit,
        tuple(each[key] for each in ours),
        tuple(each[key] for each in floor),
        goal,
    )


def _middle(told: Sequence[Mapping[str, float]], key: str) -> float:
    return sorted(each[key] for each in told)[len(told) // 2]


def _until_painted_ms(module: str, *words: str) -> float:
    started_s = time.monotonic()
    painted_at_s: float = measured(module, *words)["painted_at_s"]
    return (painted_at_s - started_s) * 1000
