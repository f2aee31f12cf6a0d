"""The silent patients among the screens: made when it is first wanted, counted on the rail."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.non_responders.screen import CallWish, NonRespondersScreen
from ui.shell.pages import NON_RESPONDERS, TRIAGE
from ui.shell.screen_desk import ScreenDesk
from widgets.rail import Rail
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_LISTS = "list_non_responders"
_ANY_VERSION = 0
"""The list does not say which one it saw: whatever stands is read."""


class SilenceDesk(ScreenDesk[NonRespondersScreen]):
    """Holds the screen, and leads from it to a file, a call or a questionnaire."""

    def __init__(
        self,
        shell: Shell,
        rail: Rail,
        desk: TriageDesk,
        session: Session,
        settings: Settings,
        theme: Theme,
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._rail = rail
        self._settings = settings
        desk.silence_counts.changed.connect(self.show_count)

    @property
    def may_open(self) -> bool:
        """Whether silent patients exist for this role."""
        return self._session.may(_LISTS)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: the list is made for it, read, or left alone."""
        if page == NON_RESPONDERS and self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == NON_RESPONDERS)

    def show_count(self) -> None:
        """How many are silent, beside the name of the screen."""
        counts, w = self._desk.silence_counts.counts, self._shell.wording
        if self.may_open:
            count = 0 if counts is None else counts.one_or_more + counts.never_activated
            spoken = w.text("shell-rail-silent", count=count)
            self._rail.set_count(NON_RESPONDERS, w.integer(count) if count else "", spoken)

    def _make(self, wording: Wording) -> NonRespondersScreen:
        screen = NonRespondersScreen(
            self._desk, self._session, self._settings, self._theme, wording, self._shell.pages
        )
        screen.file_wanted.connect(self._open_file)
        screen.call_wanted.connect(self._go_to_call)
        screen.answer_wanted.connect(self._answer)
        screen.archive_wanted.connect(self._shell.archiving.open)
        screen.undo_wanted.connect(self._shell.archiving.undo_if_possible)
        screen.left.connect(self._leave)
        screen.said.connect(self._shell.toasts.show_toast)
        return self._take_in(NON_RESPONDERS, screen)

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, NON_RESPONDERS)

    def _answer(self, patient_id: UUID) -> None:
        self._shell.answering.open(patient_id, NON_RESPONDERS)

    def _go_to_call(self, wish: CallWish) -> None:
        triage = self._shell.triage
        if triage is not None:
            self._shell.go_to(TRIAGE)
            triage.visiting.show(wish.patient_id, (wish.alert_id, _ANY_VERSION), "call")

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
