"""Draws the keyboard focus: a 2 px ring with a 2 px gap around whichever control holds it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from widgets.theme import Theme

GAP_PX = 2
WIDTH_PX = 2
OWN_FOCUS_PROPERTY = "ownFocus"
RING_PROPERTY = "focusRing"
_REACH_PX = GAP_PX + WIDTH_PX


def _wants_ring(widget: QWidget) -> bool:
    """Buttons do unless they say otherwise, anything else when it asks for it."""
    if widget.property(RING_PROPERTY):
        return True
    return isinstance(widget, QAbstractButton) and not widget.property(OWN_FOCUS_PROPERTY)


class Ring(QWidget):
    """The ring itself, a child of the window so that the control's own parent does not clip it."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.theme_changed.connect(self.update)

    def surround(self, target: QWidget) -> None:
        """Move around a control."""
        box = target.rect().translated(target.mapTo(target.window(), target.rect().topLeft()))
        self.setGeometry(box.adjusted(-_REACH_PX, -_REACH_PX, _REACH_PX, _REACH_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("focus.ring"), WIDTH_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self._theme.radius_px("control") + GAP_PX
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


class FocusRing(QObject):
    """Puts the ring on what the keyboard reached: buttons, and panes that ask for it. Lists, charts
    and fields draw their own focus.
    """

    def __init__(self, theme: Theme, app: QApplication) -> None:
        super().__init__(theme)
        self._theme = theme
        self._target: QWidget | None = None
        self._ring: Ring | None = None
        app.focusChanged.connect(self._follow)

    @property
    def ring(self) -> Ring | None:
        """The ring on screen, if any."""
        return self._ring if self._ring is not None and isValid(self._ring) else None

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._leave()
        if now is None or not _wants_ring(now):
            return
        if not now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            return
        self._target = now
        now.installEventFilter(self)
        self._ring = Ring(self._theme, now.window())
        self._ring.surround(now)
        self._ring.show()
        self._ring.raise_()

    def _leave(self) -> None:
        if self._target is not None and isValid(self._target):
            self._target.removeEventFilter(self)
        # A window that closes takes its ring with it.
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._target = None
        self._ring = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._target is not None and watched is self._target:
            if event.type() in {QEvent.Type.Move, QEvent.Type.Resize} and self.ring is not None:
                self.ring.surround(self._target)
            elif event.type() is QEvent.Type.Hide:
                self._leave()
        return super().eventFilter(watched, event)
