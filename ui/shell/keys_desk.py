"""What teaches the keyboard: the map of every key, and a tour of ninety seconds in which each key
is tried and none does anything yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from console.settings import Settings
from ui.letters import written
from ui.shell.key_groups import EVERYWHERE_KEYS, TRIAGE_KEYS, Keys
from ui.shell.key_map import columns_of
from widgets.key_map import KeyMap
from widgets.key_tour import KeyTour, TourStep, TourWords
from widgets.overlay import uncover
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_OF_TRIAGE: Final = ("next", "previous", "acknowledge", "call", "note", "escalate", "close-alert")
_EVERYWHERE: Final = ("palette", "mask", "lock", "map")
"""About eight seconds each."""


class KeysDesk:
    """Holds the map, and the card of the tour once somebody wanted it."""

    def __init__(self, shell: Shell, settings: Settings, theme: Theme) -> None:
        self._shell = shell
        self._settings = settings
        self._theme = theme
        self.map = KeyMap(theme, shell)
        self.card: KeyTour | None = None

    def show_map(self) -> None:
        """Lay the keyboard map over the screen, or take it away (F1)."""
        shell, letters = self._shell, self._settings.letter_keys
        if self.map.isVisible():
            self.map.hide()
            return
        uncover(shell)
        w = shell.wording
        columns = columns_of(w, has_triage=shell.has_triage, letters=letters, page=shell.page)
        self.map.open_with(w.text("keys-title"), w.text("keys-close"), columns)

    def open_tour(self) -> None:
        """Begin from the first key."""
        shell = self._shell
        uncover(shell)
        if self.card is None:
            self.card = KeyTour(self._theme, shell)
        w = shell.wording
        words = TourWords(
            title=w.text("keytour-title"),
            press=w.text("keytour-press"),
            other=w.text("keytour-other"),
            done=w.text("keytour-done"),
            done_hint=w.text("keytour-done-hint"),
            skip=w.text("keytour-skip"),
            leave=w.text("keytour-leave"),
        )
        self.card.open_with(words, self._steps())

    def _steps(self) -> list[TourStep]:
        """The keys of this person's work, as they are set; one that is switched off is left out."""
        shell, letters = self._shell, self._settings.letter_keys
        w = shell.wording
        groups = (*TRIAGE_KEYS, *EVERYWHERE_KEYS) if shell.has_triage else EVERYWHERE_KEYS
        entries: dict[str, Keys] = {}
        for group in groups:
            for entry in group.entries:
                entries.setdefault(entry.name, entry)
        names = (*_OF_TRIAGE, *_EVERYWHERE) if shell.has_triage else _EVERYWHERE
        keys = [(name, written(entries[name].keys[0], letters)) for name in names]
        tried = [(name, key) for name, key in keys if key]
        return [
            TourStep(
                key, key, w.text(f"keys-{name}"),
                w.text("keytour-place", step=place, of=len(tried)),
            )
            for place, (name, key) in enumerate(tried, 1)
        ]  # fmt: skip
