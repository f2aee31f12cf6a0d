"""The report of a patient as PDF: new content each time, in a process that is warm (issue 8).

Two floors: writing the same bytes to a file, and typst alone setting the same words in one plain
table under the same pictures and the same standards. The second is compared by the time of the
processor, which a busy machine leaves alone.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

import typst

from reports.pdf.document import content, pdf_of
from reports.pdf.setting import STANDARDS
from resources.locate import resource_path
from services.contract.reports import Report
from tests.bench.figures import Figure, Goal
from tests.bench.rounds import Rounds
from tests.samples import reports as samples

_ROUNDS: Final = 7
_LONG_ROUNDS: Final = 3
_SOON: Final = Goal("product", 300, words="≤ 300 ms")
_TWICE: Final = Goal("ratio", 2, words="≤ 2 typst")
_PLAIN: Final = b"""
#set document(title: "x")
#set text(font: ("Inter", "DejaVu Sans Mono"), size: 8pt, lang: "fr")
= x
#for each in json("pictures.json") { image(each, alt: "x", width: 100%) }
#table(columns: 2, ..json("data.json").map(each => [#each]))
"""


def reports(rounds: Rounds) -> Iterator[Figure]:
    """Sixteen weeks, and ten years."""
    pdf_of(samples.typical())
    yield from _figures("16 weeks", samples.typical(), rounds, _ROUNDS, _SOON)
    yield from _figures("10 years", samples.ten_years(), rounds, _LONG_ROUNDS, None)


def _figures(
    span: str, report: Report, rounds: Rounds, count: int, goal: Goal | None
) -> Iterator[Figure]:
    numbers = iter(range(10**6))
    with tempfile.TemporaryDirectory() as folder:
        made = pdf_of(report)
        path = Path(folder, "report.pdf")
        ours, written, bare = rounds.play(
            count,
            lambda: _timed(_setting(_changed(report, next(numbers)))),
            lambda: _timed(lambda: path.write_bytes(made)),
            lambda: _timed(_plainly(_changed(report, next(numbers)))),
        )
    wall, floor = [each[0] for each in ours], [each[0] for each in written]
    yield Figure("report_pdf", f"{span}, beside its bytes", "ms", tuple(wall), tuple(floor), goal)
    cpu, floor = [each[1] for each in ours], [each[1] for each in bare]
    yield Figure(
        "report_pdf", f"{span}, CPU beside bare typst", "ms", tuple(cpu), tuple(floor), _TWICE
    )
    yield Figure("report_pdf", f"{span}, size", "kB", (len(made) / 1000,))


def _changed(report: Report, number: int) -> Report:
    """Other words in each questionnaire: nothing that was set before can be used again."""
    surveys = (
        each.model_copy(update={"comment": f"{number} {place}"})
        for place, each in enumerate(report.surveys)
    )
    return report.model_copy(update={"surveys": tuple(surveys)})


def _setting(report: Report) -> Callable[[], object]:
    return lambda: pdf_of(report)


def _plainly(report: Report) -> Callable[[], object]:
    """Everything that the product has to say of the report, without a form."""
    drawn: dict[str, str] = {}
    words = list(_texts(content(report, drawn)))
    files: Any = {name: picture.encode() for name, picture in drawn.items()}
    files["main"] = _PLAIN
    files["data.json"] = json.dumps(words, ensure_ascii=False).encode()
    files["pictures.json"] = json.dumps(list(drawn)).encode()
    fonts = [str(resource_path("fonts"))]
    return lambda: typst.compile(
        files,
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=list(STANDARDS),
        timestamp=0,
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the clock, and of the processor."""
    wall, cpu = perf_counter(), process_time()
    act()
    return (perf_counter() - wall) * 1000, (process_time() - cpu) * 1000
