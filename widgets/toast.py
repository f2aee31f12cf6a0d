"""Short confirmations at the bottom centre of a window: one sentence, perhaps an undo, gone by
themselves.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from widgets.announce import announce
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme
from widgets.toast_button import ToastButton

TOASTS_MAX = 2
_MARGIN_PX = 16
_GAP_PX = 8


class Toast(QWidget):
    """One sentence. Signals: `undone(token)` on its button; `closed` when it leaves."""

    undone = Signal(str)
    closed = Signal()

    def __init__(
        self, theme: Theme, text: str, undo_label: str, token: str, stays_ms: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._token = token
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        usual_ms = theme.motion_ms("toast_undo" if undo_label else "toast")
        self._timer.setInterval(max(usual_ms, stays_ms))
        self._timer.timeout.connect(self.close_toast)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8 if undo_label else 14, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel(theme, "check-circle", "bg.surface", 18))
        label = PlainLabel(theme, text, "body_strong", "inverse")
        row.addWidget(label)
        if undo_label:
            undo = ToastButton(theme, undo_label, self)
            undo.clicked.connect(self._undo)
            undo.installEventFilter(self)
            row.addWidget(undo)
        self.setAccessibleName(text)
        self._timer.start()
        announce(self, text)

    @property
    def is_counting(self) -> bool:
        """Whether the countdown runs; hover and focus stop it."""
        return self._timer.isActive()

    def close_toast(self) -> None:
        """Leave now."""
        self._timer.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _undo(self) -> None:
        self.undone.emit(self._token)
        self.close_toast()

    def _resume(self) -> None:
        focus = QApplication.focusWidget()
        if not self.underMouse() and (focus is None or not self.isAncestorOf(focus)):
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() is QEvent.Type.FocusOut:
            self._timer.start()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._resume()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("text.primary"))
        painter.drawRoundedRect(
            QRectF(self.rect()), self._theme.radius_px("card"), self._theme.radius_px("card")
        )


class ToastStack(QObject):
    """Shows at most two toasts over a window, the newest at the bottom. Signals:
    `undone(token)`. `clearance_px` is kept free under them, for a bar of commands; a form that
    they make way for is never covered.
    """

    undone = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, clearance_px: int = 0) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._clearance_px = clearance_px
        self._toasts: list[Toast] = []
        self._form: QWidget | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._place)
        window.installEventFilter(self)

    @property
    def toasts(self) -> tuple[Toast, ...]:
        """The toasts on screen, oldest first."""
        return tuple(self._toasts)

    def show_toast(
        self, text: str, undo_label: str = "", token: str = "", stays_ms: int = 0
    ) -> Toast:
        """Show a sentence for 5 s, or 10 s with an undo button that emits `undone(token)`, or
        longer when it can be undone for longer.
        """
        while len(self._toasts) >= TOASTS_MAX:
            self._toasts[0].close_toast()
        toast = Toast(self._theme, text, undo_label, token, stays_ms, self._window)
        toast.undone.connect(self.undone)
        toast.closed.connect(self._forget)
        self._toasts.append(toast)
        toast.show()
        self._place()
        return toast

    def make_way(self, form: QWidget | None) -> None:
        """Stand beside this form, or above it where there is no room beside; None ends that.

        Whoever frees the form says None first.
        """
        self._form = form
        # The form has its place only once its layout has run.
        self._settled.start()

    def clear(self) -> None:
        """Take every toast away, as when the next action ends the chance to undo."""
        for toast in tuple(self._toasts):
            toast.close_toast()

    def _forget(self) -> None:
        leaving = self.sender()
        self._toasts = [toast for toast in self._toasts if toast is not leaving]
        self._place()

    def _place(self) -> None:
        for toast in self._toasts:
            toast.adjustSize()
        left, right, bottom = self._room()
        for toast in reversed(self._toasts):
            top = max(_MARGIN_PX, bottom - toast.height())
            toast.move(left + (right - left - toast.width()) // 2, top)
            toast.raise_()
            bottom -= toast.height() + _GAP_PX

    def _room(self) -> tuple[int, int, int]:
        """Return left and right edge of the room that the toasts are centred in, and its bottom."""
        width, form = self._window.width(), self._form
        bottom = self._window.height() - _MARGIN_PX - self._theme.scaled(self._clearance_px)
        if form is None or not form.isVisible():
            return 0, width, bottom
        corner = form.mapTo(self._window, QPoint(0, 0))
        widest = max((toast.width() for toast in self._toasts), default=0)
        if corner.x() >= widest + 2 * _GAP_PX:
            return 0, corner.x(), bottom
        return 0, width, min(bottom, corner.y() - _GAP_PX)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            # Again once the layouts have run: only then a form is where it will be.
            self._place()
            self._settled.start()
        return super().eventFilter(watched, event)
