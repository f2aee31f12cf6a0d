"""The composition root of the desktop: builds every object once and passes it on."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from console.errors import ConsoleError
from console.garbage import GarbageCollector
from console.jobs import Jobs
from console.live import LiveUpdates
from console.logs import catch_faults, start_logs
from console.secrets import Keyring, system_keyrings
from console.server_clock import ServerClock
from console.session import Session
from console.settings import Settings, state_folder
from console.stores.connection import ConnectionStore
from resources.catalogue import catalogue_of
from resources.wording import Wording
from ui.window import MainWindow
from widgets.focus_ring import FocusRing
from widgets.theme import Density, Theme, ThemeMode

if TYPE_CHECKING:
    from console.client.api import Api
    from console.stores.desk import TriageDesk
    from console.stores.drafts import DraftShelf
    from ui.entering.screen import EnteringScreen
    from ui.shell import Shell

_AFTER_FIRST_PAINT_MS = 50
_HEAVY = (
    "console.client.api",
    "console.stores.desk",
    "ui.shell",
)


class Desktop(QObject):
    """Everything of one run: settings, session, wire, window."""

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        server_url: str,
        keyrings: Callable[[], list[Keyring]] = system_keyrings,
        *,
        place: str | None = None,
        drafts_folder: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.server_url = server_url
        self.settings = settings
        self.garbage = GarbageCollector(self)
        self.jobs = Jobs(self)
        self.clock = ServerClock()
        self.connection = ConnectionStore(self.clock, self)
        self.session = Session(
            self.jobs, self._open_api, keyrings, place or server_url, self.clock, self
        )
        self.live = LiveUpdates(self.session, self)
        # Before the window is told: it begins anew for whoever signs in.
        self.session.state_changed.connect(self.live.stop)
        self.theme = Theme(
            app,
            ThemeMode(settings.theme.value),
            Density(settings.density.value),
            settings.text_scale_percent,
        )
        self.focus_ring = FocusRing(self.theme, app)
        self.desk: TriageDesk | None = None
        self._shelf: DraftShelf | None = None
        self._drafts_folder = drafts_folder
        self.window = MainWindow(
            self.session, settings, self.theme, self._open_shell, self._open_entering
        )

    def show(self) -> None:
        """Show the sign-in form; what is heavy loads once it is painted."""
        self.window.show()
        self.garbage.start()
        QTimer.singleShot(_AFTER_FIRST_PAINT_MS, self, self.warm_up)

    @Slot()
    def warm_up(self) -> None:
        """Load the wire, the screens and the keyring in workers."""
        language = self.settings.language
        self.jobs.submit(self, lambda: _load_heavy(language), self._loaded, self._ignore_fault)
        self.session.prepare()

    def close(self) -> bool:
        """End in good order: the session, then the workers, then the wire; True when nothing runs
        on.
        """
        self.window.close()
        self.live.close()
        ended = self.jobs.close()
        self.session.close_wire()
        self.garbage.stop()
        return ended

    def _open_api(self) -> Api:
        """Runs in a worker: httpx and the contract take longer to load than the first paint may."""
        http = importlib.import_module("console.client.http")
        api = importlib.import_module("console.client.api")
        listeners = http.Listeners(
            contact=self.connection.report, session_over=self.session.session_over
        )
        opened: Api = api.Api(http.Wire(self.server_url, listeners=listeners))
        return opened

    def _open_entering(self, wording: Wording) -> EnteringScreen:
        """For whoever cannot sign in yet; the contract loads with it."""
        from console.stores.entering import EnteringStore
        from ui.entering.screen import EnteringScreen

        store = EnteringStore(self.jobs, self.session)
        screen = EnteringScreen(store, self.theme, wording)
        store.setParent(screen)
        return screen

    def _open_shell(self, wording: Wording) -> Shell:
        """New stores for a new session; they end with the frame that shows them."""
        # Not at the top: the contract and the charts are not needed to sign in.
        from console.stores.desk import TriageDesk
        from console.stores.drafts import DraftShelf
        from ui.shell import Shell

        if self._shelf is None:
            self._shelf = DraftShelf(self.jobs, self.session.draft_key, self._drafts_folder)
        self.desk = desk = TriageDesk(self.jobs, self.session, self.connection, shelf=self._shelf)
        shell = Shell(self.session, self.settings, desk, self.theme, wording)
        desk.setParent(shell)
        self.session.state_changed.connect(desk.stop)
        self.live.changed.connect(desk.worklist.hear)
        self.live.alive_changed.connect(desk.worklist.follow_live)
        self.live.changed.connect(desk.patients.hear)
        self.live.heard.connect(desk.hear)
        self.live.alive_changed.connect(desk.patients.follow_live)
        self.live.changed.connect(desk.silence.hear)
        self.live.changed.connect(desk.silence_counts.hear)
        self.live.alive_changed.connect(desk.silence.follow_live)
        desk.start()
        self.live.start()
        return shell

    def _loaded(self, _outcome: object) -> None:
        """Modules stay for as long as the program: collecting them again and again takes time.

        Not once somebody has signed in: what is theirs must be freed when they leave.
        """
        if self.desk is None:
            self.garbage.keep()

    def _ignore_fault(self, _error: ConsoleError) -> None:
        """What could not be loaded ahead fails where it is used."""


def _load_heavy(language: str) -> None:
    for name in _HEAVY:
        importlib.import_module(name)
    catalogue_of(language).prepare()


def make_application(arguments: Sequence[str]) -> QApplication:
    """Qt's application object, named as the desktop's files are."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(list(arguments))
    app.setApplicationName("vigie")
    app.setApplicationDisplayName("Vigie")
    app.setDesktopFileName("vigie")
    return app


def run(server_url: str | None = None) -> int:
    """Open the console and stay until it is closed; an address that is given is remembered."""
    return _stay(Settings(), server_url)


def run_demonstration(server_url: str, folder: Path, settings_path: Path) -> int:
    """The same on a demonstration, signed in as its nurse, with settings of its own."""
    return _stay(Settings(settings_path), server_url, folder)


def _stay(settings: Settings, server_url: str | None, demonstration: Path | None = None) -> int:
    app = make_application(sys.argv[:1])
    start_logs(state_folder())
    catch_faults()
    if server_url is not None:
        settings.server_url = server_url
    # The port of a demonstration changes, its place in the keyring does not.
    place = None if demonstration is None else "demonstration"
    drafts = state_folder() / "drafts"
    desktop = Desktop(app, settings, settings.server_url, place=place, drafts_folder=drafts)
    desktop.show()
    if demonstration is not None:
        # Not at the top: only the demonstration has accounts in a file.
        from console.demonstration import DemonstrationSignIn, nurse_of

        signing_in = DemonstrationSignIn(desktop.session, nurse_of(demonstration), desktop)
        QTimer.singleShot(_AFTER_FIRST_PAINT_MS, signing_in, signing_in.start)
    code = app.exec()
    desktop.close()
    return code
