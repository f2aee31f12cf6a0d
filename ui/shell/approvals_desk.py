"""What waits for a second person among the screens, with its count on the rail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.session import Session
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.approvals.screen import ApprovalsScreen
from ui.shell.pages import ACCOUNTS, APPROVALS, TRIAGE
from ui.shell.screen_desk import ScreenDesk
from widgets.rail import Rail
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell


class ApprovalsDesk(ScreenDesk[ApprovalsScreen]):
    """Holds the screen, for whoever asks or decides."""

    def __init__(
        self, shell: Shell, rail: Rail, desk: TriageDesk, session: Session, theme: Theme
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._rail = rail
        desk.approvals.changed.connect(self.show_count)

    @property
    def may_open(self) -> bool:
        """Whether requests exist for this role."""
        return self._desk.approvals.may_read

    def open(self) -> None:
        """Bring the requests to the front."""
        if self.may_open:
            self._shell.go_to(APPROVALS)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: this one is made for it, read, or left alone."""
        if page != APPROVALS:
            return
        if self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.begin()

    def show_count(self) -> None:
        """How many wait for this person to decide."""
        count = self._desk.approvals.waiting or 0
        w = self._shell.wording
        if self.may_open:
            told = w.text("approvals-waiting", count=count)
            place = ACCOUNTS if self._shell.accounts.may_open else APPROVALS
            self._rail.set_count(place, w.integer(count) if count else "", told)

    def _make(self, wording: Wording) -> None:
        desk = self._desk
        screen = ApprovalsScreen(
            desk.approvals, desk.connection, self._session, self._theme, wording, self._shell.pages
        )
        screen.left.connect(self._leave)
        screen.tab_wanted.connect(self._shell.accounts.open_tab)
        screen.said.connect(self._shell.toasts.show_toast)
        self._take_in(APPROVALS, screen)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
