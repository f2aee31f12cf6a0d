"""Bringing patients in, among the screens: made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from console.session import Session
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.imports.screen import ImportScreen
from ui.shell.pages import IMPORTS, TRIAGE
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell


class ImportsDesk(QObject):
    """Holds the screen, and leads from it to a file."""

    def __init__(self, shell: Shell, desk: TriageDesk, session: Session, theme: Theme) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk = desk
        self._session = session
        self._theme = theme
        self.screen: ImportScreen | None = None

    @property
    def may_open(self) -> bool:
        """Whether this role brings patients in."""
        return self._desk.imports.is_offered

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: this one is made for it."""
        if page == IMPORTS and self.screen is None:
            self.screen = self._make(wording)

    def _make(self, wording: Wording) -> ImportScreen:
        screen = ImportScreen(
            self._desk.imports,
            self._desk.connection,
            self._session,
            self._theme,
            wording,
            self._shell,
        )
        screen.resize(self._shell.page_size())
        screen.left.connect(self._leave)
        screen.file_wanted.connect(self._open_file)
        screen.said.connect(self._shell.toasts.show_toast)
        self._shell.add_page(IMPORTS, screen)
        return screen

    def _leave(self) -> None:
        self._shell.go_to(TRIAGE)

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, IMPORTS)
