"""A tour of the keyboard in ninety seconds: each key is tried, none does anything yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from console.settings import Settings
from ui.letters import written
from ui.shell.key_map import EVERYWHERE_KEYS, TRIAGE_KEYS, Keys
from widgets.key_tour import KeyTour, TourStep, TourWords
from widgets.overlay import uncover
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_OF_TRIAGE: Final = ("next", "previous", "acknowledge", "call", "note", "escalate", "close-alert")
_EVERYWHERE: Final = ("palette", "mask", "lock", "map")
"""About eight seconds each."""


class KeyTourDesk:
    """Holds the card once somebody wanted it."""

    def __init__(self, shell: Shell, settings: Settings, theme: Theme) -> None:
        self._shell = shell
        self._settings = settings
        self._theme = theme
        self.card: KeyTour | None = None

    def open(self) -> None:
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
