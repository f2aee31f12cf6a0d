"""Opens the palette on what may be done now, and does what was picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from resources.wording import Wording
from ui.shell.palette_search import Command, found
from widgets.palette import Palette
from widgets.palette_list import PaletteGroup
from widgets.theme import Theme

Offer = Callable[[Wording], tuple[Command, ...]]


class PaletteDesk(QObject):
    """`offer` is asked when the palette opens, and again before anything is done."""

    def __init__(self, offer: Offer, theme: Theme, wording: Wording, shell: QWidget) -> None:
        super().__init__(shell)
        self._offer = offer
        self._wording = wording
        self._commands: tuple[Command, ...] = ()
        self._palette = Palette(theme, shell)
        self._palette.picked.connect(self._run)

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
        self._palette.open_with(
            w.text("palette-title"), w.text("palette-hint"), w.text("palette-none"), self._search
        )

    def close(self) -> None:
        """Take the palette away."""
        self._palette.hide()

    def _search(self, typed: str) -> Sequence[PaletteGroup]:
        return found(self._wording, self._commands, typed)

    def _run(self, name: str) -> None:
        """Do what was picked, if it may still be done."""
        for command in self._offer(self._wording):
            if command.name == name:
                command.does()
                return
