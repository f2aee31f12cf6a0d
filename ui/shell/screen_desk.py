"""What leads to one screen among the others: it is made when somebody first wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.session import Session
from console.stores.desk import TriageDesk
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

ScreenT = TypeVar("ScreenT", bound=QWidget)


class ScreenDesk(QObject, Generic[ScreenT]):
    """Holds the screen once it is there: what is not costs nothing when the theme changes."""

    def __init__(self, shell: Shell, desk: TriageDesk, session: Session, theme: Theme) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk = desk
        self._session = session
        self._theme = theme
        self.screen: ScreenT | None = None

    def _take_in(self, page: str, screen: ScreenT) -> ScreenT:
        """Put a screen that was made among the others."""
        screen.resize(self._shell.pages.size())
        self.screen = screen
        self._shell.add_page(page, screen)
        return screen
