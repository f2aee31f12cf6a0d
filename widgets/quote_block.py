"""The patient's own words, in quotes, with the language in which they were written."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from widgets.plain_label import PlainLabel
from widgets.shown import set_shown
from widgets.theme import Theme


class QuoteBlock(QWidget):
    """A quotation; hidden when it is empty."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = PlainLabel(theme, role="body")
        self._text.set_wrapping()
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._language = PlainLabel(theme, role="axis", tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 5, 10, 6)
        column.setSpacing(2)
        column.addWidget(self._text)
        column.addWidget(self._language)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.theme_changed.connect(self.update)
        self.hide()

    def set_quote(self, text: str, language: str = "") -> None:
        """Show words that already carry their quotation marks; `language` is written under them."""
        self._text.setText(text)
        self._language.setText(language)
        self._language.setVisible(bool(language))
        self.setAccessibleName(text)
        set_shown(self, bool(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.radius_px("control")
        ground = QPainterPath()
        ground.addRoundedRect(
            QRectF(-radius, 0, self.width() + radius, self.height()), radius, radius
        )
        painter.setClipRect(self.rect())
        painter.fillPath(ground, self._theme.colour("bg.quote"))
        painter.fillRect(QRectF(0, 0, 3, self.height()), self._theme.colour("accent"))
