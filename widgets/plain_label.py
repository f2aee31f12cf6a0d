"""A label that always shows its text literally, in a role of the type scale and a tone of the
palette.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from widgets.polish import set_style_property
from widgets.theme import Theme

TONES = frozenset(
    {
        "primary",
        "secondary",
        "muted",
        "accent",
        "danger",
        "success",
        "treatment",
        "on_accent",
        "rail",
        "rail_strong",
        "inverse",
        "warning",
    }
)


class PlainLabel(QLabel):
    """Text that Qt never reads as HTML."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: str = "body",
        tone: str = "primary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        theme.dress(self, role)
        self.set_tone(tone)

    def set_tone(self, tone: str) -> None:
        """Change the colour: primary, secondary, muted, accent, danger, success, treatment,
        warning, on_accent, rail, rail_strong or inverse.
        """
        if tone not in TONES:
            raise KeyError(tone)
        set_style_property(self, "tone", tone)

    def set_wrapping(self) -> None:
        """Let the text run over several lines."""
        self.setWordWrap(True)
