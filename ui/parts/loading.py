"""What stands in the place of something that is on its way (screens.md 1.7)."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.skeleton import Skeleton
from widgets.theme import Theme

SLOW_AFTER_MS = 3000


class Loading(QWidget):
    """A skeleton after 150 ms, words after 3 s. Signals: `stopped()` when the person gives up
    waiting.
    """

    stopped = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.skeleton = Skeleton(theme, wording.text("triage-loading"), self)
        self._word = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self._stop = Button(theme, "", "quiet", parent=self)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_AFTER_MS)
        self._slow.timeout.connect(self._say_so)
        self._stop.clicked.connect(self.stopped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.skeleton, 1)
        column.addWidget(self._word)
        column.addWidget(self._stop)
        self.set_wording(wording)
        self.stop()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self.skeleton.setAccessibleName(wording.text("triage-loading"))
        self._word.setText(wording.text("triage-loading"))
        self._stop.set_label(wording.text("triage-loading-stop"))

    def start(self) -> None:
        """Begin to wait."""
        self.skeleton.start()
        if not self._slow.isActive() and self._word.isHidden():
            self._slow.start()

    def stop(self) -> None:
        """It is here, or failed."""
        self.skeleton.stop()
        self._slow.stop()
        self._word.hide()
        self._stop.hide()

    def _say_so(self) -> None:
        self._word.show()
        self._stop.show()
