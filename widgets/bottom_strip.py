"""A thin strip over the bottom of a window: one sentence that must not move what is under it."""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.announce import announce
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_HEIGHT_PX = 32


class BottomStrip(QWidget):
    """Lies over its parent, as wide as it, while it has something to say."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = PlainLabel(theme, role="notice", tone="inverse", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(IconLabel(theme, icon, "bg.surface", 16, self))
        row.addWidget(self._text)
        row.addStretch(1)
        theme.theme_changed.connect(self._place)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, empty while it says nothing."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str) -> None:
        """Show a sentence, and have it read aloud."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        announce(self, text)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            height = self._theme.scaled(_HEIGHT_PX)
            self.resize(parent.width(), height)
            self.move(QPoint(0, parent.height() - height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colour("text.primary"))
