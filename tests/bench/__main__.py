"""`python -m tests.bench [--json FILE] [row ...]`: the figures, each beside its floor."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.desktop import rows as desktop
from tests.bench.desktop import watching_rows as watching
from tests.bench.desktop.accounts_rows import accounts_pixels
from tests.bench.desktop.course_rows import course, file_pixels
from tests.bench.desktop.people_rows import people
from tests.bench.desktop.silence_rows import silence_pixels
from tests.bench.figures import Figure, line, save, show
from tests.bench.machine import SPOILED_ABOVE, slowest_over_fastest
from tests.bench.rounds import Rounds
from tests.bench.service import roster_rows as roster
from tests.bench.service import rows as service
from tests.bench.service.account_rows import accounts
from tests.bench.service.billing_rows import billing
from tests.bench.service.burst import burst
from tests.bench.service.cohort_rows import cohorts
from tests.bench.service.disclosure_rows import disclosure
from tests.bench.service.document_rows import documents
from tests.bench.service.enrolment import enrolment
from tests.bench.service.fhir_rows import fhir
from tests.bench.service.files import file_open
from tests.bench.service.messages import messages
from tests.bench.service.portal import portal
from tests.bench.service.report_rows import reports
from tests.bench.service.retention_rows import retention
from tests.bench.service.sign_in_rows import sign_in
from tests.bench.service.statistics_rows import statistics
from tests.bench.service.week_rows import weekly_tick

ROWS: dict[str, Callable[[Rounds], Iterator[Figure]]] = {
    "answer": service.take_in_an_answer,
    "worklist": service.page_of_the_queue,
    "burst": burst,
    "messages": messages,
    "file_open": file_open,
    "portal": portal,
    "service_start": service.start_of_the_service,
    "patients": roster.list_of_patients,
    "search": roster.search_of_patients,
    "tick": weekly_tick,
    "enrolment": enrolment,
    "retention": retention,
    "reports": reports,
    "documents": documents,
    "fhir": fhir,
    "disclosure": disclosure,
    "statistics": statistics,
    "billing": billing,
    "cohorts": cohorts,
    "sign_in": sign_in,
    "accounts": accounts,
    "cold_start": desktop.cold_start,
    "first_paint": desktop.first_paint,
    "selection": desktop.selection,
    "held_key": desktop.held_key,
    "calls": desktop.calls,
    "course": course,
    "people": people,
    "file_pixels": file_pixels,
    "silence_pixels": silence_pixels,
    "accounts_pixels": accounts_pixels,
    "second_console": watching.second_console,
    "storm": watching.storm,
}


def main() -> int:
    """Runs the rows that were asked for; all of them when none was named."""
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("--json", type=Path)
    parser.add_argument("rows", nargs="*", choices=[*ROWS, []])
    asked = parser.parse_args()
    figures: list[Figure] = []
    rounds = Rounds()
    for name in asked.rows or ROWS:
        for figure in ROWS[name](rounds):
            figures.append(figure)
            print(line(figure), file=sys.stderr, flush=True)
    spread = slowest_over_fastest(rounds.loops_s)
    verdict = "spoiled: the machine was busy" if spread > SPOILED_ABOVE else "calm enough"
    print(show(figures))
    print(f"calibration loop: slowest over fastest {spread:.2f} ({verdict})")
    if asked.json:
        save(figures, spread, asked.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
