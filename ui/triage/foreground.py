"""Which open alert is in front of a person: window in front, screen in front, nothing locked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from console.stores.desk import TriageDesk
from services.contract.enums import AlertState

_TELLING: Final = frozenset(
    {
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.WindowActivate,
        QEvent.Type.WindowDeactivate,
    }
)


class Foreground(QObject):
    """Follows one screen, and tells the store of looks."""

    def __init__(self, screen: QWidget, desk: TriageDesk) -> None:
        super().__init__(screen)
        self._screen = screen
        self._desk = desk
        self._is_locked = False
        screen.installEventFilter(self)
        desk.details.shown_changed.connect(self._follow)

    def set_locked(self, is_locked: bool) -> None:
        """Behind a locked screen nobody looks."""
        self._is_locked = is_locked
        self._follow()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TELLING:
            self._follow()
        return False

    def _follow(self) -> None:
        alert, screen = self._desk.details.shown.alert, self._screen
        is_open = alert is not None and alert.state is not AlertState.CLOSED
        is_seen = screen.isVisible() and screen.isActiveWindow() and not self._is_locked
        self._desk.looks.look_at(alert.id if alert is not None and is_open and is_seen else None)
