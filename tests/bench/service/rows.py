"""Rows of the service, on both databases: taking in an answer, a page of the queue, starting."""

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from tests.bench.figures import Figure, Goal
from tests.bench.processes import Served
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import FULL, HUNDREDTH, SMALL, TENTH
from tests.bench.service.ground import Ground, ground, server_of
from tests.bench.service.load import Measured, load, once_ms, request
from tests.support.answers import answer_json

CLIENTS = 8
ROUNDS = 5
SECONDS = 4.0
_MOST_ANSWERS = 8_000
_MOST_PAGES = 40_000
_EXACTLY_ONE = Goal("product", 1, is_least=True, words="1")
_NONE = Goal("product", 0, words="0")


def take_in_an_answer(rounds: Rounds) -> Iterator[Figure]:
    """Rules, journal, encryption and the alert, against one insert (performance.md 1)."""
    for kind in KINDS:
        with server_of(kind), ground(kind, SMALL) as here:
            yield from _answers(f"answer/{kind}", here, rounds)


def page_of_the_queue(rounds: Rounds) -> Iterator[Figure]:
    """A page of 50 with 2,000 open among 1,000,000 alerts, against the same page without rights,
    and against the product itself among 100,000 and 10,000 (performance.md 2, 8).
    """
    for kind in KINDS:
        with (
            server_of(kind),
            ground(kind, FULL) as large,
            ground(kind, TENTH) as tenth,
            ground(kind, HUNDREDTH) as hundredth,
        ):
            yield from _pages(f"worklist/{kind}", large, (tenth, hundredth), rounds)


def start_of_the_service(rounds: Rounds) -> Iterator[Figure]:
    """From the start of the process to its first authenticated answer (performance.md 7)."""
    for kind in KINDS:
        with server_of(kind), ground(kind, SMALL) as here:
            yield _start(f"service_start/{kind}", here, rounds)


def _answers(row: str, here: Ground, rounds: Rounds) -> Iterator[Figure]:
    thin_requests = [
        request("POST", "/answers", {}, _answer(number)) for number in range(_MOST_ANSWERS)
    ]
    with here.product() as product, here.thin() as thin:
        journalled, stored, raised = _held(here)
        ours, floor = rounds.play(
            ROUNDS,
            lambda: _load(here, product, _submissions(here)),
            lambda: _load(here, thin, thin_requests),
        )
        now = _held(here)
    yield from _speeds(row, ours, floor, Goal("ratio", 1 / 3, is_least=True, words="≥ 1/3"))
    yield _speed(row, "p99", "ms", ours, floor, lambda each: each.p99_ms, Goal("ratio", 4))
    sent = sum(each.count for each in ours)
    yield Figure(row, "answers stored a request", "", ((now[1] - stored) / sent,), (), _EXACTLY_ONE)
    entries = (now[0] - journalled) / sent
    yield Figure(row, "journal entries a request", "", (entries,), (), _EXACTLY_ONE)
    yield Figure(row, "alerts raised an answer", "", ((now[2] - raised) / sent,))


def _pages(
    row: str, large: Ground, smaller: tuple[Ground, Ground], rounds: Rounds
) -> Iterator[Figure]:
    tenth, hundredth = smaller
    with (
        large.product() as product,
        large.thin() as thin,
        tenth.product() as of_tenth,
        hundredth.product() as of_hundredth,
    ):
        journalled = large.journalled()
        ours, floor, fewer, fewest = rounds.play(
            ROUNDS,
            lambda: _load(large, product, [_page(large)] * _MOST_PAGES),
            lambda: _load(large, thin, [_THIN_PAGE] * _MOST_PAGES),
            lambda: _load(tenth, of_tenth, [_page(tenth)] * _MOST_PAGES),
            lambda: _load(hundredth, of_hundredth, [_page(hundredth)] * _MOST_PAGES),
        )
        entries = (large.journalled() - journalled) / sum(each.count for each in ours)
        memory = Figure(
            row,
            "memory of the service",
            "MB",
            (product.resident_mb(),),
            (thin.resident_mb(),),
            Goal("ratio", 1.4),
        )
    yield from _speeds(row, ours, floor, Goal("ratio", 3 / 4, is_least=True, words="≥ 3/4"))
    yield _speed(row, "p99", "ms", ours, floor, lambda each: each.p99_ms)
    flat = Goal("ratio", 1.3)
    for beside, few in (("100 k", fewer), ("10 k", fewest)):
        what = f"p50 at 1 M, beside {beside}"
        yield _speed(row, what, "ms", ours, few, lambda each: each.p50_ms, flat)
    yield Figure(row, "journal entries a request", "", (entries,), (), _EXACTLY_ONE)
    yield memory


def _start(row: str, here: Ground, rounds: Rounds) -> Figure:
    ours, floor = rounds.play(
        ROUNDS,
        lambda: _first_answer_ms(here.product, _page(here)),
        lambda: _first_answer_ms(here.thin, _THIN_PAGE),
    )
    what = "start to first authenticated answer"
    return Figure(row, what, "ms", tuple(ours), tuple(floor), Goal("ratio", 2))


def _speeds(
    row: str, ours: Sequence[Measured], floor: Sequence[Measured], rate: Goal
) -> Iterator[Figure]:
    yield _speed(row, "requests a second", "/s", ours, floor, lambda each: each.per_second, rate)
    yield _speed(row, "CPU a request", "ms", ours, floor, lambda each: each.cpu_ms)
    yield _speed(row, "p50", "ms", ours, floor, lambda each: each.p50_ms)
    refused = sum(each.refused for each in (*ours, *floor))
    yield Figure(row, "refused", "", (refused,), (), _NONE)


def _speed(
    row: str,
    what: str,
    unit: str,
    ours: Sequence[Measured],
    floor: Sequence[Measured],
    of: Callable[[Measured], float],
    goal: Goal | None = None,
) -> Figure:
    product_rounds, floor_rounds = tuple(map(of, ours)), tuple(map(of, floor))
    return Figure(row, what, unit, product_rounds, floor_rounds, goal)


def _load(here: Ground, server: Served, requests: Sequence[bytes]) -> Measured:
    return load(server, requests, clients=CLIENTS, seconds=SECONDS, folder=here.folder)


def _held(here: Ground) -> tuple[int, int, int]:
    return here.journalled(), here.stored_answers(), here.raised_alerts()


def _answer(number: int) -> bytes:
    """About one answer in three raises an alert, as published (clinical.md 2a)."""
    frequency = 4 if number % 3 == 0 else 1
    return answer_json(
        {"diarrhoea": {"frequency": frequency}},
        authored_at=datetime.now(UTC).isoformat(),
        comment=f"Réponse {number}",
    )


def _submissions(here: Ground) -> list[bytes]:
    patients = here.patient_ids
    return [
        request(
            "POST",
            f"/api/v1/patients/{patients[number % len(patients)]}/answers",
            {
                "Authorization": f"Bearer {here.tokens.ingest}",
                "Idempotency-Key": secrets.token_urlsafe(12),
                "Content-Type": "application/json",
            },
            _answer(number),
        )
        for number in range(_MOST_ANSWERS)
    ]


def _page(here: Ground) -> bytes:
    headers = {"Authorization": f"Bearer {here.tokens.nurse}"}
    return request("GET", "/api/v1/worklist?view=todo&limit=50", headers)


_THIN_PAGE = request("GET", "/page", {})


def _first_answer_ms(serve: Callable[[], AbstractContextManager[Served]], asked: bytes) -> float:
    started = time.perf_counter()
    with serve() as server:
        once_ms(server, asked)
        return (time.perf_counter() - started) * 1000
