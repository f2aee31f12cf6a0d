"""The archives among the screens: made when they are first wanted, read while in front."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.archives.screen import ArchivesScreen
from ui.shell.pages import ARCHIVES, TRIAGE
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_LISTS = "list_archives"


class ArchivesDesk(QObject):
    """Holds the screen, and leads from it to a file."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, settings: Settings, theme: Theme
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk = desk
        self._session = session
        self._settings = settings
        self._theme = theme
        self.screen: ArchivesScreen | None = None

    @property
    def may_open(self) -> bool:
        """Whether archives exist for this role."""
        return self._session.may(_LISTS)

    def open(self) -> None:
        """Bring the archives to the front, for whoever has them."""
        if self.may_open:
            self._shell.go_to(ARCHIVES)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: the list is made for it, read, or left alone."""
        if page == ARCHIVES and self.screen is None:
            self.screen = self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == ARCHIVES)

    def _make(self, wording: Wording) -> ArchivesScreen:
        """Made when somebody wants it: what is not there costs nothing when the theme changes."""
        screen = ArchivesScreen(
            self._desk, self._session, self._settings, self._theme, wording, self._shell
        )
        screen.resize(self._shell.page_size())
        screen.file_wanted.connect(self._open_file)
        screen.left.connect(self._leave)
        self._shell.add_page(ARCHIVES, screen)
        return screen

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, ARCHIVES)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
