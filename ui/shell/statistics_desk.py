"""The statistics of the centre among the screens: made when they are first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources.wording import Wording
from services.contract.enums import Role
from ui.shell.pages import STATISTICS, TRIAGE
from ui.shell.screen_desk import ScreenDesk
from ui.statistics.screen import StatisticsScreen
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_READS: Final = "read_statistics"


class StatisticsDesk(ScreenDesk[StatisticsScreen]):
    """Holds the screen of whoever leads the centre."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, settings: Settings, theme: Theme
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._settings = settings

    @property
    def may_open(self) -> bool:
        """Whether statistics exist for this role: the manager first, whatever others may read."""
        me = self._session.me
        return self._session.may(_READS) and me is not None and me.role is Role.MANAGER

    def open(self) -> None:
        """Bring the statistics to the front, for whoever has them."""
        if self.may_open:
            self._shell.go_to(STATISTICS)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: this one is made for it, read, or left alone."""
        if page == STATISTICS and self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == STATISTICS)

    def _make(self, wording: Wording) -> None:
        desk = self._desk
        screen = StatisticsScreen(
            desk.statistics,
            desk.connection,
            self._settings,
            self._theme,
            wording,
            self._shell.pages,
        )
        screen.left.connect(self._leave)
        screen.said.connect(self._shell.toasts.show_toast)
        self._take_in(STATISTICS, screen)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
