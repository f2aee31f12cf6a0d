"""A few choices of which one holds, side by side in one frame."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from widgets.tab_strip import TabStrip
from widgets.theme import Theme


class Segments(QWidget):
    """Signals: `chosen(name)` when the person picks one."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strip = TabStrip(theme, "", self)
        self._strip.tab_chosen.connect(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 2, 1)
        row.addWidget(self._strip)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (name, label) pairs; the first one holds."""
        self._strip.set_tabs(choices)

    def set_labels(self, accessible_name: str, labels: dict[str, str]) -> None:
        """Name them in another language."""
        self.setAccessibleName(accessible_name)
        self._strip.setAccessibleName(accessible_name)
        for name, label in labels.items():
            self._strip.set_label(name, label)

    def set_count(self, name: str, count: str) -> None:
        """Show how many one of them has; empty shows none."""
        self._strip.set_count(name, count)

    def set_current(self, name: str) -> None:
        """Which one holds."""
        self._strip.set_current(name)

    @property
    def current(self) -> str:
        """The one that holds."""
        return self._strip.current

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("border.strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self._theme.radius_px("control")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
