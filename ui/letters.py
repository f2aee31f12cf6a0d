"""Single letters as commands: as they are, with Alt, or not at all (screens.md 1.8, WCAG 2.1.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from console.settings import LetterKeys, Settings

SETTING = "letter_keys"
_PLAIN: Final = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})
STEP_MODIFIERS: Final[Mapping[LetterKeys, frozenset[Qt.KeyboardModifier]]] = {
    LetterKeys.ON: _PLAIN,
    LetterKeys.ALT: frozenset({Qt.KeyboardModifier.AltModifier}),
    LetterKeys.OFF: frozenset(),
}
"""With what J and K go through a list."""


def is_letter(key: str) -> bool:
    """Whether a key is a letter alone, or begins with one (`G T`)."""
    return bool(key) and len(key.split()[0]) == 1 and key[0].isalpha()


def written(key: str, letters: LetterKeys) -> str:
    """How a key reads beside its command; empty when it does nothing."""
    if not is_letter(key):
        return key
    match letters:
        case LetterKeys.ON:
            return key
        case LetterKeys.ALT:
            return f"Alt+{key}"
        case LetterKeys.OFF:
            return ""


class Letters(QObject):
    """Keeps the letters among the actions of one widget as the setting wants them.

    Signals: `changed()` after the setting took another value.
    """

    changed = Signal()

    def __init__(self, settings: Settings, owner: QWidget) -> None:
        super().__init__(owner)
        self._settings = settings
        self._keys: list[tuple[QAction, str]] = []
        for action in owner.findChildren(QAction):
            key = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
            key = key.replace(", ", " ")
            if action.parent() is owner and key and is_letter(key):
                self._keys.append((action, key))
        settings.changed.connect(self._follow)
        self._apply()

    def _follow(self, name: str) -> None:
        if name == SETTING:
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        letters = self._settings.letter_keys
        for action, key in self._keys:
            action.setShortcut(QKeySequence(written(key, letters).replace(" ", ", ")))
