"""A one-line plain label that ends in an ellipsis when it is too narrow and then offers the whole
text as a tooltip.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme


class ElidedLabel(PlainLabel):
    """Shows as much of its text as fits; `full_text` is what it was given."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: str = "body",
        tone: str = "primary",
        parent: QWidget | None = None,
    ) -> None:
        self._full_text = text
        super().__init__(theme, text, role, tone, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(text)

    @property
    def full_text(self) -> str:
        """The text before any ellipsis."""
        return self._full_text

    def set_full_text(self, text: str) -> None:
        """Show another text."""
        self._full_text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._full_text, Qt.TextElideMode.ElideRight, self.width()
        )
        self.setText(shown)
        self.setToolTip(plain_tooltip(self._full_text) if shown != self._full_text else "")

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._full_text) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 24), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()
