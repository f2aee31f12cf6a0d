"""The whole console, signed in to a real service: its real window, stores and wire.

`python -m tests.bench.desktop.sitting GESTURE URL NURSE_FILE [TOKEN]` prints what it measured as
JSON; TOKEN is that of a colleague.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.app import Desktop, make_application
from console.demonstration import DemonstrationAccount, DemonstrationSignIn
from console.errors import ConsoleError
from console.settings import Settings
from console.stores.states import StoreState
from services.contract.alerts import AlertDetail
from services.contract.enums import WorklistSort, WorklistView
from tests.bench.desktop import gestures, watching
from tests.bench.desktop.eyes import centile, rest, until

_PAGE_ROWS = 200
_PAGES_ASKED = 20
_AT_REST_MS = 1500
_SIGNED_IN_WITHIN_S = 60.0


class ConsoleStage(QObject):
    """The triage screen with its first alert selected."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        shell, desk = desktop.window.shell, desktop.desk
        if shell is None or shell.triage is None or desk is None:
            raise RuntimeError("nobody is signed in")
        self.window: QWidget = desktop.window
        self._triage, self._desk = shell.triage, desk
        self.keys: QWidget = self._triage.list.view
        self._taken = 0
        self._triage.list.view.row_chosen.connect(self._take)

    @property
    def detail_parts(self) -> int:
        """How many widgets of the detail draw something of their own."""
        parts = self._triage.detail.findChildren(QWidget)
        return sum(1 for part in parts if part.isVisible() and not part.findChildren(QWidget))

    def place(self) -> int:
        """The selected row."""
        return self._triage.list.view.currentIndex().row()

    def taken(self) -> int:
        """How often another row was selected."""
        return self._taken

    def is_ready_for(self, place: int) -> bool:
        """Whether the detail of a row was fetched ahead."""
        rows = self._desk.worklist.rows
        return place < len(rows) and self._desk.details.get(rows[place].row.alert_id) is not None

    def shows(self, place: int) -> bool:
        """Whether the detail of a row is on screen, whole."""
        shown, rows = self._desk.details.shown, self._desk.worklist.rows
        return shown.state is StoreState.READY and shown.alert_id == rows[place].row.alert_id

    def _take(self, _key: object) -> None:
        self._taken += 1


class Asker(QObject):
    """Asks for alerts as the stores do, and hands them to the cache as they do."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        if desktop.desk is None:
            raise RuntimeError("nobody is signed in")
        self._desk, self._jobs, self._session = desktop.desk, desktop.jobs, desktop.session
        self._ids = [row.row.alert_id for row in self._desk.worklist.rows]
        self._asked = self.answered = 0

    @property
    def first_id(self) -> UUID:
        """The alert that is asked for first."""
        return self._ids[0]

    def ask(self) -> None:
        """The next alert of the queue."""
        alert_id, session = self._ids[self._asked % len(self._ids)], self._session
        self._asked += 1
        self._jobs.submit(self, lambda: session.api.read_alert(alert_id), self._take, self._fail)

    def _take(self, alert: AlertDetail) -> None:
        self.answered += 1
        self._desk.details.settle(alert)

    def _fail(self, error: ConsoleError) -> None:
        raise RuntimeError(error.what)


def _page_ms(desktop: Desktop) -> float:
    """What one call takes: a page of the queue as the store reads it."""
    took_ms = []
    for _ in range(_PAGES_ASKED):
        started_s = time.perf_counter()
        desktop.session.api.read_worklist(
            WorklistView.TODO, WorklistSort.LEVEL, [], _PAGE_ROWS, None
        )
        took_ms.append((time.perf_counter() - started_s) * 1000)
    return centile(took_ms, 50)


def _sign_in(desktop: Desktop, nurse: DemonstrationAccount) -> None:
    desktop.show()
    signing_in = DemonstrationSignIn(desktop.session, nurse, desktop)
    signing_in.start()
    until(
        lambda: (
            desktop.desk is not None
            and desktop.desk.worklist.state is StoreState.READY
            and desktop.desk.details.shown.state is StoreState.READY
        ),
        "the queue with its first alert",
        _SIGNED_IN_WITHIN_S,
    )
    desktop.window.activateWindow()
    rest(_AT_REST_MS)


def _measure(desktop: Desktop, gesture: str, *words: str) -> dict[str, Any]:
    match gesture:
        case "page":
            return {"page_ms": _page_ms(desktop)}
        case "calls":
            asker = Asker(desktop)
            told = gestures.listen_during_calls(desktop, asker.ask, lambda: asker.answered)
            return told | {"alert_id": str(asker.first_id)}
        case "follow":
            return watching.follow(desktop, *words)
        case "storm":
            return watching.storm(desktop)
    stage = ConsoleStage(desktop)
    told = gestures.select(stage) if gesture == "select" else gestures.hold(stage)
    return told | {"parts": stage.detail_parts}


def main(gesture: str, url: str, nurse_file: str, *words: str) -> None:
    """Signs a nurse in, measures one gesture, and leaves in good order."""
    app = make_application(["vigie"])
    nurse = DemonstrationAccount(**json.loads(Path(nurse_file).read_text(encoding="utf-8")))
    desktop = Desktop(app, Settings(), url, list)
    _sign_in(desktop, nurse)
    told = _measure(desktop, gesture, *words)
    desktop.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
