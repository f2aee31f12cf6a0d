"""Rows of the patient list and of the search, on both databases (screens.md 1.4).

One person at a time: they stand for what somebody waits for after a key, not for a crowd.
"""

import json
from collections.abc import Callable, Iterator, Sequence

from tests.bench.figures import Figure, Goal
from tests.bench.processes import Served
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import LISTED, SOUGHT
from tests.bench.service.ground import Ground, ground, server_of
from tests.bench.service.load import Measured, load, once_ms, request

ROUNDS = 3
SECONDS = 8.0
_MOST: int = 4_000
_PAGE = Goal("product", 300, words="≤ 300 ms")
_FILTERED = Goal("product", 100, words="≤ 100 ms")
_FOUND = Goal("product", 150, words="≤ 150 ms")
_NONE = Goal("product", 0, words="0")
_TYPED = (
    *("ker", "martin", "le gof", "marie mor", "lefevre christ", "quemener"),
    *("14/03/1958", "000004237"),
)


def list_of_patients(rounds: Rounds) -> Iterator[Figure]:
    """A page of 50 of 5,000 patients with 2,000 open alerts, by alert then name, and the same
    filtered, against raw SQL that sorts by what is not sealed.
    """
    for kind in KINDS:
        with server_of(kind), ground(kind, LISTED) as here:
            yield from _pages(f"patients/{kind}", here, rounds)


def search_of_patients(rounds: Rounds) -> Iterator[Figure]:
    """What people type, among 5,000 and 50,000 patients, against one look-up of one token."""
    for kind in KINDS:
        with server_of(kind):
            for size in (LISTED, SOUGHT):
                with ground(kind, size) as here:
                    yield from _searches(f"search/{kind}/{size.patients:,}", here, rounds)


def _pages(row: str, here: Ground, rounds: Rounds) -> Iterator[Figure]:
    with here.product() as product, here.thin() as thin:
        first_ms = once_ms(product, _list(here, "limit=50"))
        ours, filtered, floor = rounds.play(
            ROUNDS,
            lambda: _load(here, product, [_list(here, "limit=50")]),
            lambda: _load(here, product, [_list(here, "limit=50&with_alert=true")]),
            lambda: _load(here, thin, [request("GET", "/patients", {})]),
        )
    yield Figure(row, "first page after a start", "ms", (first_ms,))
    yield from _speeds(row, "page", ours, floor, _PAGE)
    yield from _speeds(row, "with an alert", filtered, floor, _FILTERED)


def _searches(row: str, here: Ground, rounds: Rounds) -> Iterator[Figure]:
    with here.product() as product, here.thin() as thin:
        ours, floor = rounds.play(
            ROUNDS,
            lambda: _load(here, product, [_search(here, text) for text in _TYPED]),
            lambda: _load(here, thin, [request("POST", "/search", {})]),
        )
    yield from _speeds(row, "search", ours, floor, _FOUND)


def _speeds(
    row: str, what: str, ours: Sequence[Measured], floor: Sequence[Measured], goal: Goal
) -> Iterator[Figure]:
    of: dict[str, tuple[Callable[[Measured], float], Goal | None]] = {
        "p50": (lambda each: each.p50_ms, None),
        "p95": (lambda each: each.p95_ms, goal),
        "CPU": (lambda each: each.cpu_ms, None),
    }
    for name, (measure, judged) in of.items():
        ours_rounds, floor_rounds = tuple(map(measure, ours)), tuple(map(measure, floor))
        yield Figure(row, f"{what}, {name}", "ms", ours_rounds, floor_rounds, judged)
    refused = sum(each.refused for each in (*ours, *floor))
    yield Figure(row, f"{what}, refused", "", (refused,), (), _NONE)


def _load(here: Ground, server: Served, requests: Sequence[bytes]) -> Measured:
    in_turn = list(requests) * (_MOST // len(requests))
    return load(server, in_turn, clients=1, seconds=SECONDS, folder=here.folder)


def _list(here: Ground, query: str) -> bytes:
    return request("GET", f"/api/v1/patients?{query}", _as_nurse(here))


def _search(here: Ground, text: str) -> bytes:
    headers = _as_nurse(here) | {"Content-Type": "application/json"}
    return request("POST", "/api/v1/patients/search", headers, json.dumps({"text": text}).encode())


def _as_nurse(here: Ground) -> dict[str, str]:
    return {"Authorization": f"Bearer {here.tokens.nurse}"}
