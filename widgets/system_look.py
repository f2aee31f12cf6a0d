"""What the operating system asks of the look: high contrast and reduced motion."""

import sys
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QStyle

from widgets.tokens import GradeColours, Palette

_LINE_WORDS = (
    "border",
    "edge",
    "line",
    "axis",
    "grid",
    "ring",
    "hatch",
    "threshold",
    "missing",
    "bar",
)


def is_high_contrast(app: QApplication) -> bool:
    """Whether the person's system runs in a high-contrast mode."""
    # Held in a name: PySide 6.11 invalidates the child with the wrapper that it was asked from.
    hints = app.styleHints()
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def wants_reduced_motion(app: QApplication) -> bool:
    """Whether the system's own animations are off, which is how Windows and GNOME say it to Qt."""
    if sys.platform == "win32":
        return not app.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    return app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0


def high_contrast_palette(system: QPalette, ours: Palette) -> Palette:
    """Map every token to one of the system's own colours, so that nothing of our palette is
    left.
    """
    role = QPalette.ColorRole
    window = system.color(role.Window).name()
    text = system.color(role.WindowText).name()
    highlight = system.color(role.Highlight).name()
    on_highlight = system.color(role.HighlightedText).name()
    colours: dict[str, str] = {}
    for token in ours.colour:
        colours[token] = text if _is_ink(token) else window
    colours |= {"accent": highlight, "accent.hover": highlight, "on.accent": on_highlight}
    colours |= {"rail.selected": highlight, "rail.selected_text": on_highlight, "rail.marker": text}
    levels = {
        name: replace(
            colours_, fill=text, glyph=window, outline=text, tint=window, on_tint=text, edge=text
        )
        for name, colours_ in ours.level.items()
    }
    return Palette(colours, levels, tuple(GradeColours(window, text) for _ in ours.grade))


def _is_ink(token: str) -> bool:
    if any(word in token for word in _LINE_WORDS):
        return True
    if token.endswith((".bg", ".badge", ".badge_work", ".cap")) or token.startswith("bg."):
        return False
    return token not in {"accent.subtle", "chart.zone"}
