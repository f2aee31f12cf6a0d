"""Billing among the screens: made when it is first wanted, read while in front."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final
from uuid import UUID

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.billing.screen import BillingScreen
from ui.billing.side import SAVE_KEY
from ui.shell.pages import BILLING, TRIAGE
from ui.shell.palette_search import Command, Group
from ui.shell.screen_desk import ScreenDesk
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_LISTS: Final = "list_billing_evidence"


class BillingDesk(ScreenDesk[BillingScreen]):
    """Holds the screen, and leads from it to a file."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, settings: Settings, theme: Theme
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._settings = settings

    @property
    def may_open(self) -> bool:
        """Whether there is evidence for this role."""
        return self._session.may(_LISTS)

    def open(self) -> None:
        """Bring billing to the front, for whoever has it."""
        if self.may_open:
            self._shell.go_to(BILLING)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: the list is made for it, read, or left alone."""
        if page == BILLING and self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == BILLING)

    def commands(self, w: Wording, _key_of: Callable[[str], str]) -> Iterator[Command]:
        """What the palette offers on this screen."""
        screen = self.screen
        if screen is None or self._shell.page != BILLING or screen.side.evidence is None:
            return
        text = w.text("billing-save")
        yield Command("billing-save", Group.COMMANDS, text, SAVE_KEY, screen.export)

    def _make(self, wording: Wording) -> None:
        screen = BillingScreen(
            self._desk, self._session, self._settings, self._theme, wording, self._shell.pages
        )
        screen.file_wanted.connect(self._open_file)
        screen.said.connect(self._shell.toasts.show_toast)
        screen.left.connect(self._leave)
        self._take_in(BILLING, screen)

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, BILLING)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
