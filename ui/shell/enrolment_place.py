"""Enrolling somebody, among the screens: made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from console.session import Session
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.enrolment.screen import EnrolmentScreen
from ui.shell.pages import ENROLMENT, PATIENTS
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell


class EnrolmentPlace(QObject):
    """Holds the screen, and leads from it to a file or back to the list of patients."""

    def __init__(self, shell: Shell, desk: TriageDesk, session: Session, theme: Theme) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk = desk
        self._session = session
        self._theme = theme
        self.screen: EnrolmentScreen | None = None

    @property
    def may_open(self) -> bool:
        """Whether this role enrols."""
        return self._desk.enrolments.is_offered

    def open(self) -> None:
        """Bring the panel to the front."""
        if self.may_open:
            self._shell.go_to(ENROLMENT)

    def resume(self, patient_id: UUID, is_again: bool) -> None:
        """Bring the enrolment of a patient to the front, or one that begins again."""
        store = self._desk.enrolments
        if self.may_open and not store.acts.is_busy and not store.acts.is_unsettled:
            if is_again:
                store.reopen(patient_id)
            else:
                store.open(patient_id)
            self._shell.go_to(ENROLMENT)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: this one is made for it."""
        if page != ENROLMENT:
            return
        if self.screen is None:
            self.screen = self._make(wording)
        self.screen.begin()

    def _make(self, wording: Wording) -> EnrolmentScreen:
        screen = EnrolmentScreen(self._desk, self._session, self._theme, wording, self._shell)
        screen.resize(self._shell.page_size())
        screen.left.connect(self._leave)
        screen.file_wanted.connect(self._open_file)
        screen.said.connect(self._shell.toasts.show_toast)
        self._shell.add_page(ENROLMENT, screen)
        return screen

    def _leave(self) -> None:
        self._shell.go_to(PATIENTS)

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, ENROLMENT)
