"""The statistics of the centre among the screens: made when they are first wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Slot

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from console.stores.statistics_file import StatisticsFile
from resources.wording import Wording
from services.contract.enums import Role
from ui.exports.saving import SavingWay
from ui.shell.pages import STATISTICS, TRIAGE
from ui.shell.palette_search import Command, Group
from ui.shell.screen_desk import ScreenDesk
from ui.statistics.export_dialog import StatisticsExportDialog
from ui.statistics.screen import StatisticsScreen
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_READS: Final = "read_statistics"


class StatisticsDesk(ScreenDesk[StatisticsScreen]):
    """Holds the screen of whoever leads the centre."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, settings: Settings, theme: Theme
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._settings = settings
        self._dialog: StatisticsExportDialog | None = None
        self._saving: SavingWay | None = None

    @property
    def may_open(self) -> bool:
        """Whether statistics exist for this role: the manager first, whatever others may read."""
        me = self._session.me
        return self._session.may(_READS) and me is not None and me.role is Role.MANAGER

    def open(self) -> None:
        """Bring the statistics to the front, for whoever has them."""
        if self.may_open:
            self._shell.go_to(STATISTICS)

    @property
    def may_export(self) -> bool:
        """Whether what is on screen can leave as a file: the page of activity."""
        store = self._desk.statistics
        page = store.page
        is_there = page is not None and page.choices is not None
        return store.is_shown and store.may_export and is_there

    def export(self) -> None:
        """Ask as what the page on screen is to leave."""
        page = self._desk.statistics.page
        if page is None or not self.may_export or self._dialog is not None:
            return
        dialog = StatisticsExportDialog(
            page, self._desk.connection, self._theme, self._shell.wording, self._shell
        )
        self._dialog = dialog
        dialog.left.connect(self._close)
        dialog.chosen.connect(self._save)
        dialog.open_up()

    def commands(self, w: Wording) -> Iterator[Command]:
        """What the palette offers."""
        if self.may_export:
            text = w.text("statistics-export-command")
            yield Command("statistics-export", Group.COMMANDS, text, "Ctrl+E", self.export)

    @Slot(object)
    def _save(self, file: StatisticsFile) -> None:
        self._close()
        self.way.set_wording(self._shell.wording)
        self.way.begin(file)

    @property
    def way(self) -> SavingWay:
        """From the figures on screen to a disk."""
        if self._saving is None:
            store = self._desk.statistics.saving
            self._saving = SavingWay(store, self._theme, self._shell.wording, self._shell)
            self._saving.said.connect(self._shell.toasts.show_toast)
        return self._saving

    def _follow_lock(self, is_locked: bool) -> None:
        if self._saving is not None:
            self._saving.set_locked(is_locked)

    def _close(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: this one is made for it, read, or left alone."""
        if page == STATISTICS and self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == STATISTICS)

    def _make(self, wording: Wording) -> None:
        desk = self._desk
        screen = StatisticsScreen(
            desk.statistics,
            desk.quality,
            desk.connection,
            self._settings,
            self._theme,
            wording,
            self._shell.pages,
        )
        screen.left.connect(self._leave)
        screen.export_wanted.connect(self.export)
        screen.locked.connect(self._follow_lock)
        screen.said.connect(self._shell.toasts.show_toast)
        self._take_in(STATISTICS, screen)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
