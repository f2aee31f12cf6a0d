"""`python -m tests.bench [--json FILE] [row ...]`: the figures, each beside its floor."""

import argparse
import sys
from pathlib import Path

from tests.bench import service_rows
from tests.bench.figures import Figure, save, show
from tests.bench.machine import SPOILED_ABOVE

ROWS = {
    "answer": service_rows.take_in_an_answer,
    "worklist": service_rows.page_of_the_queue,
}


def main() -> int:
    """Runs the rows that were asked for; all of them when none was named."""
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("--json", type=Path)
    parser.add_argument("rows", nargs="*", choices=[*ROWS, []])
    asked = parser.parse_args()
    figures: list[Figure] = []
    calibrations: list[float] = []
    for name in asked.rows or ROWS:
        for figure in ROWS[name](calibrations):
            figures.append(figure)
            print(show([figure]).splitlines()[1], file=sys.stderr, flush=True)
    print(show(figures))
    spread = max(calibrations) / min(calibrations) if calibrations else 1.0
    verdict = "spoiled: the machine was busy" if spread > SPOILED_ABOVE else "calm enough"
    print(f"calibration loop: slowest over fastest {spread:.2f} ({verdict})")
    if asked.json:
        save(figures, spread, asked.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
