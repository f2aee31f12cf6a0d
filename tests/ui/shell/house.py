"""A whole window whose session is played."""

from console.session import SessionState
from console.settings import Settings
from console.stores.entering import EnteringStore
from resources.wording import Wording
from tests.samples.at_once import AtOnce
from tests.samples.stores import SampleSession
from tests.support.ui_parts import Parts, make_parts
from ui.entering.screen import EnteringScreen
from ui.shell import Shell
from ui.window import MainWindow
from widgets.theme import Theme


class House:
    """A window with nobody signed in."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        self.session = SampleSession()
        self.session.me = None
        self.session.state = SessionState.SIGNED_OUT
        self.theme = theme
        self.settings = settings
        self.opened: list[Parts] = []
        self.window = MainWindow(self.session, settings, theme, self._open, self._open_entering)  # type: ignore[arg-type]

    def _open(self, wording: Wording) -> Shell:
        self.opened.append(make_parts(self.theme, self.settings, wording))
        return self.opened[-1].shell

    def _open_entering(self, wording: Wording) -> EnteringScreen:
        store = EnteringStore(AtOnce(), self.session)  # type: ignore[arg-type]
        screen = EnteringScreen(store, self.theme, wording)
        store.setParent(screen)
        return screen

    def sign_in(self) -> Parts:
        """Somebody signs in."""
        self.session.me = SampleSession().me
        self.session.become(SessionState.SIGNED_IN)
        return self.opened[-1]
