"""The accounts of a large centre: from the key to the pixels of the list, and of a filter.

`python -m tests.bench.desktop.accounts_open` prints what it measured as JSON. The service answers
at once: what its answer costs has rows of its own.
"""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtWidgets import QApplication

from console.settings import Settings
from resources.wording import Wording
from tests.bench.desktop.eyes import Painted, centile, rest
from tests.samples.accounts import many
from tests.samples.desk import sample_frame
from tests.samples.roles import admin
from ui.shell import Shell
from ui.shell.pages import ACCOUNTS, SETTINGS
from widgets.theme import Theme, ThemeMode

ACCOUNTS_SHOWN = 500
_ROUNDS = 12
_WINDOW_PX = (1366, 688)
_AT_REST_MS = 200


def measure() -> dict[str, Any]:
    """Milliseconds to the painted list, 95 in 100: opened again, and filtered by a name."""
    application = QApplication([])
    with TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "console.ini")
        theme = Theme(application, ThemeMode.LIGHT)
        session, desk = admin()
        desk.accounts.calls.rows = many(ACCOUNTS_SHOWN)
        shell = sample_frame(session, desk, settings, theme, Wording("fr"))
        shell.resize(*_WINDOW_PX)
        shell.show()
        rest(_AT_REST_MS)
        store = desk.accounts.list

        def _leave() -> None:
            shell.go_to(SETTINGS)
            rest(_AT_REST_MS)

        def _open() -> None:
            shell.go_to(ACCOUNTS)

        def _filter() -> None:
            store.set_filters(replace(store.filters, typed="kerm"))

        def _clear() -> None:
            store.clear_filters()
            rest(_AT_REST_MS)

        opened = [_took(shell, _leave, _open) for _ in range(_ROUNDS)]
        filtered = [_took(shell, _clear, _filter) for _ in range(_ROUNDS)]
        shell.close()
    return {"open_p95_ms": centile(opened, 95), "filter_p95_ms": centile(filtered, 95)}


def _took(shell: Shell, before: Callable[[], None], act: Callable[[], None]) -> float:
    before()
    painted = Painted(shell)
    started_s = time.perf_counter()
    act()
    return painted.settled_after(started_s)


if __name__ == "__main__":
    print(json.dumps(measure()))
