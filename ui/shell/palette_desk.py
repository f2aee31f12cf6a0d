"""Opens the palette on who may be found and what may be done now, and does what was picked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from console.session import Session
from console.stores.connection import ConnectionStore
from console.stores.patient_search import PatientSearchStore, SearchState
from resources.wording import Wording
from ui.parts.hit_lines import patient_group
from ui.shell.palette_search import ONLY_COMMANDS, Command, beside_nobody, found
from widgets.palette import Found, Palette, PaletteWords
from widgets.palette_list import PaletteGroup
from widgets.theme import Theme

Offer = Callable[[Wording], tuple[Command, ...]]
Groups = tuple[PaletteGroup, ...]


class PaletteDesk(QObject):
    """`offer` is asked when the palette opens, and again before anything is done.

    Signals: `patient_wanted(UUID)` for somebody who was found and picked.
    """

    patient_wanted = Signal(object)

    def __init__(
        self,
        offer: Offer,
        patients: PatientSearchStore,
        connection: ConnectionStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        shell: QWidget,
    ) -> None:
        super().__init__(shell)
        self._offer = offer
        self._patients = patients
        self._connection = connection
        self._session = session
        self._wording = wording
        self._commands: tuple[Command, ...] = ()
        self._is_asking = False
        self._palette = Palette(theme, shell)
        self._palette.picked.connect(self._run)
        self._palette.left.connect(patients.forget)
        patients.changed.connect(self._follow)

    @property
    def is_open(self) -> bool:
        """Whether the palette lies over the screen."""
        return self._palette.isVisible()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; an open palette goes, for it speaks the old one."""
        self._wording = wording
        self.close()

    def open(self) -> None:
        """Show everything that may be done."""
        w = self._wording
        self._commands = self._offer(w)
        hint = "palette-hint-patients" if self._patients.is_offered else "palette-hint"
        self._palette.open_with(
            PaletteWords(w.text("palette-title"), w.text(hint), w.text("palette-none")),
            self._search,
        )

    def close(self) -> None:
        """Take the palette away."""
        self._palette.hide()

    def _search(self, typed: str) -> Found:
        """Patients first, as soon as there are any; nothing is chosen before that is known."""
        is_commands = typed.strip().startswith(ONLY_COMMANDS)
        self._is_asking = True
        self._patients.ask("" if is_commands else typed)
        self._is_asking = False
        commands = found(self._wording, self._commands, typed)
        patients = patient_group(
            self._wording,
            self._patients,
            self._session.server_now(),
            is_online=self._connection.is_online,
        )
        state = self._patients.state
        is_settled = state is not SearchState.WAITING
        groups = self._in_order(patients, commands)
        return Found(groups, is_settled, is_whole=state is not SearchState.FAILED)

    def _in_order(self, patients: PaletteGroup | None, commands: Groups) -> Groups:
        """Patients first, where there are any."""
        state = self._patients.state
        if patients is None:
            return commands
        if state is SearchState.FOUND and not patients.lines:
            others = beside_nobody(self._wording, self._commands)
            return commands or ((patients, *others) if others else ())
        if patients.lines or not commands:
            return (patients, *commands)
        return commands if state is SearchState.WAITING else (*commands, patients)

    def _follow(self) -> None:
        if self.is_open and not self._is_asking:
            self._palette.find_again()

    def _run(self, name: str) -> None:
        """Do what was picked, if it may still be done."""
        for command in self._offer(self._wording):
            if command.name == name:
                command.does()
                return
        try:
            self.patient_wanted.emit(UUID(name))
        except ValueError:
            return
