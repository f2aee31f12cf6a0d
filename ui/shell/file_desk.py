"""The patient file among the screens: opened from a list, left to where one came from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.parts.keys import bind
from ui.patient.alert_card import AlertWish
from ui.patient.screen import PatientScreen
from ui.shell.pages import PATIENT_FILE, TRIAGE
from ui.shell.screen_desk import ScreenDesk
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

READS_FILE = "read_patient_series"


class FileDesk(ScreenDesk[PatientScreen]):
    """Makes the screen when the first file is opened, and leads out of it again."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, settings: Settings, theme: Theme
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._settings = settings

    @property
    def may_open(self) -> bool:
        """Whether this role reads patients' files."""
        return self._session.may(READS_FILE)

    def open(self, patient_id: UUID, came_from: str, wording: Wording) -> None:
        """Bring a patient's file to the front; Esc goes back to `came_from`."""
        if not self.may_open:
            return
        screen = self.screen if self.screen is not None else self._make(wording)
        screen.show_patient(patient_id, came_from)
        self._shell.go_to(PATIENT_FILE)
        screen.take_focus()

    def _make(self, wording: Wording) -> PatientScreen:
        screen = PatientScreen(
            self._desk, self._session, self._settings, self._theme, wording, self._shell.pages
        )
        screen.left.connect(self._leave)
        screen.alert_wanted.connect(self._go_to_alert)
        screen.said.connect(self._shell.toasts.show_toast)
        screen.exceptional_wanted.connect(self._shell.exceptional.ask)
        screen.enrolment_wanted.connect(self._shell.enrolment.resume)
        screen.answer_wanted.connect(self._answer)
        archiving = self._shell.archiving
        screen.plan.archive_wanted.connect(archiving.open)
        screen.end.informed_wanted.connect(archiving.say_told)
        screen.end.restore_wanted.connect(archiving.restore)
        screen.end.undo_wanted.connect(archiving.undo)
        exports = self._shell.exports
        screen.documents.exports.new_wanted.connect(exports.ask)
        screen.documents.exports.export_wanted.connect(exports.act_on)
        screen.documents.deliveries.said.connect(self._shell.toasts.show_toast)
        bind("Ctrl+E", exports.ask, (screen,), screen)
        return self._take_in(PATIENT_FILE, screen)

    def _answer(self, patient_id: UUID) -> None:
        self._shell.answering.open(patient_id, PATIENT_FILE)

    def _leave(self, came_from: str) -> None:
        self._shell.go_to(came_from or TRIAGE)

    def _go_to_alert(self, wish: AlertWish) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
            alert = (wish.alert_id, wish.version)
            self._shell.triage.visiting.show(wish.patient_id, alert, wish.act)
