"""The notices among the screens: in front once while something waits that was never read in any
version, on a strip when a new version waits, and from then on where somebody asks for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication

from console.session import Session
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.notices.screen import NoticesScreen
from ui.shell.pages import NOTICES, TRIAGE
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

_TOUCHES: Final = frozenset(
    {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress}
)
"""A key of a command is no key press: it is taken before it comes to be one."""


class NoticesDesk(QObject):
    """Makes the screen when it is first wanted, and leads back to where one came from.

    Signals: `new_told(count)` when so many texts are to be said to be new; 0 once they were seen.
    """

    new_told = Signal(int)

    def __init__(self, shell: Shell, desk: TriageDesk, session: Session, theme: Theme) -> None:
        super().__init__(shell)
        self._shell = shell
        self._store = desk.notices
        self._session = session
        self._theme = theme
        self._came_from = TRIAGE
        self.screen: NoticesScreen | None = None
        self._is_touched = False
        self._store.arrived.connect(self._greet)
        # Until the first key or click: then somebody is at work, and no screen comes in between.
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    @property
    def may_open(self) -> bool:
        """Whether this role reads notices here."""
        return self._store.is_offered

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: this one is made for it."""
        if page != NOTICES:
            return
        if self._shell.page != NOTICES:
            self._came_from = self._shell.page
        self.new_told.emit(0)
        if self.screen is None:
            self.screen = self._make(wording)
        self.screen.begin()

    def open(self) -> None:
        """Bring the notices to the front."""
        if self.may_open:
            self._shell.go_to(NOTICES)

    def _greet(self) -> None:
        """What was never read comes to the front once, before anything was begun; a new version,
        and whatever would come in between, is a strip that stops nothing (screens.md 3.13).
        """
        self._listen_no_more()
        waiting = self._store.waiting
        is_unknown = any(each.acknowledged_version is None for each in waiting)
        if is_unknown and not self._is_touched:
            self.open()
        elif waiting:
            self.new_told.emit(len(waiting))

    def _listen_no_more(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._is_touched = True
            self._listen_no_more()
        return False

    def _make(self, wording: Wording) -> NoticesScreen:
        screen = NoticesScreen(self._store, self._session, self._theme, wording, self._shell.pages)
        screen.resize(self._shell.pages.size())
        screen.left.connect(self._leave)
        screen.said.connect(self._shell.toasts.show_toast)
        screen.tab_wanted.connect(self._shell.about.open)
        screen.report_wanted.connect(self._shell.about.report)
        self._shell.add_page(NOTICES, screen)
        return screen

    def _leave(self) -> None:
        self._shell.go_to(self._came_from)
