"""Bringing patients in, among the screens: made when it is first wanted."""

from __future__ import annotations

from uuid import UUID

from resources.wording import Wording
from ui.imports.screen import ImportScreen
from ui.shell.pages import IMPORTS, TRIAGE
from ui.shell.screen_desk import ScreenDesk


class ImportsDesk(ScreenDesk[ImportScreen]):
    """Holds the screen, and leads from it to a file."""

    @property
    def may_open(self) -> bool:
        """Whether this role brings patients in."""
        return self._desk.imports.is_offered

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: this one is made for it."""
        if page == IMPORTS and self.screen is None:
            self._make(wording)

    def _make(self, wording: Wording) -> ImportScreen:
        screen = ImportScreen(
            self._desk.imports,
            self._desk.connection,
            self._session,
            self._theme,
            wording,
            self._shell,
        )
        screen.left.connect(self._leave)
        screen.file_wanted.connect(self._open_file)
        screen.said.connect(self._shell.toasts.show_toast)
        return self._take_in(IMPORTS, screen)

    def _leave(self) -> None:
        self._shell.go_to(TRIAGE)

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, IMPORTS)
