"""Takes the frame of a session out of the window and puts the locked screen in its place, and the
other way round.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QToolTip, QWidget
from shiboken6 import isValid

from console.session import Session
from console.stores.idle import USUAL_MIN, IdleWatch
from resources.wording import Wording
from ui.lock.covered import Covered
from ui.lock.screen import LockScreen
from widgets.bottom_strip import BottomStrip
from widgets.theme import Theme


class Curtain(QObject):
    """Locks when asked, when nobody touches the workstation, and after the machine slept.

    Signals: `changed()` when the screen is locked or open again.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        pages: QStackedWidget,
        theme: Theme,
        wording: Wording,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._pages = pages
        self._wording = wording
        self._shell: Covered | None = None
        self._focus: QWidget | None = None
        self._is_drawn = False
        self.screen = LockScreen(session, theme, wording, pages)
        self.idle = IdleWatch(self)
        self.strip = BottomStrip(theme, "lock-simple", window)
        pages.addWidget(self.screen)
        self.idle.warned.connect(self._warn)
        self.idle.idle.connect(self.draw)
        session.unlocked.connect(self._lift)
        session.lock_told.connect(self.idle.limit)
        self.screen.switch_wanted.connect(session.sign_out)

    @property
    def is_drawn(self) -> bool:
        """Whether the screen is locked."""
        return self._is_drawn

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self.screen.set_wording(wording)

    def hang(self, shell: Covered) -> None:
        """Somebody signed in: from now on this is the frame to cover."""
        self._shell = shell
        shell.lock_wanted.connect(self.draw)
        self._count()

    def take_down(self) -> None:
        """The session is over: nothing of it stays in reach of this object."""
        self.idle.stop()
        self.screen.leave()
        self._is_drawn = False
        self._shell = self._focus = None

    def draw(self) -> None:
        """Lock. What is behind leaves the window's pages: no Tab key, no screen reader and no
        menu reaches it.
        """
        shell = self._shell
        if shell is None or self._is_drawn:
            return
        self._is_drawn = True
        self.idle.stop()
        _close_popups()
        focus = QApplication.focusWidget()
        self._focus = focus if focus is not None and shell.isAncestorOf(focus) else None
        self.screen.open_with(shell.locked_look)
        self._pages.setCurrentWidget(self.screen)
        self._pages.removeWidget(shell)
        shell.hide()
        shell.set_locked(True)
        self.screen.take_focus()
        self.changed.emit()

    def _lift(self) -> None:
        shell = self._shell
        if shell is None or not self._is_drawn:
            return
        self._is_drawn = False
        self._pages.addWidget(shell)
        self._pages.setCurrentWidget(shell)
        self.screen.leave()
        shell.set_locked(False)
        if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            shell.take_focus()
        self._focus = None
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        me = self._session.me
        self.idle.start(USUAL_MIN if me is None else me.centre.idle_lock_min)

    def _warn(self, is_warned: bool) -> None:
        if is_warned:
            self.strip.say(self._wording.text("lock-soon"))
        else:
            self.strip.hide()


def _close_popups() -> None:
    """Menus and tooltips are windows of their own: a page that changes does not take them along."""
    QToolTip.hideText()
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
