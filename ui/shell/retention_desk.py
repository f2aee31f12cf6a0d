"""The calendar of retention among the screens, and the dialogs that place a hold and end one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer

from console.errors import ConsoleError, Refused
from console.models.retention_text import who
from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from console.stores.retention_reading import Due
from resources.wording import Wording
from services.contract.retention import Hold
from ui.retention.hold_dialog import EndHoldDialog, HoldDialog, PlaceHoldDialog
from ui.retention.screen import RetentionScreen
from ui.retention.words import refusal
from ui.shell.pages import ARCHIVES, RETENTION, TRIAGE
from ui.shell.screen_desk import ScreenDesk
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_READS = "read_retention_calendar"


class RetentionDesk(ScreenDesk[RetentionScreen]):
    """Holds the screen, leads from it to a file, and makes a dialog each time one is wanted."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, settings: Settings, theme: Theme
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._settings = settings
        self._acts = desk.hold_acts
        self._dialog: HoldDialog | None = None
        self._last: Callable[[], HoldDialog] | None = None
        self._acts.done.connect(self._tell)
        self._acts.failed.connect(self._complain)

    @property
    def may_open(self) -> bool:
        """Whether the calendar exists for this role."""
        return self._session.may(_READS)

    def open(self) -> None:
        """Bring the calendar to the front, for whoever has it."""
        if self.may_open:
            self._shell.go_to(RETENTION)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: the calendar is made for it, read, or left alone."""
        if page == RETENTION and self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == RETENTION)

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not; the language does not change while a dialog is open."""
        if self._dialog is not None:
            self._dialog.set_wording(wording)

    def _make(self, wording: Wording) -> RetentionScreen:
        screen = RetentionScreen(
            self._desk, self._session, self._settings, self._theme, wording, self._shell.pages
        )
        screen.file_wanted.connect(self._open_file)
        screen.archives_wanted.connect(self._go_to_archives)
        screen.hold_wanted.connect(self._place)
        screen.hold_end_wanted.connect(self._end_hold)
        screen.left.connect(self._leave)
        return self._take_in(RETENTION, screen)

    def _go_to_archives(self) -> None:
        self._shell.go_to(ARCHIVES)

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, RETENTION)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)

    # Holds

    def _place(self, due: Due) -> None:
        self._open(partial(self._place_dialog, due))

    def _end_hold(self, due: Due, hold: Hold) -> None:
        self._open(partial(self._end_dialog, due, hold))

    def _open(self, make: Callable[[], HoldDialog]) -> None:
        """Open a dialog; one whose act is not settled comes first."""
        if self._dialog is not None:
            return
        if self._last is None or not (self._acts.is_busy or self._acts.is_unsettled):
            self._last = make
        self._dialog = self._last()
        self._dialog.left.connect(self._close)
        self._dialog.open_up()

    def _place_dialog(self, due: Due) -> HoldDialog:
        return PlaceHoldDialog(
            self._acts, self._desk.connection, due.key, self._named(due), self._theme,
            self._shell.wording, self._shell,
        )  # fmt: skip

    def _end_dialog(self, due: Due, hold: Hold) -> HoldDialog:
        return EndHoldDialog(
            self._acts, self._desk.connection, hold, self._named(due), self._theme,
            self._shell.wording, self._shell,
        )  # fmt: skip

    def _named(self, due: Due) -> str:
        """As the list names them: whoever holds sees a reference, and its whole."""
        w = self._shell.wording
        today = w.local(self._session.server_now()).date()
        family, given, below = who(w, due.row, today)
        return ", ".join(part for part in (f"{family} {given}".strip(), below) if part)

    def _close(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)

    def _tell(self, result: object) -> None:
        if isinstance(result, Hold):
            self._close()
            key = "retention-placed" if result.ended_at is None else "retention-ended"
            self._shell.toasts.show_toast(self._shell.wording.text(key))

    def _complain(self, error: ConsoleError) -> None:
        """Whatever stood in the way is read again; somebody may have left the dialog before."""
        if isinstance(error, Refused):
            self._desk.retention_bar.read()
            self._desk.retention.refresh()
        if self._dialog is None:
            self._shell.toasts.show_toast(refusal(self._shell.wording, error))
