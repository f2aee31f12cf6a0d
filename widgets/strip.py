"""A notice inside a detail, such as a conflict or a question before a serious act: tint, sentence,
two answers.
"""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from widgets.banner import BANNER_KINDS
from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.shown import set_shown
from widgets.theme import Theme


class Strip(QWidget):
    """One question or notice in place. Signals: `accepted` (first button, Enter), `dismissed`
    (second button, Esc).
    """

    accepted = Signal()
    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = "warning"
        self._icon = IconLabel(theme, "warning-circle", "warning", 18)
        self._text = PlainLabel(theme, role="notice")
        self._text.set_wrapping()
        self._accept = Button(theme, "", "primary")
        self._dismiss = Button(theme, "", "secondary")
        self._accept.clicked.connect(self.accepted)
        self._dismiss.clicked.connect(self.dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._accept)
        row.addWidget(self._dismiss)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.theme_changed.connect(self.update)
        self.hide()

    def ask(
        self,
        text: str,
        accept: str = "",
        dismiss: str = "",
        kind: str = "warning",
        icon: str = "warning-circle",
    ) -> None:
        """Show a sentence with up to two answers; empty labels have no button."""
        self._kind = kind
        self._icon.set_icon(icon, BANNER_KINDS[kind][1])
        self._text.setText(text)
        self._accept.set_label(accept)
        self._accept.setVisible(bool(accept))
        self._dismiss.set_label(dismiss)
        self._dismiss.setVisible(bool(dismiss))
        self.setAccessibleName(text)
        set_shown(self, True)
        self.update()

    def focus_accept(self) -> None:
        """Put the keyboard on the first answer."""
        self._accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """As high as its sentence is in the width that there is: no line of it is cut off."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._accept.isVisibleTo(self):
            focused = self.focusWidget()
            (self._dismiss if focused is self._dismiss else self._accept).click()
        elif event.key() == Qt.Key.Key_Escape and self._dismiss.isVisibleTo(self):
            self._dismiss.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, ink = BANNER_KINDS[self._kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(ink), 1))
        painter.setBrush(self._theme.colour(fill))
        radius = self._theme.radius_px("control")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
