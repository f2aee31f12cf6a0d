"""Opening the screen of the silent patients: from the key to its pixels, with 300 of them.

`python -m tests.bench.desktop.silence_open` prints what it measured as JSON. The service answers at
once: what its answer costs has rows of its own.
"""

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtWidgets import QApplication

from console.settings import Settings
from resources.wording import Wording
from tests.bench.desktop.eyes import Painted, centile, rest
from tests.samples.desk import SampleDesk, sample_frame
from tests.samples.silence import many_silent
from tests.samples.stores import SampleSession
from ui.shell import Shell
from ui.shell.pages import NON_RESPONDERS, TRIAGE
from widgets.theme import Theme, ThemeMode

SILENT = 300
_OPENINGS = 12
_WINDOW_PX = (1366, 688)
_AT_REST_MS = 150


def measure() -> dict[str, Any]:
    """Milliseconds to the painted list: the first of a session, and those that follow."""
    application = QApplication([])
    with TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "console.ini")
        theme = Theme(application, ThemeMode.LIGHT)
        desk = SampleDesk()
        desk.silence.lists.rows = many_silent(SILENT)
        shell = sample_frame(SampleSession(), desk, settings, theme, Wording("fr"))
        shell.resize(*_WINDOW_PX)
        shell.show()
        rest(_AT_REST_MS)
        first, *others = [_open(shell) for _ in range(_OPENINGS)]
        shell.close()
    return {"first_ms": first, "other_p95_ms": centile(others, 95)}


def _open(shell: Shell) -> float:
    painted = Painted(shell)
    started_s = time.perf_counter()
    shell.go_to(NON_RESPONDERS)
    took_ms = painted.settled_after(started_s)
    shell.go_to(TRIAGE)
    rest(_AT_REST_MS)
    return took_ms


if __name__ == "__main__":
    print(json.dumps(measure()))
