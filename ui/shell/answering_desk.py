"""Filling in with a patient, among the screens: made when it is first wanted."""

from __future__ import annotations

from uuid import UUID

from resources.wording import Wording
from ui.answering.screen import AlertSeen, AnsweringScreen
from ui.shell.pages import ANSWERING, PATIENT_FILE, TRIAGE
from ui.shell.screen_desk import ScreenDesk

_SUBMITS = "submit_answer"
_ANY_VERSION = 0
"""The receipt does not say which one it is: whatever stands is read."""


class AnsweringDesk(ScreenDesk[AnsweringScreen]):
    """Holds the screen, and leads back to where it was wanted."""

    @property
    def may_open(self) -> bool:
        """Whether this role takes answers down."""
        return self._session.may(_SUBMITS)

    def open(self, patient_id: UUID, came_from: str) -> None:
        """Bring the questionnaire of a patient to the front; Esc goes back to `came_from`."""
        if not self.may_open:
            return
        screen = self.screen if self.screen is not None else self._make(self._shell.wording)
        screen.show_patient(patient_id, came_from)
        self._shell.go_to(ANSWERING)
        screen.take_focus()

    def _make(self, wording: Wording) -> AnsweringScreen:
        screen = AnsweringScreen(
            self._desk.answering,
            self._desk.connection,
            self._session,
            self._theme,
            wording,
            self._shell,
        )
        screen.left.connect(self._leave)
        screen.alert_wanted.connect(self._go_to_alert)
        screen.said.connect(self._shell.toasts.show_toast)
        return self._take_in(ANSWERING, screen)

    def _leave(self, came_from: str) -> None:
        if came_from == PATIENT_FILE and self._shell.file is None:
            came_from = TRIAGE
        self._shell.go_to(came_from or TRIAGE)

    def _go_to_alert(self, seen: AlertSeen) -> None:
        triage = self._shell.triage
        if triage is not None:
            self._shell.go_to(TRIAGE)
            triage.visiting.show(seen.patient_id, (seen.alert_id, _ANY_VERSION), "")
