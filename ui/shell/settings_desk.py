"""The settings among the screens: made when somebody wants them, tidied when they are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.settings.screen import SettingsScreen
from ui.shell.pages import SETTINGS, TRIAGE
from ui.shell.screen_desk import ScreenDesk
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell


class SettingsDesk(ScreenDesk[SettingsScreen]):
    """Holds the screen, and leads from it to triage or to a file."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, settings: Settings, theme: Theme
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._settings = settings

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: this one is made for it, or left behind."""
        if page == SETTINGS and self.screen is None:
            self._make(wording)
        elif page != SETTINGS and self.screen is not None:
            self.screen.leave_behind()

    def reveal(self, part: str) -> None:
        """Bring a part of the settings to the front: sessions, accesses, codes or centre."""
        self._shell.go_to(SETTINGS)
        if self.screen is not None:
            self.screen.reveal(part)

    def close_session(self) -> None:
        """Take copied codes away before the frame goes."""
        if self.screen is not None:
            self.screen.codes.clear_clipboard()
            self.screen.centre.clear_clipboard()

    def _make(self, wording: Wording) -> SettingsScreen:
        desk, shell = self._desk, self._shell
        screen = SettingsScreen(
            self._session,
            self._settings,
            desk.access,
            desk.exceptional,
            desk.centre,
            desk.deliveries.setting,
            desk.connection,
            self._theme,
            wording,
            shell,
        )
        screen.left.connect(self._leave)
        screen.said.connect(shell.toasts.show_toast)
        screen.file_wanted.connect(shell.open_file)
        return self._take_in(SETTINGS, screen)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
