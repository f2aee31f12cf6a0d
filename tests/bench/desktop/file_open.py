"""Opening a patient's file: from the key to its pixels, with and without a copy of it in memory.

`python -m tests.bench.desktop.file_open` prints what it measured as JSON. The service answers at
once: what its answer costs has rows of its own.
"""

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QApplication

from console.settings import Settings
from resources.wording import Wording
from tests.bench.desktop.eyes import Painted, centile, rest
from tests.samples.desk import SampleDesk, sample_frame
from tests.samples.stores import SampleSession
from ui.shell import Shell
from ui.shell.pages import TRIAGE
from widgets.theme import Theme, ThemeMode

OPENINGS = 12
_WINDOW_PX = (1366, 688)
_AT_REST_MS = 150


def measure() -> dict[str, Any]:
    """Milliseconds to the painted file: the first of a session, of a patient who was not open
    before, and of one who was.
    """
    application = QApplication([])
    with TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "console.ini")
        theme = Theme(application, ThemeMode.LIGHT)
        shell = sample_frame(SampleSession(), SampleDesk(), settings, theme, Wording("fr"))
        shell.resize(*_WINDOW_PX)
        shell.show()
        rest(_AT_REST_MS)
        patients = [UUID(int=0xF11E_0000 + number) for number in range(OPENINGS)]
        first, *others = [_open(shell, patient) for patient in patients]
        again = [_open(shell, patient) for patient in patients]
        shell.close()
    return {
        "first_ms": first,
        "other_p95_ms": centile(others, 95),
        "cached_p95_ms": centile(again, 95),
    }


def _open(shell: Shell, patient_id: UUID) -> float:
    painted = Painted(shell)
    started_s = time.perf_counter()
    shell.open_file(patient_id)
    took_ms = painted.settled_after(started_s)
    shell.go_to(TRIAGE)
    rest(_AT_REST_MS)
    return took_ms


if __name__ == "__main__":
    print(json.dumps(measure()))
