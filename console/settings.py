"""What a workstation remembers: server, look and language in one ini file; never an identity."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Signal

SMALLEST_TEXT_PERCENT = 90
LARGEST_TEXT_PERCENT = 200
DEFAULT_TEXT_PERCENT = 100
_FILE_NAME = "console.ini"


class Theme(StrEnum):
    """Colours of the window; `system` follows the desktop at run time."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    """Height of the rows."""

    COMFORT = "comfort"
    COMPACT = "compact"


class Language(StrEnum):
    """Languages of the product's own wording."""

    FRENCH = "fr"
    ENGLISH = "en"


class LetterKeys(StrEnum):
    """Whether single letters are commands (WCAG 2.1.4)."""

    ON = "on"
    ALT = "alt"
    OFF = "off"


class Sound(StrEnum):
    """Whether a technical or critical alert that comes is heard."""

    OFF = "off"
    ON = "on"


Choice = TypeVar("Choice", Theme, Density, Language, LetterKeys, Sound)


def config_folder() -> Path:
    """Where the settings live: the desktop's own convention (XDG on Linux)."""
    return (
        Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation))
        / "vigie"
    )


def state_folder() -> Path:
    """Where logs live."""
    return (
        Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericStateLocation))
        / "vigie"
    )


class Settings(QObject):
    """Typed settings, written at once; a value that cannot be read counts as the default.

    Signals: `changed(name)` after a setting took another value, with the name of its property.
    """

    changed = Signal(str)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path if path is not None else config_folder() / _FILE_NAME
        self._file = QSettings(str(self.path), QSettings.Format.IniFormat, self)

    @property
    def server_url(self) -> str:
        """Address of the service, empty until somebody gave one."""
        return self._text("server_url", "")

    @server_url.setter
    def server_url(self, url: str) -> None:
        self._put("server_url", url.strip().rstrip("/"))

    @property
    def theme(self) -> Theme:
        """Colours of the window."""
        return self._choice("theme", Theme.SYSTEM)

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._put("theme", theme.value)

    @property
    def density(self) -> Density:
        """Height of the rows."""
        return self._choice("density", Density.COMFORT)

    @density.setter
    def density(self, density: Density) -> None:
        self._put("density", density.value)

    @property
    def language(self) -> Language:
        """Language of the product's own wording; French until told otherwise."""
        return self._choice("language", Language.FRENCH)

    @language.setter
    def language(self, language: Language) -> None:
        self._put("language", language.value)

    @property
    def text_scale_percent(self) -> int:
        """Size of text, 90 to 200, on top of the scaling of the system."""
        try:
            percent = int(self._text("text_scale_percent", "100"))
        except ValueError:
            return 100
        return max(SMALLEST_TEXT_PERCENT, min(LARGEST_TEXT_PERCENT, percent))

    @text_scale_percent.setter
    def text_scale_percent(self, percent: int) -> None:
        self._put(
            "text_scale_percent",
            str(max(SMALLEST_TEXT_PERCENT, min(LARGEST_TEXT_PERCENT, percent))),
        )

    @property
    def letter_keys(self) -> LetterKeys:
        """Whether single letters are commands, need Alt, or do nothing."""
        return self._choice("letter_keys", LetterKeys.ON)

    @letter_keys.setter
    def letter_keys(self, letters: LetterKeys) -> None:
        self._put("letter_keys", letters.value)

    @property
    def sound(self) -> Sound:
        """Whether a technical or critical alert that comes is heard; a ward has sounds enough."""
        return self._choice("sound", Sound.OFF)

    @sound.setter
    def sound(self, sound: Sound) -> None:
        self._put("sound", sound.value)

    def restore_defaults(self) -> None:
        """All as it was at first but the language, so that nobody is lost in it."""
        self.theme = Theme.SYSTEM
        self.density = Density.COMFORT
        self.text_scale_percent = DEFAULT_TEXT_PERCENT
        self.letter_keys = LetterKeys.ON
        self.sound = Sound.OFF

    def pane_width_px(self, pane: str, default_px: int) -> int:
        """Width that somebody gave to a pane of this workstation."""
        try:
            return int(self._text(f"pane_{pane}", str(default_px)))
        except ValueError:
            return default_px

    def remember_pane_width(self, pane: str, width_px: int) -> None:
        """Keep the width of a pane; says nothing, because nobody else shows it."""
        self._file.setValue(f"pane_{pane}", str(width_px))

    def column_order(self, table: str) -> tuple[int, ...]:
        """In which order somebody put the columns of a table on this workstation; empty for its
        own.
        """
        try:
            return tuple(int(place) for place in self._text(f"columns_{table}", "").split("-"))
        except ValueError:
            return ()

    def remember_column_order(self, table: str, order: Iterable[int]) -> None:
        """Keep the order of the columns of a table; says nothing, because nobody else shows it."""
        self._file.setValue(f"columns_{table}", "-".join(str(place) for place in order))

    def _choice(self, name: str, default: Choice) -> Choice:
        try:
            return type(default)(self._text(name, default.value))
        except ValueError:
            return default

    def _text(self, name: str, default: str) -> str:
        value = self._file.value(name, default)
        return value if isinstance(value, str) else default

    def _put(self, name: str, value: str) -> None:
        if self._text(name, "\0") == value:
            return
        self._file.setValue(name, value)
        self._file.sync()
        self.changed.emit(name)
