"""The archives among the screens: made when they are first wanted, read while in front."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.archives.screen import ArchivesScreen
from ui.shell.pages import ARCHIVES, TRIAGE
from ui.shell.screen_desk import ScreenDesk
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_LISTS = "list_archives"


class ArchivesDesk(ScreenDesk[ArchivesScreen]):
    """Holds the screen, and leads from it to a file."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, settings: Settings, theme: Theme
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._settings = settings

    @property
    def may_open(self) -> bool:
        """Whether archives exist for this role."""
        return self._session.may(_LISTS)

    def open(self) -> None:
        """Bring the archives to the front; for whoever has none, what else is behind them."""
        if self.may_open:
            self._shell.go_to(ARCHIVES)
        else:
            self._shell.retention.open()

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: the list is made for it, read, or left alone."""
        if page == ARCHIVES and self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == ARCHIVES)

    def _make(self, wording: Wording) -> ArchivesScreen:
        screen = ArchivesScreen(
            self._desk, self._session, self._settings, self._theme, wording, self._shell.pages
        )
        screen.file_wanted.connect(self._open_file)
        screen.calendar_wanted.connect(self._shell.retention.open)
        screen.left.connect(self._leave)
        return self._take_in(ARCHIVES, screen)

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, ARCHIVES)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
