"""Enrolling somebody, among the screens: made when it is first wanted."""

from __future__ import annotations

from uuid import UUID

from resources.wording import Wording
from ui.enrolment.screen import EnrolmentScreen
from ui.shell.pages import ENROLMENT, PATIENTS
from ui.shell.screen_desk import ScreenDesk


class EnrolmentPlace(ScreenDesk[EnrolmentScreen]):
    """Holds the screen, and leads from it to a file or back to the list of patients."""

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
        if page == ENROLMENT:
            screen = self.screen if self.screen is not None else self._make(wording)
            screen.begin()

    def _make(self, wording: Wording) -> EnrolmentScreen:
        screen = EnrolmentScreen(self._desk, self._session, self._theme, wording, self._shell.pages)
        screen.left.connect(self._leave)
        screen.file_wanted.connect(self._open_file)
        screen.said.connect(self._shell.toasts.show_toast)
        return self._take_in(ENROLMENT, screen)

    def _leave(self) -> None:
        self._shell.go_to(PATIENTS)

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, ENROLMENT)
