"""The list of patients among the screens: made when it is first wanted, read while it is in
front.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.patients.screen import PatientsScreen
from ui.shell.pages import PATIENTS, TRIAGE
from ui.shell.screen_desk import ScreenDesk
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

LISTS_PATIENTS = "list_patients"


class PatientsDesk(ScreenDesk[PatientsScreen]):
    """Holds the screen, and leads from it to a file."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, settings: Settings, theme: Theme
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._settings = settings

    @property
    def may_open(self) -> bool:
        """Whether patients exist for this role."""
        return self._session.may(LISTS_PATIENTS)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: the list is made for it, read, or left alone."""
        if page == PATIENTS and self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == PATIENTS)

    def _make(self, wording: Wording) -> PatientsScreen:
        screen = PatientsScreen(
            self._desk, self._session, self._settings, self._theme, wording, self._shell.pages
        )
        screen.file_wanted.connect(self._open_file)
        screen.left.connect(self._leave)
        screen.exceptional_wanted.connect(self._shell.exceptional.ask)
        screen.enrolment_wanted.connect(self._shell.enrolment.open)
        screen.archive_wanted.connect(self._shell.archiving.open)
        screen.undo_wanted.connect(self._shell.archiving.undo_if_possible)
        return self._take_in(PATIENTS, screen)

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, PATIENTS)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
