"""The exports among the screens: asked for from anywhere, followed while they are made, saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QTimer, Slot

from console.errors import ConsoleError
from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from console.stores.exports import Asked
from resources.wording import Wording
from services.contract.cohorts import CohortExport, CohortState
from services.contract.exports import Export, ExportState
from services.contract.patients import PatientLabel
from ui.exports.head import NEW_KEY, UNIT_KEY
from ui.exports.new_dialog import NewExportDialog
from ui.exports.saving import SavingWay
from ui.exports.screen import ExportsScreen
from ui.exports.unit_dialog import UnitExportDialog
from ui.exports.unit_saving import UnitSavingWay
from ui.exports.words import refusal
from ui.shell.deliveries_desk import DeliveriesDesk
from ui.shell.pages import EXPORTS, PATIENT_FILE, TRIAGE
from ui.shell.palette_search import Command, Group
from ui.shell.screen_desk import ScreenDesk
from widgets.rail import Rail
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_ENDS: Final[dict[ExportState | CohortState, str]] = {
    ExportState.READY: "exports-ready",
    ExportState.HANDED_OVER: "exports-handed-over",
    ExportState.FAILED: "exports-failed",
    CohortState.READY: "cohort-ready",
    CohortState.REFUSED: "cohort-refused",
}
"""What is told of one that was waited for."""


class ExportsDesk(ScreenDesk[ExportsScreen]):
    """Holds the screen, and makes a dialog each time that an export is wanted. `deliveries` leads
    to its other tab.
    """

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
        self._settings = settings
        self.deliveries = DeliveriesDesk(shell, rail, desk, session, settings, theme)
        self._stores = desk.exports
        self._dialog: NewExportDialog | UnitExportDialog | None = None
        self._saving: SavingWay | None = None
        self._saving_unit: UnitSavingWay | None = None
        self._stores.asking.done.connect(self._tell_asked)
        self._stores.asking.failed.connect(self._complain)
        self._stores.asking_unit.done.connect(self._tell_asked)
        self._stores.asking_unit.failed.connect(self._complain)
        self._stores.list.finished.connect(self._tell_finished)

    @property
    def may_open(self) -> bool:
        """Whether exports exist for this role."""
        return self._stores.may_list

    @property
    def may_ask(self) -> bool:
        """Whether this role has exports made."""
        return self._stores.may_ask

    def open(self) -> None:
        """Bring the exports to the front, for whoever has them."""
        if self.may_open:
            self._shell.go_to(EXPORTS)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: the list is made for it, read, or left alone."""
        if page == EXPORTS and self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == EXPORTS)

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or in another language."""
        if self._dialog is not None:
            self._dialog.set_wording(wording)
        for way in (self._saving, self._saving_unit):
            if way is not None:
                way.set_wording(wording)
        self.deliveries.show_count()

    def set_locked(self, is_locked: bool) -> None:
        """Behind a lock nothing is read, also with no screen of exports."""
        self._stores.list.set_locked(is_locked)
        for way in (self._saving, self._saving_unit):
            if way is not None:
                way.set_locked(is_locked)

    def ask(self) -> None:
        """Ask for one: of the patient whose file is in front, else of whom one finds."""
        header = self._desk.file.header
        is_in_file = self._shell.page == PATIENT_FILE and header is not None
        self.ask_of(header.label if is_in_file and header is not None else None)

    def ask_of(self, patient: PatientLabel | None, like: Export | None = None) -> None:
        """Open the dialog; one whose answer was lost comes first."""
        if not self.may_ask or self._dialog is not None:
            return
        dialog = NewExportDialog(
            self._stores, self._desk.connection, self._session.server_now, self._theme,
            self._shell.wording, self._shell,
        )  # fmt: skip
        self._dialog = dialog
        dialog.left.connect(self._close)
        dialog.open_up(patient, like)

    def ask_unit(self, like: CohortExport | None = None) -> None:
        """The same of a whole unit, which a second person decides."""
        me = self._session.me
        if not self._stores.may_ask_unit or self._dialog is not None or me is None:
            return
        dialog = UnitExportDialog(
            self._stores, me.units, self._desk.connection, self._session.server_now, self._theme,
            self._shell.wording, self._shell,
        )  # fmt: skip
        self._dialog = dialog
        dialog.left.connect(self._close)
        dialog.open_up(like)

    def ask_again(self, export: Asked) -> None:
        """One with the same contents."""
        if isinstance(export, Export):
            self.ask_of(export.patient, export)
        else:
            self.ask_unit(export)

    def save(self, export: Asked) -> None:
        """Put one that is ready on a disk."""
        if isinstance(export, Export):
            if export.state is ExportState.READY:
                self.way.begin(export)
        elif export.state is CohortState.READY:
            self.unit_way.begin(export)

    def act_on(self, export: Export) -> None:
        """What Enter does with one that is shown elsewhere: save it, or see what became of it."""
        if export.state is ExportState.READY:
            self.save(export)
        else:
            self.reveal(export.id)

    def reveal(self, export_id: UUID) -> None:
        """Go to one among the exports."""
        self.open()
        if self.screen is not None:
            self.screen.reveal(export_id)

    def commands(self, w: Wording, key_of: Callable[[str], str]) -> Iterator[Command]:
        """What the palette offers; `key_of` says how a letter is pressed."""
        if self.may_ask:
            page = self._shell.page
            key = {EXPORTS: key_of(NEW_KEY), PATIENT_FILE: "Ctrl+E"}.get(page, "")
            yield Command("export", Group.COMMANDS, w.text("exports-command"), key, self.ask)
        if self._stores.may_ask_unit:
            key = key_of(UNIT_KEY) if self._shell.page == EXPORTS else ""
            told = w.text("cohort-command")
            yield Command("export_unit", Group.COMMANDS, told, key, self.ask_unit)

    @property
    def way(self) -> SavingWay:
        """From an export to a disk."""
        if self._saving is None:
            self._saving = SavingWay(
                self._stores.saving, self._theme, self._shell.wording, self._shell
            )
            self._saving.said.connect(self._shell.toasts.show_toast)
        return self._saving

    @property
    def unit_way(self) -> UnitSavingWay:
        """The same of a whole unit."""
        if self._saving_unit is None:
            self._saving_unit = UnitSavingWay(
                self._stores.saving_unit, self._theme, self._shell.wording, self._shell
            )
            self._saving_unit.said.connect(self._shell.toasts.show_toast)
            self._saving_unit.again_wanted.connect(self.ask_again)
        return self._saving_unit

    def _make(self, wording: Wording) -> ExportsScreen:
        screen = ExportsScreen(
            self._desk, self._session, self._settings, self._theme, wording, self._shell.pages
        )
        screen.new_wanted.connect(self.ask)
        screen.unit_wanted.connect(self.ask_unit)
        screen.again_wanted.connect(self.ask_again)
        screen.save_wanted.connect(self.save)
        screen.file_wanted.connect(self._open_file)
        screen.said.connect(self._shell.toasts.show_toast)
        screen.deliveries_wanted.connect(self.deliveries.open)
        screen.left.connect(self._leave)
        return self._take_in(EXPORTS, screen)

    def _open_file(self, patient_id: UUID) -> None:
        self._shell.open_file(patient_id, EXPORTS)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)

    def _close(self) -> None:
        dialog, self._dialog = self._dialog, None
        self._stores.search.forget()
        if dialog is not None:
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)

    @Slot(object)
    def _tell_asked(self, export: Asked) -> None:
        """It is followed from here on, also behind other screens."""
        self._close()
        if self._shell.page == EXPORTS and self.screen is not None:
            self.screen.reveal(export.id)
            self.screen.take_focus()
        told = "exports-asked" if isinstance(export, Export) else "cohort-asked"
        self._shell.toasts.show_toast(self._shell.wording.text(told))

    def _complain(self, error: ConsoleError) -> None:
        """Without its dialog nobody else says that nothing was asked for."""
        if self._dialog is None:
            self._shell.toasts.show_toast(refusal(self._shell.wording, error))

    @Slot(object)
    def _tell_finished(self, export: Asked) -> None:
        told = _ENDS.get(export.state, "cohort-undone")
        self._shell.toasts.show_toast(self._shell.wording.text(told))
