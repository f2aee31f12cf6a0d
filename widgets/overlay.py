"""A card over a screen that is covered while it is open, and gets the keyboard back after it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QHideEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from widgets.theme import Theme


class Overlay(QWidget):
    """Covers its parent; a click beside the card closes it. `scrim_alpha` is 0 to 255.

    One that `stays` holds what somebody typed: it goes when they leave it, and by nothing else.
    """

    stays = False

    def __init__(self, theme: Theme, scrim_alpha: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scrim = QColor(0, 0, 0, scrim_alpha)
        self._back: QWidget | None = None
        self._only: QWidget = self
        self._card = QFrame(self)
        self._card.setProperty("card", True)
        self.hide()
        parent.installEventFilter(self)

    def _cover(self, only: QWidget) -> None:
        """Open, with the keyboard in the only thing to reach."""
        self._back = self.window().focusWidget()
        self._only = only
        self.show()
        self.raise_()
        self._fit()
        only.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fit(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
            self._place_card()

    def _place_card(self) -> None:
        """Give the card its place in what is covered."""

    def focusNextPrevChild(self, _next: bool) -> bool:
        """The screen below is covered."""
        self._only.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        back, self._back = self._back, None
        if back is not None and isValid(back):
            back.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._scrim)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)


def overlays_on(parent: QWidget) -> list[Overlay]:
    """What may lie over a screen."""
    return parent.findChildren(Overlay, options=Qt.FindChildOption.FindDirectChildrenOnly)


def is_held(parent: QWidget) -> bool:
    """Whether something lies over a screen that goes only when the person leaves it."""
    return any(over.stays and not over.isHidden() for over in overlays_on(parent))


def uncover(parent: QWidget) -> None:
    """Take away what lies over a screen, but what stays."""
    for over in overlays_on(parent):
        if not over.stays:
            over.hide()
