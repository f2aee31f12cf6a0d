"""What the mark of statistical confidentiality means, beside the mark itself."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from widgets.figure_text import mark_size, paint_mark
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class _Mark(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sign = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        width, height = mark_size(self._theme)
        return QSize(width + 2, height + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, self._theme, self.width() / 2, self.height() / 2, self.sign)


class MarkLegend(QWidget):
    """The mark and a sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = _Mark(theme, self)
        self._text = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._text.set_wrapping()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def set_words(self, sign: str, text: str) -> None:
        """Show another sentence."""
        self._mark.sign = sign
        self._text.setText(text)
        self._mark.update()
