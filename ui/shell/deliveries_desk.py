"""The deliveries to the hospital record among the screens: the other tab of the exports."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.deliveries.screen import DeliveriesScreen
from ui.shell.pages import DELIVERIES, EXPORTS, TRIAGE
from ui.shell.screen_desk import ScreenDesk
from widgets.rail import Rail
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell


class DeliveriesDesk(ScreenDesk[DeliveriesScreen]):
    """Holds the screen, leads from it to a file, and keeps the badge of the rail."""

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
        desk.deliveries.numbers.changed.connect(self.show_count)

    @property
    def may_open(self) -> bool:
        """Whether deliveries exist for this role."""
        return self._desk.deliveries.may_list

    def open(self) -> None:
        """Bring the deliveries to the front, for whoever has them."""
        if self.may_open:
            self._shell.go_to(DELIVERIES)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: the list is made for it, read, or left alone."""
        if page == DELIVERIES and self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == DELIVERIES)

    def show_count(self) -> None:
        """How many need somebody, on the place of the exports."""
        numbers, w = self._desk.deliveries.numbers.counts, self._shell.wording
        count = 0 if numbers is None else numbers.troubled
        spoken = w.text("deliveries-rail", count=count) if count else ""
        self._rail.set_count(EXPORTS, w.integer(count) if count else "", spoken)

    def _make(self, wording: Wording) -> DeliveriesScreen:
        screen = DeliveriesScreen(
            self._desk, self._session, self._settings, self._theme, wording, self._shell.pages
        )
        screen.file_wanted.connect(self._open_file)
        screen.exports_wanted.connect(self._go_to_exports)
        screen.said.connect(self._shell.toasts.show_toast)
        screen.left.connect(self._leave)
        return self._take_in(DELIVERIES, screen)

    def _go_to_exports(self) -> None:
        self._shell.go_to(EXPORTS)

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, DELIVERIES)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
