"""Tells that a technical or critical alert came that nobody has (screens.md 1.5)."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from console.settings import Settings, Sound
from console.stores.worklist import WorklistStore
from resources import words
from resources.wording import Wording
from services.contract.enums import AlertKind, AlertLevel
from widgets.announce import announce


class Urgent(QObject):
    """To screen readers, in the taskbar, and by a sound for whoever wants one."""

    def __init__(
        self, worklist: WorklistStore, settings: Settings, wording: Wording, screen: QWidget
    ) -> None:
        super().__init__(screen)
        self._screen = screen
        self._settings = settings
        self._wording = wording
        worklist.urgent_arrived.connect(self._tell)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording

    def _tell(self, kind: AlertKind) -> None:
        level = words.level(self._wording, AlertLevel.CRITICAL, kind)
        text = self._wording.text("triage-announce-new", level=level)
        announce(self._screen, text, assertive=True)
        QApplication.alert(self._screen.window())
        if self._settings.sound is Sound.ON:
            QApplication.beep()
