"""What can be asked for on every screen: bound to keys, and offered by the palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from console.session import Session
from console.settings import Settings
from ui.letters import Letters
from ui.shell.pages import NON_RESPONDERS, PATIENTS, SETTINGS, TRIAGE
from ui.shell.panes import focus_into, next_pane
from ui.shell.user_menu import TEXT_STEP_PCT, resize_text

if TYPE_CHECKING:
    from ui.shell.frame import Shell


@dataclass(frozen=True, slots=True)
class Bound:
    """Keys and what they do on every screen."""

    keys: tuple[str, ...]
    does: Callable[[], None]


class Commands(QObject):
    """Belongs to the frame of a session, and acts through it."""

    def __init__(self, shell: Shell, session: Session, settings: Settings) -> None:
        super().__init__(shell)
        self._shell = shell
        self._session = session
        self._settings = settings
        for bound in self._bound():
            action = QAction(shell)
            action.setShortcuts([QKeySequence(key) for key in bound.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(bound.does)
            shell.addAction(action)
        self._letters = Letters(settings, shell)

    def _bound(self) -> tuple[Bound, ...]:
        shell = self._shell
        return (
            Bound(("F1",), shell.keys.show_map),
            Bound(("Ctrl+K",), shell.show_palette),
            Bound(("G, T",), self.go_to_triage),
            Bound(("G, P",), self.go_to_patients),
            Bound(("G, N",), self.go_to_silence),
            Bound(("G, A",), shell.archives.open),
            Bound(("G, S",), shell.statistics.open),
            Bound(("G, X",), shell.exports.open),
            Bound(("G, F",), shell.billing.open),
            Bound(("G, U",), shell.accounts.open),
            Bound(("G, O",), self.go_to_settings),
            Bound(("F2",), shell.about.report),
            Bound(("F9",), shell.toggle_mask),
            Bound(("Ctrl+L",), self.lock),
            Bound(("Ctrl+Shift+U",), self._session.sign_out),
            Bound(("F6",), self._go_to_next_pane),
            Bound(("Shift+F6",), self._go_to_previous_pane),
            Bound(("Ctrl++", "Ctrl+="), self.enlarge_text),
            Bound(("Ctrl+-",), self.reduce_text),
            Bound(("Ctrl+0",), self.reset_text),
        )

    def go_to_triage(self) -> None:
        """Bring triage to the front, for whoever has it."""
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)

    def go_to_patients(self) -> None:
        """Bring the list of patients to the front, for whoever has it."""
        if self._shell.has_patients:
            self._shell.go_to(PATIENTS)

    def go_to_silence(self) -> None:
        """Bring the silent patients to the front, for whoever has them."""
        if self._shell.silence.may_open:
            self._shell.go_to(NON_RESPONDERS)

    def go_to_settings(self) -> None:
        """Bring the settings to the front."""
        self._shell.go_to(SETTINGS)

    def lock(self) -> None:
        """Ask the window to lock."""
        self._shell.lock_wanted.emit()

    def enlarge_text(self) -> None:
        """A step larger."""
        resize_text(self._settings, TEXT_STEP_PCT)

    def reduce_text(self) -> None:
        """A step smaller."""
        resize_text(self._settings, -TEXT_STEP_PCT)

    def reset_text(self) -> None:
        """The usual size."""
        resize_text(self._settings, 0)

    def _go_to_next_pane(self) -> None:
        self._go_to_pane(1)

    def _go_to_previous_pane(self) -> None:
        self._go_to_pane(-1)

    def _go_to_pane(self, by: int) -> None:
        shell = self._shell
        if shell.is_covered:
            return
        target = next_pane(shell.panes(), QApplication.focusWidget(), by)
        if shell.triage is not None:
            shell.triage.reveal(target)
        focus_into(target)
