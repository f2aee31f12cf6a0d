"""Rows of a console that watches: a colleague's act on its screen, a storm of changes."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from tests.bench.desktop.rows import SITTINGS, beside
from tests.bench.figures import Figure, Goal
from tests.bench.processes import Served, measured
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS, PostgresDatabase
from tests.bench.service.filling import SMALL
from tests.bench.service.following import EVENTS_A_SECOND, Storm, bare_ms
from tests.bench.service.ground import Ground, ground, server_of

Told = dict[str, Any]
_SITTING = "tests.bench.desktop.sitting"
_BARE = "tests.bench.desktop.bare_storm"
_AS_IT_WAS = Goal("ratio", 1.2)


def second_console(rounds: Rounds) -> Iterator[Figure]:
    """From a colleague's act to its row here, beside act, notification and page without rights."""
    for kind in KINDS:
        with (
            server_of(kind),
            ground(kind, SMALL, SITTINGS) as here,
            here.product() as product,
            here.thin() as thin,
        ):
            nurses = iter(here.nurses)
            ours, floor = rounds.play(
                SITTINGS,
                lambda: _sit_down(here, product, nurses, "follow", here.tokens.nurse),  # noqa: B023
                lambda: bare_ms(thin),
            )
        row = f"second_console/{kind}"
        yield beside(row, "act to row on the other screen, p50", ours, floor, "p50_ms")
        goal = Goal("product", 1000, words="≤ 1 s")
        yield beside(row, "act to row on the other screen, p95", ours, floor, "p95_ms", goal)


def storm(rounds: Rounds) -> Iterator[Figure]:
    """A hundred changes a second of rows in view, on PostgreSQL (performance.md 12)."""
    with (
        server_of("postgresql"),
        ground("postgresql", SMALL, SITTINGS) as here,
        here.product() as product,
    ):
        nurses, blown = iter(here.nurses), list[float]()

        def sitting() -> Told:
            return _in_storm(here, blown, lambda: _sit_down(here, product, nurses, "storm"))

        def bare() -> Told:
            words = (product.url, here.tokens.nurse)
            return _in_storm(here, blown, lambda: measured(_BARE, *words))

        ours, floor = rounds.play(SITTINGS, sitting, bare)
        memory = product.resident_mb()
    yield Figure("storm", f"changes a second of {EVENTS_A_SECOND}", "/s", tuple(blown))
    p99, worst = Goal("product", 30, words="≤ 30 ms"), Goal("product", 50, words="≤ 50 ms")
    yield beside("storm", "GUI-thread gap, p99", ours, floor, "gap_p99_ms", p99)
    yield beside("storm", "GUI-thread gap, worst", ours, floor, "gap_max_ms", worst)
    readings = tuple(each["readings_per_s"] for each in ours)
    yield Figure("storm", "readings of the list a second", "/s", readings)
    after, before = (tuple(each[key] for each in ours) for key in ("after_mb", "before_mb"))
    yield Figure("storm", "memory of the console, beside before", "MB", after, before, _AS_IT_WAS)
    yield beside("storm", "memory of the console, beside bare Qt", ours, floor, "after_mb")
    yield Figure("storm", "memory of the service", "MB", (memory,))


def _sit_down(here: Ground, product: Served, nurses: Any, gesture: str, *words: str) -> Told:
    nurse = here.folder / "nurse.json"
    nurse.write_text(json.dumps(asdict(next(nurses))), encoding="utf-8")
    return measured(_SITTING, gesture, product.url, str(nurse), *words)


def _in_storm(here: Ground, blown: list[float], measure: Any) -> Told:
    if not isinstance(here.database, PostgresDatabase):
        raise TypeError("a storm needs PostgreSQL")
    with Storm(here.database).blowing() as blowing:
        told: Told = measure()
        blown.append(blowing.per_second)
    return told
