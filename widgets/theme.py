"""The look of the console at this moment: colours, fonts and measures, and the switch between
light, dark and system.
"""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from widgets.fonts import make_font, register_fonts
from widgets.style_sheet import fill_style_sheet
from widgets.system_look import high_contrast_palette, is_high_contrast, wants_reduced_motion
from widgets.tokens import GradeColours, LevelColours, Palette, load_style_sheet, load_tokens

TEXT_SCALE_MIN_PCT = 90
TEXT_SCALE_MAX_PCT = 200
CACHE_LIMIT = 4096
FONT_ROLE_PROPERTY = "fontRole"

PictureKey = tuple[str | int | float | tuple[int | None, ...] | None, ...]


class ThemeMode(StrEnum):
    """Which palette the person asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    """How tall a list row is."""

    COMFORT = "comfort"
    COMPACT = "compact"


class Theme(QObject):
    """Colours, fonts and measures for every widget; one instance, made by the composition root.

    Signals: `theme_changed` after any change of mode, density, text size or motion; widgets
    repaint on it.
    """

    theme_changed = Signal()

    def __init__(
        self,
        app: QApplication,
        mode: ThemeMode = ThemeMode.SYSTEM,
        density: Density = Density.COMFORT,
        text_scale_pct: int = 100,
    ) -> None:
        super().__init__(app)
        register_fonts()
        self._app = app
        self._tokens = load_tokens()
        self._mode = ThemeMode(mode)
        self._density = Density(density)
        self._text_scale_pct = _clamp_scale(text_scale_pct)
        self._reduced_motion: bool | None = None
        self._hints = app.styleHints()
        self._palette = self._choose_palette()
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        self._pictures: dict[PictureKey, QPixmap] = {}
        self._widths: dict[tuple[str, str], float] = {}
        app.setStyle("Fusion")
        self._hints.colorSchemeChanged.connect(self.follow_system)
        self._hints.accessibility().contrastPreferenceChanged.connect(self.follow_system)
        self._apply()

    @property
    def mode(self) -> ThemeMode:
        """The mode asked for, which may be `system`."""
        return self._mode

    @property
    def density(self) -> Density:
        """The density of lists."""
        return self._density

    @property
    def text_scale_pct(self) -> int:
        """Text size in percent of the design's size, 90 to 200."""
        return self._text_scale_pct

    @property
    def is_dark(self) -> bool:
        """Whether the palette in use is the dark one."""
        return self.colour("bg.surface").lightness() < self.colour("text.primary").lightness()

    @property
    def reduced_motion(self) -> bool:
        """Whether fades and slides are off, by the person's choice or else the system's."""
        return (
            wants_reduced_motion(self._app)
            if self._reduced_motion is None
            else self._reduced_motion
        )

    @property
    def row_height_px(self) -> int:
        """Height of one list row, following density and text size."""
        return self.scaled(self._tokens.row_height_px[self._density])

    def set_mode(self, mode: ThemeMode) -> None:
        """Switch palette at run time; asking for what is already so does nothing."""
        if mode != self._mode:
            self._mode = ThemeMode(mode)
            self._refresh()

    def follow_system(self) -> None:
        """Read again what the system asks for: dark or light, high contrast."""
        if self._choose_palette() != self._palette:
            self._refresh()

    def set_density(self, density: Density) -> None:
        """Switch row height at run time."""
        if density != self._density:
            self._density = Density(density)
            self._refresh()

    def set_text_scale_pct(self, percent: int) -> None:
        """Resize all text; values outside 90 to 200 are clamped."""
        percent = _clamp_scale(percent)
        if percent != self._text_scale_pct:
            self._text_scale_pct = percent
            self._refresh()

    def set_reduced_motion(self, reduced: bool | None) -> None:
        """Turn motion off or on; None follows the system."""
        if reduced != self._reduced_motion:
            self._reduced_motion = reduced
            self._refresh()

    def colour(self, token: str) -> QColor:
        """Return the colour of a token such as `text.primary` or `level.high.on_tint`; an unknown
        one is a `KeyError`.
        """
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(self._palette.value(token))
        return found

    def level(self, level: str) -> LevelColours:
        """Return the colours of a level: technical, critical, high, moderate or info."""
        return self._palette.level[level]

    def grade(self, grade: int) -> GradeColours:
        """Return the fill and numeral colours of a symptom grade, 0 to 4."""
        return self._palette.grade[grade]

    def font(self, role: str) -> QFont:
        """Return the font of a role such as `body`; copy it before changing it."""
        found = self._fonts.get(role)
        if found is None:
            style = self._tokens.type_styles[role]
            found = self._fonts[role] = make_font(role, style, self._text_scale_pct / 100)
        return found

    def dress(self, widget: QWidget, role: str) -> None:
        """Give a widget the font of a role, now and after every change of text size."""
        widget.setProperty(FONT_ROLE_PROPERTY, role)
        widget.setFont(self.font(role))

    def text_px(self, role: str, text: str) -> float:
        """Return the width of a text in a role's font, remembered because rows ask for the same
        texts again.
        """
        key = (role, text)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) >= CACHE_LIMIT:
                self._widths.clear()
            found = self._widths[key] = QFontMetricsF(self.font(role)).horizontalAdvance(text)
        return found

    def line_px(self, role: str) -> int:
        """Return the line height of a role, following the text size."""
        return self.scaled(self._tokens.type_styles[role].line_px)

    def scaled(self, length_px: int) -> int:
        """Scale a length that must grow with the text."""
        return round(length_px * self._text_scale_pct / 100)

    def layout_px(self, name: str) -> int:
        """Return a measure of the layout such as `card_padding`."""
        return self._tokens.layout_px[name]

    def radius_px(self, name: str) -> int:
        """Return the corner radius of a cell, a control or a card."""
        return self._tokens.radius_px[name]

    def motion_ms(self, name: str) -> int:
        """Return the length of an animation, 0 under reduced motion; delays and toasts keep
        theirs.
        """
        length_ms = self._tokens.motion_ms[name]
        return 0 if self.reduced_motion and name in {"panel", "remote_change"} else length_ms

    def picture(self, key: PictureKey, make: Callable[[], QPixmap]) -> QPixmap:
        """Return a painted picture, made once per key until the theme changes."""
        found = self._pictures.get(key)
        if found is None:
            if len(self._pictures) >= CACHE_LIMIT:
                self._pictures.clear()
            found = self._pictures[key] = make()
        return found

    def _choose_palette(self) -> Palette:
        if is_high_contrast(self._app):
            return high_contrast_palette(
                self._app.style().standardPalette(), self._tokens.palettes["light"]
            )
        dark = self._mode is ThemeMode.DARK or (
            self._mode is ThemeMode.SYSTEM and self._hints.colorScheme() is Qt.ColorScheme.Dark
        )
        return self._tokens.palettes["dark" if dark else "light"]

    def _refresh(self) -> None:
        self._palette = self._choose_palette()
        self._colours.clear()
        self._fonts.clear()
        self._pictures.clear()
        self._widths.clear()
        self._apply()
        self._dress_all()
        self.theme_changed.emit()

    def _apply(self) -> None:
        self._tell_platform()
        self._app.setPalette(self._qt_palette())
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(
            fill_style_sheet(load_style_sheet(), self._palette, self._tokens, self._text_scale_pct)
        )

    def _dress_all(self) -> None:
        # Also needed when only colours change: re-reading the style sheet puts back the fonts of
        # the first show.
        for widget in self._app.allWidgets():
            role = widget.property(FONT_ROLE_PROPERTY)
            if isinstance(role, str):
                widget.setFont(self.font(role))

    def _tell_platform(self) -> None:
        """Let the system's title bar and dialogs follow the mode asked for."""
        match self._mode:
            case ThemeMode.SYSTEM:
                self._hints.unsetColorScheme()
            case ThemeMode.LIGHT:
                self._hints.setColorScheme(Qt.ColorScheme.Light)
            case ThemeMode.DARK:
                self._hints.setColorScheme(Qt.ColorScheme.Dark)

    def _qt_palette(self) -> QPalette:
        role = QPalette.ColorRole
        palette = QPalette()
        for target, token in {
            role.Window: "bg.app",
            role.WindowText: "text.primary",
            role.Base: "bg.surface",
            role.AlternateBase: "bg.hover",
            role.Text: "text.primary",
            role.Button: "bg.surface",
            role.ButtonText: "text.primary",
            role.BrightText: "on.accent",
            role.Highlight: "bg.selected",
            role.HighlightedText: "text.primary",
            role.ToolTipBase: "text.primary",
            role.ToolTipText: "bg.surface",
            role.PlaceholderText: "text.muted",
            role.Link: "link",
            role.LinkVisited: "link",
            role.Accent: "accent",
            role.Mid: "border.strong",
        }.items():
            palette.setColor(target, self.colour(token))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.colour("text.disabled"))
        return palette


def _clamp_scale(percent: int) -> int:
    return max(TEXT_SCALE_MIN_PCT, min(TEXT_SCALE_MAX_PCT, percent))
