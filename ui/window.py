"""The one window: the sign-in screen, then the frame of a session, and nothing of it once the
session is over.

Must stay light: no contract object, chart or store is imported here, so that the sign-in form
paints at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from console.session import Session, SessionState
from console.settings import Settings
from resources.wording import Wording
from ui.lock.curtain import Curtain
from ui.sign_in.screen import SignInScreen
from widgets.theme import Density, Theme, ThemeMode

if TYPE_CHECKING:
    from ui.entering.screen import EnteringScreen
    from ui.shell import Shell

FLOOR_PX = (1024, 520)
_FIRST_SIZE_PX = (1366, 688)


class MainWindow(QMainWindow):
    """Shows who may see what: the sign-in screen to anybody, the frame only while a session
    lasts.
    """

    def __init__(
        self,
        session: Session,
        settings: Settings,
        theme: Theme,
        open_shell: Callable[[Wording], Shell],
        open_entering: Callable[[Wording], EnteringScreen],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._theme = theme
        self._open_shell = open_shell
        self._open_entering = open_entering
        self._shell: Shell | None = None
        self._entering: EnteringScreen | None = None
        self.wording = Wording(settings.language)
        self._pages = QStackedWidget(self)
        self._sign_in = SignInScreen(session, settings, theme, self.wording, self._pages)
        self._build()
        self.curtain = Curtain(session, self._pages, theme, self.wording, self)
        self.curtain.changed.connect(self._name_window)
        self._session.state_changed.connect(self._follow_session)
        self._settings.changed.connect(self._follow_setting)
        self._sign_in.entering_asked.connect(self._go_entering)

    @property
    def shell(self) -> Shell | None:
        """The frame of the session, None while nobody is signed in."""
        return self._shell

    @property
    def sign_in(self) -> SignInScreen:
        """The sign-in screen; it exists for as long as the window."""
        return self._sign_in

    def _build(self) -> None:
        self.setCentralWidget(self._pages)
        self._pages.addWidget(self._sign_in)
        self.setMinimumSize(*FLOOR_PX)
        self.resize(*_FIRST_SIZE_PX)
        self._name_window()

    def _follow_session(self, state: SessionState) -> None:
        if state is SessionState.SIGNED_IN:
            self._enter()
        elif self._shell is not None:
            self._leave()

    def _go_entering(self, purpose: str, username: str) -> None:
        """A first sign-in, a forgotten password or a new authenticator, in place of the form."""
        self._leave_entering()
        self._entering = screen = self._open_entering(self.wording)
        self._pages.addWidget(screen)
        screen.left.connect(self._come_back)
        screen.begin(purpose, username)
        self._pages.setCurrentWidget(screen)
        screen.take_focus()

    def _come_back(self, username: str) -> None:
        self._pages.setCurrentWidget(self._sign_in)
        self._leave_entering()
        self._sign_in.go_on_as(username)
        self._sign_in.take_focus()

    def _leave_entering(self) -> None:
        """Nothing of what was set up stays in this window."""
        screen, self._entering = self._entering, None
        if screen is not None:
            self._pages.removeWidget(screen)
            screen.deleteLater()

    def _enter(self) -> None:
        self._leave()
        self._leave_entering()
        me = self._session.me
        if me is not None:
            self.wording = Wording(self._settings.language, me.centre.zone)
        self._shell = self._open_shell(self.wording)
        self._pages.addWidget(self._shell)
        self._pages.setCurrentWidget(self._shell)
        self._shell.take_focus()
        self._shell.greet()
        self.curtain.set_wording(self.wording)
        self.curtain.hang(self._shell)
        self._shell.screen_changed.connect(self._name_window)
        self._name_window()

    def _leave(self) -> None:
        """Destroy the frame with everything of its user that it holds."""
        shell, self._shell = self._shell, None
        self.curtain.take_down()
        self._sign_in.start_again(self._session.end_reason)
        self._pages.setCurrentWidget(self._sign_in)
        if shell is not None:
            shell.close_session()
            self._pages.removeWidget(shell)
            shell.deleteLater()
        self._name_window()

    def _follow_setting(self, name: str) -> None:
        match name:
            case "language":
                self._speak()
            case "theme":
                self._theme.set_mode(ThemeMode(self._settings.theme.value))
            case "density":
                self._theme.set_density(Density(self._settings.density.value))
            case "text_scale_percent":
                self._theme.set_text_scale_pct(self._settings.text_scale_percent)
            case _:
                return

    def _speak(self) -> None:
        self.wording = Wording(self._settings.language, str(self.wording.zone))
        self._sign_in.set_wording(self.wording)
        if self._entering is not None:
            self._entering.set_wording(self.wording)
        self.curtain.set_wording(self.wording)
        if self._shell is not None:
            self._shell.set_wording(self.wording)
        self._name_window()

    def _name_window(self) -> None:
        """The title holds the product and the screen, never an identity (screens.md 1.2)."""
        if self._shell is None:
            self.setWindowTitle(self.wording.text("signin-window"))
        elif self.curtain.is_drawn:
            self.setWindowTitle(self.wording.text("lock-window"))
        else:
            title = self.wording.text("shell-title", screen=self._shell.screen_name)
            self.setWindowTitle(title)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.curtain.idle.watch(self.windowHandle())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.curtain.idle.watch(None)
        if self._session.state is SessionState.SIGNED_IN:
            self._session.sign_out()
        super().closeEvent(event)
