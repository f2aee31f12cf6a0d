"""The report of a patient as FHIR, CDA and tables, warm, beside writing the same bytes (#8)."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final

from reports.cda.document import cda_of
from reports.csv.tables import SURVEYS_FILE, csv_of
from reports.fhir.document import fhir_of
from reports.pdf.document import pdf_of
from services.contract.reports import Report
from tests.bench.figures import Figure, Goal
from tests.bench.rounds import Rounds
from tests.samples import reports as samples

_ROUNDS: Final = 7
_LONG_ROUNDS: Final = 3
_SOON: Final = Goal("product", 200, words="≤ 200 ms")


def documents(rounds: Rounds) -> Iterator[Figure]:
    """Sixteen weeks, and ten years."""
    spans: tuple[tuple[str, Report, int, Goal | None], ...] = (
        ("16 weeks", samples.typical(), _ROUNDS, _SOON),
        ("10 years", samples.ten_years(), _LONG_ROUNDS, None),
    )
    for span, report, count, goal in spans:
        pdf = pdf_of(report)
        makers: dict[str, Callable[[], bytes]] = {
            "report_fhir": partial(fhir_of, report),
            "report_cda": partial(cda_of, report, pdf),
            "report_csv": partial(_table, report),
        }
        for name, make in makers.items():
            yield from _figures(name, span, make, rounds, count, goal)


def _table(report: Report) -> bytes:
    return csv_of(report)[SURVEYS_FILE]


def _figures(
    name: str,
    span: str,
    make: Callable[[], bytes],
    rounds: Rounds,
    count: int,
    goal: Goal | None,
) -> Iterator[Figure]:
    made = make()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document")
        ours, floor = rounds.play(
            count, lambda: _timed(make), lambda: _timed(lambda: path.write_bytes(made))
        )
    yield Figure(name, f"{span}, beside its bytes", "ms", tuple(ours), tuple(floor), goal)
    yield Figure(name, f"{span}, size", "kB", (len(made) / 1000,))


def _timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000
