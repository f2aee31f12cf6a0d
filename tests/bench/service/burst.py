"""A burst of 10,000 answers, one in a hundred of which no rule can judge (R-FLT-13).

None may be lost, each that cannot be judged must stand in the queue, and a nurse goes on reading.
"""

import secrets
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from tests.bench.figures import Figure, Goal
from tests.bench.processes import Served
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import SMALL
from tests.bench.service.ground import Ground, ground, server_of
from tests.bench.service.load import Measured, load, request
from tests.support.answers import answer_json

ANSWERS: Final = 10_000
POISON_EVERY: Final = 100
CLIENTS: Final = 8
_LONGEST_S: Final = 480.0
_PAGES: Final = 5_000
_NONE = Goal("product", 0, words="0")
_IN_A_MINUTE = Goal("product", 60)
_ALL_POISON = Goal("product", ANSWERS / POISON_EVERY, is_least=True, words="100")
_READABLE = Goal("product", 1000)
_MODEST = Goal("ratio", 1.4)
_STRETCH_S: Final = 20.0


def burst(rounds: Rounds) -> Iterator[Figure]:
    """The answers as fast as they are taken in, beside the same number of plain inserts."""
    for kind in KINDS:
        with server_of(kind), ground(kind, SMALL) as here:
            yield from _figures(f"burst/{kind}", here, rounds)


def _figures(row: str, here: Ground, rounds: Rounds) -> Iterator[Figure]:
    with here.product() as product, here.thin() as thin:
        stored, technical = here.stored_answers(), here.technical_rows()
        pages: list[Measured] = []
        ours, floor = rounds.play(
            1,
            lambda: _while_somebody_reads(here, product, pages),
            lambda: _all_of(here, thin, [_thin(number) for number in range(ANSWERS)]),
        )
        # Of those that were answered: on a slow machine the last ones may not have been sent.
        lost = ours[0].count - (here.stored_answers() - stored)
        visible = here.technical_rows() - technical
        after_mb, thin_mb = product.resident_mb(), thin.resident_mb()
    took, plain = (tuple(each.count / each.per_second for each in part) for part in (ours, floor))
    yield Figure(row, "10,000 answers taken in", "s", took, plain, _IN_A_MINUTE)
    yield Figure(row, "not sent in time", "", (ANSWERS - ours[0].count,), (), _NONE)
    yield Figure(row, "lost", "", (lost,), (), _NONE)
    yield Figure(row, "refused", "", (ours[0].refused,), (), _NONE)
    yield Figure(row, "not evaluated, in the queue", "", (visible,), (), _ALL_POISON)
    beyond = max(0.0, visible - ANSWERS / POISON_EVERY)
    yield Figure(row, "technical alerts beyond those", "", (beyond,), (), _NONE)
    # The worst stretch of the whole burst, which is stricter than the p95 of all of them.
    slowest = max(each.p95_ms for each in pages)
    yield Figure(row, "page of the queue meanwhile, p95", "ms", (slowest,), (), _READABLE)
    refused = sum(each.refused for each in pages)
    yield Figure(row, "pages refused meanwhile", "", (refused,), (), _NONE)
    yield Figure(row, "memory of the service, after", "MB", (after_mb,), (thin_mb,), _MODEST)


def _while_somebody_reads(here: Ground, product: Served, pages: list[Measured]) -> Measured:
    """The burst, with a nurse who reads page after page until it is over."""
    is_over = threading.Event()
    reader = threading.Thread(target=_read, args=(here, product, pages, is_over))
    reader.start()
    measured = _all_of(here, product, _submissions(here))
    is_over.set()
    reader.join()
    return measured


def _read(here: Ground, product: Served, pages: list[Measured], is_over: threading.Event) -> None:
    headers = {"Authorization": f"Bearer {here.tokens.nurse}"}
    page = request("GET", "/api/v1/worklist?view=todo&limit=50", headers)
    folder = here.folder / "reading"
    folder.mkdir()
    while not is_over.is_set():
        stretch = load(product, [page] * _PAGES, clients=1, seconds=_STRETCH_S, folder=folder)
        pages.append(stretch)


def _all_of(here: Ground, server: Served, requests: list[bytes]) -> Measured:
    return load(server, requests, clients=CLIENTS, seconds=_LONGEST_S, folder=here.folder)


def _answer(number: int) -> bytes:
    """One in three raises an alert; one in a hundred names a symptom that there is not."""
    symptoms = {"diarrhoea": {"frequency": 4 if number % 3 == 0 else 1}}
    if number % POISON_EVERY == 0:
        symptoms = {"no-such-symptom": {"frequency": 4}}
    authored_at = datetime.now(UTC).isoformat()
    return answer_json(symptoms, authored_at=authored_at, comment=f"Réponse {number}")


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
        for number in range(ANSWERS)
    ]


def _thin(number: int) -> bytes:
    return request("POST", "/answers", {}, _answer(number))
