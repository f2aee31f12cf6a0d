"""Opening a patient's file: everything that its synthesis draws, in one round trip."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from tests.bench.figures import Figure, Goal
from tests.bench.processes import Served
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import FILES
from tests.bench.service.ground import Ground, ground, server_of
from tests.bench.service.load import Measured, load, request

_CLIENTS = 8
_ROUNDS = 5
_SECONDS = 4.0
_MOST = 6_000
_GOAL = Goal("ratio", 1, is_least=True, words="≥ 1")
_NONE = Goal("product", 0, words="0")
_EXACTLY_ONE = Goal("product", 1, is_least=True, words="1")


def file_open(rounds: Rounds) -> Iterator[Figure]:
    """Two and ten years of weekly answers with twenty symptoms, against the rows that they are
    made of, without rights, rules, encryption or journal (performance.md 3).
    """
    for kind in KINDS:
        with server_of(kind), ground(kind, FILES) as here:
            two, ten = FILES.two_years, FILES.ten_years
            yield from _opened(f"file_open/{kind}", "2 years", 104, here, rounds, range(two))
            yield from _opened(
                f"file_open/{kind}", "10 years", 520, here, rounds, range(two, two + ten)
            )


def _opened(
    row: str, span: str, weeks: int, here: Ground, rounds: Rounds, places: Sequence[int]
) -> Iterator[Figure]:
    patients = [here.patient_ids[place] for place in places]
    with here.product() as product, here.thin() as thin:
        journalled = here.journalled()
        ours, floor = rounds.play(
            _ROUNDS,
            lambda: _load(here, product, [_series(here, each, weeks) for each in patients]),
            lambda: _load(here, thin, [_rows(here, each, weeks) for each in patients]),
        )
        entries = (here.journalled() - journalled) / sum(each.count for each in ours)
    measures: tuple[tuple[str, str, Callable[[Measured], float], Goal | None], ...] = (
        ("requests a second", "/s", lambda each: each.per_second, _GOAL),
        ("CPU a request", "ms", lambda each: each.cpu_ms, None),
        ("p50", "ms", lambda each: each.p50_ms, None),
        ("p99", "ms", lambda each: each.p99_ms, None),
    )
    for what, unit, of, goal in measures:
        yield Figure(
            row, f"{span}, {what}", unit, tuple(map(of, ours)), tuple(map(of, floor)), goal
        )
    refused = sum(each.refused for each in (*ours, *floor))
    yield Figure(row, f"{span}, refused", "", (refused,), (), _NONE)
    yield Figure(row, f"{span}, journal entries a request", "", (entries,), (), _EXACTLY_ONE)


def _load(here: Ground, server: Served, requests: Sequence[bytes]) -> Measured:
    wanted = (list(requests) * (_MOST // len(requests) + 1))[:_MOST]
    return load(server, wanted, clients=_CLIENTS, seconds=_SECONDS, folder=here.folder)


def _series(here: Ground, patient_id: UUID, weeks: int) -> bytes:
    headers = {"Authorization": f"Bearer {here.tokens.nurse}"}
    return request("GET", f"/api/v1/patients/{patient_id}/series?weeks={weeks}", headers)


def _rows(here: Ground, patient_id: UUID, weeks: int) -> bytes:
    since = here.made_at - timedelta(days=7 * weeks)
    query = urlencode({"patient": str(patient_id), "since": since.isoformat()})
    return request("GET", f"/file?{query}", {})
